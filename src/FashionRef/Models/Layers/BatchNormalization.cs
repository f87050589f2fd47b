using System.Collections.Immutable;

namespace FashionRef.Models;

/// <summary>
/// <c>(x - mean) / sqrt(variance + epsilon) · gamma + beta</c>. Training uses the batch's mean and variance and updates
/// the moving averages by <c>moving = momentum · moving + (1 - momentum) · batch</c>; prediction uses the moving averages. Both use
/// the biased variance, as Keras does (PyTorch updates its average with the unbiased one).
/// </summary>
/// <param name="Momentum">In [0, 1]; the weight of the old moving average.</param>
/// <param name="Epsilon">Added to the variance, above 0.</param>
public sealed record BatchNormalization(double Momentum = 0.99, double Epsilon = 1e-3) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        RequireRank(input, 1, "Put it after a Dense layer.");
        return input;
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input) =>
    [
        new("gamma", input, Initializer.Ones),
        new("beta", input, Initializer.Zeros),
        new("moving_mean", input, Initializer.Zeros, IsTrainable: false),
        new("moving_variance", input, Initializer.Ones, IsTrainable: false),
    ];
}
