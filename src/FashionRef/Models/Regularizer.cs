namespace FashionRef.Models;

/// <summary>A penalty on a weight or an output, <c>L1·sum |x| + L2·sum x²</c>, as Keras adds it to the loss.</summary>
/// <param name="L1">At least 0.</param>
/// <param name="L2">At least 0.</param>
public sealed record Regularizer(double L1, double L2);

/// <summary>What a weight must be after every step of a training, as Keras' constraints have it.</summary>
/// <param name="Kind">Its class.</param>
/// <param name="Axes">Over which norms are taken; those of the weight, from 0 on.</param>
public sealed record WeightConstraint(WeightConstraintKind Kind, IReadOnlyList<int> Axes)
{
    /// <summary>The least norm.</summary>
    public double Least { get; init; }

    /// <summary>The largest norm.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>The share by which a norm is brought into its bounds.</summary>
    public double Rate { get; init; } = 1;
}

/// <summary>Keras' constraints, by its class names.</summary>
public enum WeightConstraintKind
{
    /// <summary><c>w·min(norm, most)/(1e-7 + norm)</c>.</summary>
    MaxNorm,

    /// <summary><c>w/(1e-7 + norm)</c>.</summary>
    UnitNorm,

    /// <summary><c>w·(rate·clip(norm, least, most) + (1 - rate)·norm)/(1e-7 + norm)</c>.</summary>
    MinMaxNorm,

    /// <summary><c>max(w, 0)</c>.</summary>
    NonNeg,
}
