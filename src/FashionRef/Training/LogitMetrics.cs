using System.Globalization;
using FashionRef.Engines.Functions;
using FashionRef.Models;

namespace FashionRef.Training;

/// <summary>Softmax, loss and prediction of logits, computed in double and rounded once, in index order.</summary>
public static class LogitMetrics
{
    /// <summary><c>p_i = exp(z_i - max z) / sum_j exp(z_j - max z)</c>.</summary>
    /// <param name="logits">One sample's logits.</param>
    /// <param name="probabilities">Receives as many probabilities.</param>
    /// <param name="precision">The precision of the probabilities.</param>
    public static void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities, Precision precision)
    {
        double max = Max(logits);
        double sum = SumOfExponentials(logits, max);
        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = precision.Round(DoubleMath.Exp(logits[i] - max) / sum);
        }
    }

    /// <summary>
    /// <c>log sum_j exp(z_j) - z_label</c>, in nats: the loss from the logits, which Keras on TensorFlow uses when the model ends with a softmax.
    /// </summary>
    /// <param name="logits">One sample's logits.</param>
    /// <param name="label">The right class.</param>
    public static double CrossEntropy(ReadOnlySpan<double> logits, int label)
    {
        double max = Max(logits);
        return DoubleMath.Log(SumOfExponentials(logits, max)) + max - logits[label];
    }

    /// <summary>The first logit that is not finite, for example <c>image 0 has the logit NaN for class 3</c>; null if all are finite.</summary>
    /// <param name="logits"><c>[images, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are.</param>
    public static string? NotFinite(ReadOnlySpan<double> logits, int classes)
    {
        for (int i = 0; i < logits.Length; i++)
        {
            if (!double.IsFinite(logits[i]))
            {
                return string.Create(CultureInfo.InvariantCulture, $"image {i / classes} has the logit {logits[i]} for class {i % classes}");
            }
        }

        return null;
    }

    /// <summary>The first of the largest values' indices, as NumPy's argmax.</summary>
    public static int ArgMax(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }

    private static double Max(ReadOnlySpan<double> logits) => logits[ArgMax(logits)];

    private static double SumOfExponentials(ReadOnlySpan<double> logits, double max)
    {
        double sum = 0;
        foreach (double logit in logits)
        {
            sum += DoubleMath.Exp(logit - max);
        }

        return sum;
    }
}
