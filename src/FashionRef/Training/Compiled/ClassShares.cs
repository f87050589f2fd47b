using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Training.Compiled;

/// <summary>What a model's outputs say about classes.</summary>
public static class ClassShares
{
    /// <summary>The shares of the classes: probabilities that the model gives, or that follow from its outputs.</summary>
    /// <param name="model">The model; its outputs are one row for each sample.</param>
    /// <param name="results"><c>[samples, outputs]</c>: the logits of a model that ends with a softmax, else its outputs.</param>
    /// <param name="precision">The precision of the shares.</param>
    /// <returns>The number of classes, two for a model with one output, and <c>[samples, classes]</c>.</returns>
    /// <exception cref="FashionRefException">A result is not finite (check failed).</exception>
    public static (int Classes, double[] Shares) Of(BuiltModel model, ReadOnlySpan<double> results, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(model);
        int classes = model.OutputShape.Count;
        double[] outputs = [.. results];
        int wrong = Array.FindIndex(outputs, output => !double.IsFinite(output));
        if (wrong >= 0)
        {
            throw new FashionRefException(
                FaultKind.CheckFailed,
                FormattableString.Invariant($"The model's output {wrong % classes} for input {wrong / classes} is {outputs[wrong]}, and an answer must be a finite number. Its weights or the inputs are too large."));
        }

        bool areLogits = InferenceChain.EndsInSoftmax(model);
        if (classes == 1)
        {
            // One output: the share of class 1, or where it is no share, its sign.
            return (2, [.. outputs.SelectMany(output => Both(model, areLogits, output, precision))]);
        }

        if (areLogits || !AreOutputs(model))
        {
            for (int start = 0; start < outputs.Length; start += classes)
            {
                Span<double> row = outputs.AsSpan(start, classes);
                LogitMetrics.Softmax(row, row, precision);
            }
        }

        return (classes, outputs);
    }

    /// <summary>Whether a model's outputs are shares by themselves, by a softmax or sigmoids.</summary>
    /// <param name="model">The model.</param>
    public static bool AreOutputs(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return InferenceChain.EndsInSoftmax(model) || model.Chain[^1].Layer is
            Dense { Activation: Activation.Sigmoid or Activation.HardSigmoid or Activation.HardSigmoidOfKeras2 }
            or ActivationLayer { Function: Activation.Sigmoid or Activation.HardSigmoid or Activation.HardSigmoidOfKeras2 };
    }

    // A softmax over one output is 1; the softmax of 0 and x is a sigmoid.
    private static double[] Both(BuiltModel model, bool areLogits, double output, Precision precision)
    {
        if (areLogits)
        {
            return [0, 1];
        }

        if (AreOutputs(model))
        {
            return [1 - output, output];
        }

        double[] both = [0, output];
        LogitMetrics.Softmax(both, both, precision);
        return both;
    }
}
