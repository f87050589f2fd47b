using FashionRef.Models;

namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>A regularizer's penalty on a trained weight, <c>L1·sum |w| + L2·sum w²</c>, in double.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Penalty">The regularizer.</param>
internal sealed record WeightPenalty(PassWeight Weight, Regularizer Penalty)
{
    /// <summary>The penalty of some numbers.</summary>
    /// <param name="penalty">The regularizer.</param>
    /// <param name="values">The numbers.</param>
    public static double Of(Regularizer penalty, ReadOnlySpan<float> values)
    {
        double sum = 0;
        double squares = 0;
        foreach (float value in values)
        {
            sum += MathF.Abs(value);
            squares += (double)value * value;
        }

        return (penalty.L1 * sum) + (penalty.L2 * squares);
    }

    /// <summary>Its derivative by one of the numbers; that of |w| at 0 is 0.</summary>
    /// <param name="penalty">The regularizer.</param>
    /// <param name="value">The number.</param>
    public static double Derivative(Regularizer penalty, float value) =>
        (value > 0 ? penalty.L1 : value < 0 ? -penalty.L1 : 0) + (2 * penalty.L2 * value);

    /// <summary>Adds its derivatives to the weight's gradient.</summary>
    /// <param name="values">The weight.</param>
    /// <param name="gradient">The gradient.</param>
    public void AddTo(ReadOnlySpan<float> values, Span<float> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (float)(gradient[i] + Derivative(Penalty, values[i]));
        }
    }
}
