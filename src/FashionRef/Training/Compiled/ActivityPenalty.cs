using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Training.Compiled;

/// <summary>
/// The penalties of a model's activity regularizers on the outputs that it predicts: Keras' loss has them in evaluation as in training. Keras
/// divides a batch's by its size, so their mean over the samples does not depend on the batches.
/// </summary>
internal sealed class ActivityPenalty : IDisposable
{
    private const int BlockSize = 256;

    private readonly int _inputs;
    private readonly IReadOnlyList<(Regularizer Penalty, BuiltModel Model, IInference Inference)> _layers;

    /// <summary>Prepares the layers that have one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="engine">Computes the outputs.</param>
    public ActivityPenalty(BuiltModel model, IReadOnlyList<WeightValues> weights, IEngine engine)
    {
        _inputs = model.InputShape.Count;
        _layers =
        [
            .. from entry in model.Chain.Index()
               where entry.Item.Layer.ActivityRegularizer is not null
               let upToIt = model with { Layers = model.Chain[..(entry.Index + 1)] }
               let paths = upToIt.Weights.Select(weight => weight.Path).ToHashSet()
               select (entry.Item.Layer.ActivityRegularizer, upToIt, engine.CreatePredictor(upToIt, [.. weights.Where(weight => paths.Contains(weight.Path))])),
        ];
    }

    /// <summary>Whether no layer has one.</summary>
    public bool IsNone => _layers.Count == 0;

    /// <summary><c>l1·sum |o| + l2·sum o²</c> over the outputs o of all such layers for all samples.</summary>
    /// <param name="inputs"><c>[samples, …]</c> in the model's input shape, row-major.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    public double Sum(ReadOnlySpan<double> inputs, CancellationToken cancellationToken)
    {
        double sum = 0;
        foreach ((Regularizer penalty, BuiltModel model, IInference inference) in _layers)
        {
            int outputs = model.OutputShape.Count;
            int classes = model.OutputShape.Dimensions[^1];
            double[] block = new double[BlockSize * outputs];
            for (int start = 0; start < inputs.Length; start += BlockSize * _inputs)
            {
                ReadOnlySpan<double> samples = inputs[start..Math.Min(inputs.Length, start + (BlockSize * _inputs))];
                Span<double> values = block.AsSpan(0, samples.Length / _inputs * outputs);
                inference.Predict(samples, values, cancellationToken);
                for (int row = 0; inference.GivesLogits && row < values.Length; row += classes)
                {
                    LogitMetrics.Softmax(values.Slice(row, classes), values.Slice(row, classes), inference.Precision);
                }

                foreach (double value in values)
                {
                    sum += (penalty.L1 * Math.Abs(value)) + (penalty.L2 * value * value);
                }
            }
        }

        return sum;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, _, IInference inference) in _layers)
        {
            inference.Dispose();
        }
    }
}
