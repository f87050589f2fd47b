using System.Numerics;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Losses;
using FashionRef.Models;
using FashionRef.Torch.KerasTraining;
using TorchSharp;

namespace FashionRef.Tests.Parity;

/// <summary>libtorch's training pass behind the contract of engines.</summary>
/// <typeparam name="T">The type of the weights.</typeparam>
internal sealed class TorchAdapter<T>(BuiltModel model, LossSettings loss) : IBackpropagation<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly TorchBackpropagation _torch = new(model, loss, typeof(T) == typeof(float) ? torch.ScalarType.Float32 : torch.ScalarType.Float64);
    private readonly Weight[] _weights = [.. model.Weights];

    public BatchLoss Run(T[][] weights, TrainingBatch<T> batch, T[][] gradients, Span<T> outputs)
    {
        WeightValues[] values = [.. _weights.Zip(weights, (weight, own) => new WeightValues(weight.Path, weight.Shape, Doubles(own, own.Length)))];
        BatchGradients found = _torch.Run(
            values,
            Doubles(batch.Inputs, batch.Samples * model.InputShape.Count),
            batch.Samples,
            Doubles(batch.Targets, batch.Samples * model.OutputShape.Count),
            batch.SampleWeights is { } shares ? Doubles(shares, batch.Samples) : null,
            (layer, place, rate) => batch.Random.Uniform(layer, place) >= rate);
        for (int i = 0; i < weights.Length; i++)
        {
            Copy(values[i].Values, weights[i]);
            if (found.Gradients.TryGetValue(_weights[i].Path, out double[]? gradient))
            {
                Copy(gradient, gradients[i]);
            }
        }

        Copy(found.Outputs, outputs);
        return new BatchLoss(found.Loss, found.Penalty);
    }

    public void Dispose()
    {
    }

    private static double[] Doubles(T[] values, int count) => [.. values.Take(count).Select(double.CreateTruncating)];

    private static void Copy(double[] values, Span<T> target)
    {
        for (int i = 0; i < values.Length; i++)
        {
            target[i] = T.CreateTruncating(values[i]);
        }
    }
}
