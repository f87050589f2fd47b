using System.Buffers;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Inference;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Compiled;

namespace FashionRef.Evaluation;

/// <summary>A model from a file of Keras, ready to predict; many threads may use it at once.</summary>
/// <example>
/// <code>
/// using KerasModel model = KerasModel.Load("model.h5");
/// float[] probabilities = model.Predict(pixels);
/// model.Save("model.keras");
/// </code>
/// </example>
public sealed class KerasModel : IDisposable
{
    private readonly KerasFile _file;
    private readonly KerasFile? _weightsFile;
    private readonly bool _hasOtherWeights;
    private readonly string _path;
    private readonly IEngine _engine;
    private readonly IInference _inference;
    private readonly int _inputs;
    private readonly int _outputs;

    private KerasModel(string path, KerasFile file, KerasFile? weightsFile, bool hasOtherWeights, IReadOnlyList<WeightValues> weights, IEngine engine)
    {
        BuiltModel model = file.Model!;
        _path = path;
        _file = file;
        _weightsFile = weightsFile;
        _hasOtherWeights = hasOtherWeights;
        Model = model;
        Weights = weights;
        Compilation = file.Compilation;
        _engine = engine;
        _inference = engine.CreatePredictor(model, weights);
        _inputs = model.InputShape.Count;
        _outputs = model.OutputShape.Count;
    }

    /// <summary>The model: its layers, shapes and names.</summary>
    public BuiltModel Model { get; }

    /// <summary>All its weights, in Keras' layouts.</summary>
    public IReadOnlyList<WeightValues> Weights { get; }

    /// <summary>What it was compiled with; null where it was not.</summary>
    public KerasCompilation? Compilation { get; }

    /// <summary>How many steps its optimizer has taken; null where the file does not tell.</summary>
    /// <exception cref="FashionRefException">The optimizer's state is damaged (bad request).</exception>
    public long? OptimizerSteps => _file.OptimizerSteps;

    /// <summary>Whether the model ends with a softmax, so that its outputs are probabilities.</summary>
    public bool GivesProbabilities => _inference.GivesLogits;

    /// <summary>The precision that it computes in.</summary>
    public Precision Precision => _inference.Precision;

    /// <summary>Reads a model with its weights.</summary>
    /// <param name="path">A <c>.keras</c> file or its folder, a legacy <c>.h5</c>, or the text of <c>to_json()</c> together with <paramref name="weightsPath"/>.</param>
    /// <param name="weightsPath">A file of weights to take in place of the model's own: Keras' or safetensors.</param>
    /// <param name="input">The shape of a sample, for a model that does not say it.</param>
    /// <param name="engine">Computes it; by default <see cref="ExactEngine"/> with as many threads as the machine has processors.</param>
    /// <param name="limits">What the model may need; the usual limits by default.</param>
    /// <exception cref="FashionRefException">
    /// A file cannot be read or holds what is not supported, the weights are another model's, or the model needs more than the limits (bad request).
    /// </exception>
    public static KerasModel Load(string path, string? weightsPath = null, Shape? input = null, IEngine? engine = null, InferenceLimits? limits = null)
    {
        KerasFile file = KerasFile.Read(path, input);
        KerasFile? weightsFile = null;
        try
        {
            BuiltModel model = file.RequireModel("Name the file of the model that they are for.");
            (limits ?? InferenceLimits.Usual).Require(model, path);
            bool isSafetensors = weightsPath is not null && FileKind.IsSafetensors(weightsPath);
            weightsFile = weightsPath is null || isSafetensors ? null : KerasFile.Read(weightsPath);
            IReadOnlyList<WeightValues> weights = isSafetensors ? KerasWeights.Load(SafetensorsFile.Read(weightsPath!), model, weightsPath!)
                : (weightsFile ?? file).HasWeights ? (weightsFile ?? file).ReadWeights(model, weightsPath ?? path)
                : throw new FashionRefException(FaultKind.BadRequest, $"'{weightsPath ?? path}' holds a model without weights. Name a file with them.") { Remedy = Remedy.NameTheWeights };
            return new KerasModel(path, file, weightsFile, isSafetensors, weights, engine ?? new ExactEngine(Environment.ProcessorCount));
        }
        catch
        {
            weightsFile?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Predicts samples: the model's outputs, probabilities where it ends with a softmax.</summary>
    /// <param name="inputs"><c>[samples, …]</c> in the model's input shape, row-major.</param>
    /// <returns><c>[samples, …]</c> in the model's output shape.</returns>
    /// <exception cref="ArgumentException">The numbers are not a whole number of samples.</exception>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        if (inputs.Length % _inputs != 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"{inputs.Length} inputs are no whole number of samples: a sample has {_inputs}."), nameof(inputs));
        }

        float[] outputs = new float[inputs.Length / _inputs * _outputs];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <inheritdoc cref="Predict(ReadOnlySpan{float})"/>
    /// <param name="inputs"><c>[samples, …]</c> in the model's input shape, row-major.</param>
    /// <param name="outputs">Receives <c>[samples, …]</c> in the model's output shape.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, CancellationToken cancellationToken = default)
    {
        double[] samples = ArrayPool<double>.Shared.Rent(inputs.Length);
        double[] results = ArrayPool<double>.Shared.Rent(outputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            samples[i] = inputs[i];
        }

        Predict(samples.AsSpan(0, inputs.Length), results.AsSpan(0, outputs.Length), cancellationToken);
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = (float)results[i];
        }

        ArrayPool<double>.Shared.Return(samples);
        ArrayPool<double>.Shared.Return(results);
    }

    /// <inheritdoc cref="Predict(ReadOnlySpan{float}, Span{float}, CancellationToken)"/>
    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs, CancellationToken cancellationToken = default)
    {
        if (inputs.Length % _inputs != 0 || outputs.Length != inputs.Length / _inputs * _outputs)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{inputs.Length} inputs and {outputs.Length} outputs are not of the same whole number of samples: a sample has {_inputs} inputs and {_outputs} outputs."));
        }

        PredictLogits(inputs, outputs, cancellationToken);
        if (GivesProbabilities)
        {
            int classes = Model.OutputShape.Dimensions[^1];
            for (int start = 0; start < outputs.Length; start += classes)
            {
                Span<double> row = outputs.Slice(start, classes);
                LogitMetrics.Softmax(row, row, Precision);
            }
        }
    }

    /// <summary>The inputs of the softmax at the model's end, or the outputs of a model without one.</summary>
    /// <param name="inputs"><c>[samples, …]</c> in the model's input shape, row-major.</param>
    /// <param name="logits">Receives <c>[samples, …]</c> in the model's output shape.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    public void PredictLogits(ReadOnlySpan<double> inputs, Span<double> logits, CancellationToken cancellationToken = default) =>
        _inference.Predict(inputs, logits, cancellationToken);

    /// <summary>
    /// The penalty of its activity regularizers, which Keras adds to the loss: the mean over the samples of <c>l1·sum |o| + l2·sum o²</c> of the
    /// outputs o of the layers that have one; 0 where none has.
    /// </summary>
    /// <param name="inputs"><c>[samples, …]</c> in the model's input shape, row-major; at least one sample.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    public double ActivityPenalty(ReadOnlySpan<double> inputs, CancellationToken cancellationToken = default)
    {
        using ActivityPenalty penalty = new(Model, Weights, _engine);
        return penalty.IsNone ? 0 : penalty.Sum(inputs, cancellationToken) / (inputs.Length / _inputs);
    }

    /// <summary>Writes the model with its weights, and its optimizer's state where the form can hold it.</summary>
    /// <param name="path">Where to; what is there is replaced as a whole.</param>
    /// <param name="kind">The form; by default the one that the ending tells, as Keras does: <c>.keras</c>, <c>.h5</c>, <c>.weights.h5</c> or <c>.json</c>.</param>
    /// <returns>What was left out or changed, each as a sentence.</returns>
    /// <exception cref="FashionRefException">The ending tells no form, or the model has what the form does not (bad request), or the file cannot be written (machine cannot).</exception>
    public IReadOnlyList<string> Save(string path, KerasFileKind? kind = null)
    {
        KerasFileKind form = kind ?? KerasFileKinds.OfEnding(path) ?? throw new FashionRefException(
            FaultKind.BadRequest, $"'{path}' does not say its form: its name must end with one of {string.Join(", ", KerasFileKinds.Endings)}.");
        KerasContent content = _hasOtherWeights ? KerasContent.Of(_file, _path, Weights) : KerasContent.Of(_weightsFile ?? _file, _path, _weightsFile is null ? null : _file);
        return content.Save(path, form, TimeProvider.System.GetLocalNow());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inference.Dispose();
        _weightsFile?.Dispose();
        _file.Dispose();
    }
}
