using FashionRef.Engines.Functions;

namespace FashionRef.Engines.Losses;

/// <summary>What a loss is computed from.</summary>
internal enum LossSource
{
    /// <summary>The model's outputs.</summary>
    Outputs,

    /// <summary>The logits behind the softmax, or the sigmoid, that made the outputs.</summary>
    Logits,
}

/// <summary>Keras' losses of one sample and their derivatives, in double.</summary>
/// <param name="settings">The loss.</param>
/// <param name="source">What it is computed from.</param>
internal sealed class LossFunction(LossSettings settings, LossSource source)
{
    /// <summary>Computes a sample's loss.</summary>
    /// <param name="values">The outputs or logits.</param>
    /// <param name="targets">As many.</param>
    /// <param name="factor">The share of the sample's loss in the batch's.</param>
    /// <param name="gradients">Receives the derivatives by the values, times the factor.</param>
    /// <returns>The loss, without the factor.</returns>
    public double OfSample(ReadOnlySpan<double> values, ReadOnlySpan<double> targets, double factor, Span<double> gradients) => settings.Kind switch
    {
        LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy when source == LossSource.Logits || settings.FromLogits =>
            OfLogits(values, targets, factor, gradients),
        LossKind.SparseCategoricalCrossentropy => OfClassProbabilities(values, targets, factor, gradients),
        LossKind.CategoricalCrossentropy => OfProbabilities(values, targets, factor, gradients),
        _ => OfEach(values, targets, factor, gradients),
    };

    private double Smooth(double target, int classes) => settings.LabelSmoothing > 0
        ? (target * (1 - settings.LabelSmoothing)) + (settings.LabelSmoothing / classes)
        : target;

    // sum y·(log(sum exp(z)) - z); the derivative is softmax(z)·sum(y) - y.
    private double OfLogits(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets, double factor, Span<double> gradients)
    {
        double most = double.NegativeInfinity;
        foreach (double logit in logits)
        {
            most = Math.Max(most, logit);
        }

        double sum = 0;
        double ofTargets = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += DoubleMath.Exp(logits[i] - most);
            ofTargets += Smooth(targets[i], targets.Length);
        }

        double logarithm = DoubleMath.Log(sum);
        double loss = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double target = Smooth(targets[i], targets.Length);
            double distance = logits[i] - most;
            loss += target * (logarithm - distance);
            gradients[i] = factor * ((DoubleMath.Exp(distance) / sum * ofTargets) - target);
        }

        return loss;
    }

    // -sum y·log(clip(p/sum(p))).
    private double OfProbabilities(ReadOnlySpan<double> outputs, ReadOnlySpan<double> targets, double factor, Span<double> gradients)
    {
        double sum = 0;
        foreach (double output in outputs)
        {
            sum += output;
        }

        double loss = 0;
        double products = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double share = outputs[i] / sum;
            double target = Smooth(targets[i], targets.Length);
            loss -= target * DoubleMath.Log(Clip(share));
            products += IsInside(share) ? target : 0;
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            double share = outputs[i] / sum;
            double own = IsInside(share) ? Smooth(targets[i], targets.Length) / share : 0;
            gradients[i] = factor * (products - own) / sum;
        }

        return loss;
    }

    // sum y·(log(sum clip(p)) - log(clip(p))).
    private double OfClassProbabilities(ReadOnlySpan<double> outputs, ReadOnlySpan<double> targets, double factor, Span<double> gradients)
    {
        double sum = 0;
        double ofTargets = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            sum += Clip(outputs[i]);
            ofTargets += Smooth(targets[i], targets.Length);
        }

        double loss = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double target = Smooth(targets[i], targets.Length);
            loss += target * (DoubleMath.Log(sum) - DoubleMath.Log(Clip(outputs[i])));
            gradients[i] = IsInside(outputs[i]) ? factor * ((ofTargets / sum) - (target / outputs[i])) : 0;
        }

        return loss;
    }

    private double OfEach(ReadOnlySpan<double> values, ReadOnlySpan<double> targets, double factor, Span<double> gradients)
    {
        double loss = 0;
        double count = settings.Kind == LossKind.KLDivergence ? 1 : values.Length;
        for (int i = 0; i < values.Length; i++)
        {
            (double own, double derivative) = settings.Kind switch
            {
                LossKind.BinaryCrossentropy when source == LossSource.Logits || settings.FromLogits => BinaryOfLogit(values[i], Smooth(targets[i], 2)),
                LossKind.BinaryCrossentropy => Binary(values[i], Smooth(targets[i], 2)),
                LossKind.MeanSquaredError => Squared(values[i] - targets[i]),
                LossKind.MeanAbsoluteError => Absolute(values[i] - targets[i]),
                LossKind.Huber => Huber(values[i] - targets[i]),
                _ => Divergence(values[i], Math.Clamp(targets[i], ProbabilityClip.Least, 1)),
            };
            loss += own;
            gradients[i] = factor * derivative / count;
        }

        return loss / count;
    }

    private static (double Loss, double Derivative) BinaryOfLogit(double z, double target) =>
        (Math.Max(z, 0) - (z * target) + DoubleFunctions.LogPlus1(DoubleMath.Exp(-Math.Abs(z))), DoubleFunctions.Sigmoid(z) - target);

    private static (double Loss, double Derivative) Binary(double output, double target)
    {
        double p = Clip(output);
        return (-((target * DoubleMath.Log(p)) + ((1 - target) * DoubleMath.Log(1 - p))), IsInside(output) ? ((1 - target) / (1 - p)) - (target / p) : 0);
    }

    private static (double Loss, double Derivative) Squared(double error) => (error * error, 2 * error);

    private static (double Loss, double Derivative) Absolute(double error) => (Math.Abs(error), error > 0 ? 1 : error < 0 ? -1 : 0);

    private (double Loss, double Derivative) Huber(double error)
    {
        double size = Math.Abs(error);
        return size <= settings.Delta
            ? (0.5 * error * error, error)
            : ((settings.Delta * size) - (0.5 * settings.Delta * settings.Delta), error > 0 ? settings.Delta : -settings.Delta);
    }

    private static (double Loss, double Derivative) Divergence(double output, double target)
    {
        double p = Math.Clamp(output, ProbabilityClip.Least, 1);
        return (target * DoubleMath.Log(target / p), p == output ? -target / p : 0);
    }

    // Keras' clipping keeps logarithms finite. At the ends the gradient passes.
    private static double Clip(double probability) => Math.Clamp(probability, ProbabilityClip.Least, ProbabilityClip.Most);

    private static bool IsInside(double probability) => probability is >= ProbabilityClip.Least and <= ProbabilityClip.Most;
}
