using FashionRef.Engines.Functions;
using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>
/// Keras' Adam: <c>m += (g - m)·(1 - beta1)</c>, <c>v += (g² - v)·(1 - beta2)</c>, <c>w -= m·alpha / (sqrt(v) + epsilon)</c>.
/// The epsilon is added outside the bias correction, unlike in PyTorch's Adam.
/// </summary>
/// <param name="LearningRate">Above 0; the notebook's is 0.01.</param>
/// <param name="Beta1">In [0, 1); the decay of the first moment.</param>
/// <param name="Beta2">In [0, 1); the decay of the second moment.</param>
/// <param name="Epsilon">Above 0.</param>
public sealed record Adam(double LearningRate, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-7)
{
    /// <summary>
    /// <c>alpha = lr · sqrt(1 - beta2^t) / (1 - beta1^t)</c> as Keras computes it. For float32 weights the betas, their powers and
    /// the differences are float32 as well, which at the first step is 1 - 0.999f = 0.00099998712 and not 0.001.
    /// </summary>
    /// <param name="step">t, from 1.</param>
    /// <param name="precision">The weights'.</param>
    public double StepSize(long step, Precision precision)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        if (precision == Precision.Float64)
        {
            return LearningRate * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step));
        }

        float beta1Power = Power(Beta1, step);
        float beta2Power = Power(Beta2, step);
        return (float)LearningRate * MathF.Sqrt(1f - beta2Power) / (1f - beta1Power);
    }

    /// <summary>
    /// <c>beta^t</c> for float32 weights: the float32 base's power, found in double and rounded once. The last bit of
    /// <see cref="Math.Pow"/> depends on the platform's library.
    /// </summary>
    /// <param name="beta">In [0, 1).</param>
    /// <param name="step">t, from 1.</param>
    internal static float Power(double beta, long step) => (float)DoublePower.Of((float)beta, step);
}
