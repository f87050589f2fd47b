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
        bool isEntropy = Settings.Kind is LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy;
        LossFunction loss = new(Settings, areLogits && isEntropy ? LossSource.Logits : LossSource.Outputs);
        int classes = outputs.Length / labels.Length;
        double[] values = new double[classes];
        double[] targets = new double[classes];
        double[] gradients = new double[classes];
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            outputs.Slice(i * classes, classes).CopyTo(values);
            if (areLogits && !isEntropy)
            {
                LogitMetrics.Softmax(values, values, Precision.Float64);
            }

            // One output stands for two classes.
            Array.Clear(targets);
            (int place, double target) = classes == 1 ? (0, labels[i]) : (labels[i], 1);
            targets[place] = target;
            sum += loss.OfSample(values, targets, factor: 1, gradients);
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
}
