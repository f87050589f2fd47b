using FashionRef.Engines;
using FashionRef.Engines.Functions;
using FashionRef.Engines.Losses;
using FashionRef.Formats.Keras;
using FashionRef.Models;

namespace FashionRef.Training.Compiled;

/// <summary>The loss of a model's answers, as Keras on TensorFlow computes it in <c>evaluate</c>; in double.</summary>
/// <param name="Settings">Which loss.</param>
public sealed record KerasLoss(LossSettings Settings)
{
    /// <summary>The loss of a file's configuration; null where there is none, or one that is not computed here.</summary>
    /// <param name="compilation">What the model was compiled with.</param>
    public static KerasLoss? Of(KerasCompilation? compilation)
    {
        LossSettings? settings = compilation?.Loss is { } name ? LossSettings.Find(name, compilation.LossConfig) : null;
        return settings is null ? null : new KerasLoss(settings);
    }

    /// <summary>The mean over the samples, with the penalties of the model's regularizers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="outputs"><c>[samples, outputs]</c>: the logits of a model that ends with a softmax, else its outputs.</param>
    /// <param name="areLogits">Whether they are those of a model that ends with a softmax.</param>
    /// <param name="labels">The right class of each sample.</param>
    public double Mean(BuiltModel model, IReadOnlyList<WeightValues> weights, ReadOnlySpan<double> outputs, bool areLogits, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        int classes = outputs.Length / labels.Length;
        double[] row = new double[classes];
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> sample = outputs.Slice(i * classes, classes);
            bool isEntropy = Settings.Kind is LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy;
            if (areLogits && !isEntropy)
            {
                LogitMetrics.Softmax(sample, row, Precision.Float64);
                sample = row;
            }

            sum += OfSample(sample, labels[i], Settings.FromLogits || areLogits);
        }

        return (Settings.Reduction == LossReduction.Sum ? sum : sum / labels.Length) + Penalty(model, weights);
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

    private double OfSample(ReadOnlySpan<double> outputs, int label, bool areLogits) => Settings.Kind switch
    {
        LossKind.BinaryCrossentropy => BinaryCrossentropy(outputs, label),
        LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy => areLogits ? OfLogits(outputs, label) : OfShares(outputs, label),
        _ => OfDifferences(outputs, label),
    };

    private double OfLogits(ReadOnlySpan<double> logits, int label)
    {
        double loss = LogitMetrics.CrossEntropy(logits, label);
        if (Settings.LabelSmoothing == 0)
        {
            return loss;
        }

        double mean = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            mean += LogitMetrics.CrossEntropy(logits, i) / logits.Length;
        }

        return ((1 - Settings.LabelSmoothing) * loss) + (Settings.LabelSmoothing * mean);
    }

    // Keras divides by the sum and clips, or for class numbers clips and divides.
    private double OfShares(ReadOnlySpan<double> outputs, int label)
    {
        bool isSparse = Settings.Kind == LossKind.SparseCategoricalCrossentropy;
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
            double target = (outputs.Length == 1 ? label : i == label ? 1 : 0) * (1 - Settings.LabelSmoothing);
            target += Settings.LabelSmoothing / 2;
            double share = Settings.FromLogits ? DoubleFunctions.Sigmoid(outputs[i]) : outputs[i];
            double clipped = Clipped(share);
            loss -= (target * DoubleMath.Log(clipped)) + ((1 - target) * DoubleMath.Log(1 - clipped));
        }

        return loss / outputs.Length;
    }

    private double OfDifferences(ReadOnlySpan<double> outputs, int label)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double target = outputs.Length == 1 ? label : i == label ? 1 : 0;
            double error = Math.Abs(outputs[i] - target);
            sum += Settings.Kind switch
            {
                LossKind.MeanSquaredError => error * error,
                LossKind.MeanAbsoluteError => error,
                LossKind.Huber => error <= Settings.Delta ? error * error / 2 : (Settings.Delta * error) - (Settings.Delta * Settings.Delta / 2),
                _ => Divergence(target, outputs[i]),
            };
        }

        return Settings.Kind == LossKind.KLDivergence ? sum : sum / outputs.Length;
    }

    private static double Divergence(double target, double output)
    {
        double wanted = Math.Clamp(target, ProbabilityClip.Least, 1);
        return wanted * DoubleMath.Log(wanted / Math.Clamp(output, ProbabilityClip.Least, 1));
    }

    private double Target(int index, int label, int classes) => (index == label ? 1 - Settings.LabelSmoothing : 0) + (Settings.LabelSmoothing / classes);

    private static double Clipped(double share) => Math.Clamp(share, ProbabilityClip.Least, ProbabilityClip.Most);
}
