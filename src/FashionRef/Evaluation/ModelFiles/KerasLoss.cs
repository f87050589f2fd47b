using FashionRef.Engines;
using FashionRef.Engines.Functions;
using FashionRef.Engines.Losses;
using FashionRef.Formats.Keras;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Evaluation.ModelFiles;

/// <summary>The loss that a model was compiled with, as Keras on TensorFlow computes it.</summary>
/// <param name="Kind">Which loss.</param>
/// <param name="FromLogits">Whether the model's outputs are logits.</param>
/// <param name="LabelSmoothing">In [0, 1]: labels are <c>y·(1 - s) + s/classes</c>.</param>
public sealed record KerasLoss(LossKind Kind, bool FromLogits = false, double LabelSmoothing = 0)
{
    /// <summary>The loss of a file's configuration; null where there is none, or one that is not computed here.</summary>
    /// <param name="compilation">What the model was compiled with.</param>
    public static KerasLoss? Of(KerasCompilation? compilation)
    {
        LossSettings? settings = compilation?.Loss is { } name ? LossSettings.Find(name, compilation.LossConfig) : null;
        return settings is { Kind: LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy or LossKind.BinaryCrossentropy or LossKind.MeanSquaredError }
            ? new KerasLoss(settings.Kind, settings.FromLogits, settings.LabelSmoothing)
            : null;
    }

    /// <summary>The mean over the samples, with the penalties of the model's regularizers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs"><c>[samples, outputs]</c>: the logits of a model that ends with a softmax, else its outputs.</param>
    /// <param name="labels">The right class of each sample.</param>
    public double Mean(KerasModel model, ReadOnlySpan<double> outputs, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        int classes = outputs.Length / labels.Length;
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            sum += OfSample(outputs.Slice(i * classes, classes), labels[i], FromLogits || model.GivesProbabilities);
        }

        return (sum / labels.Length) + Penalty(model.Model, model.Weights);
    }

    /// <summary><c>l1·sum |w| + l2·sum w²</c> over the trainable weights that have a regularizer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    public static double Penalty(BuiltModel model, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<string, WeightValues> named = weights.ToDictionary(weight => weight.Path);
        double sum = 0;
        foreach (BuiltLayer layer in model.Chain)
        {
            foreach (Weight weight in layer.Weights.Where(weight => weight.Spec.IsTrainable))
            {
                if (layer.Layer.Regularizers.TryGetValue(weight.Spec.Name, out Regularizer? penalty))
                {
                    double[] values = named[weight.Path].Values;
                    sum += (penalty.L1 * values.Sum(Math.Abs)) + (penalty.L2 * values.Sum(value => value * value));
                }
            }
        }

        return sum;
    }

    private double OfSample(ReadOnlySpan<double> outputs, int label, bool areLogits) => Kind switch
    {
        LossKind.MeanSquaredError => SquaredError(outputs, label),
        LossKind.BinaryCrossentropy => BinaryCrossentropy(outputs, label),
        _ when areLogits => OfLogits(outputs, label),
        _ => OfShares(outputs, label),
    };

    private double OfLogits(ReadOnlySpan<double> logits, int label)
    {
        double loss = LogitMetrics.CrossEntropy(logits, label);
        if (LabelSmoothing == 0)
        {
            return loss;
        }

        double mean = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            mean += LogitMetrics.CrossEntropy(logits, i) / logits.Length;
        }

        return ((1 - LabelSmoothing) * loss) + (LabelSmoothing * mean);
    }

    // Keras divides by the sum and clips, or for class numbers clips and divides.
    private double OfShares(ReadOnlySpan<double> outputs, int label)
    {
        bool isSparse = Kind == LossKind.SparseCategoricalCrossentropy;
        double sum = 0;
        foreach (double output in outputs)
        {
            sum += isSparse ? Clipped(output) : output;
        }

        double loss = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double share = isSparse ? Clipped(outputs[i]) / sum : Clipped(outputs[i] / sum);
            loss -= Target(i, label, outputs.Length) * DoubleMath.Log(share);
        }

        return loss;
    }

    private double BinaryCrossentropy(ReadOnlySpan<double> outputs, int label)
    {
        double loss = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double target = (outputs.Length == 1 ? label : i == label ? 1 : 0) * (1 - LabelSmoothing);
            target += LabelSmoothing / 2;
            double share = FromLogits ? DoubleFunctions.Sigmoid(outputs[i]) : outputs[i];
            double clipped = Clipped(share);
            loss -= (target * DoubleMath.Log(clipped)) + ((1 - target) * DoubleMath.Log(1 - clipped));
        }

        return loss / outputs.Length;
    }

    private static double SquaredError(ReadOnlySpan<double> outputs, int label)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double error = outputs[i] - (outputs.Length == 1 ? label : i == label ? 1 : 0);
            sum += error * error;
        }

        return sum / outputs.Length;
    }

    private double Target(int index, int label, int classes) => (index == label ? 1 - LabelSmoothing : 0) + (LabelSmoothing / classes);

    private static double Clipped(double share) => Math.Clamp(share, ProbabilityClip.Least, ProbabilityClip.Most);
}
