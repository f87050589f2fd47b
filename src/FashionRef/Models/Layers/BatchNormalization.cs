using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>
/// <c>(x - mean) / sqrt(variance + epsilon) · gamma + beta</c> along one axis. Training uses the batch's mean and variance and updates
/// the moving averages by <c>moving = momentum · moving + (1 - momentum) · batch</c>; prediction uses the moving averages. Both use
/// the biased variance, as Keras does (PyTorch updates its average with the unbiased one).
/// </summary>
/// <param name="Momentum">In [0, 1]; the weight of the old moving average.</param>
/// <param name="Epsilon">Added to the variance, above 0.</param>
public sealed record BatchNormalization(double Momentum = 0.99, double Epsilon = 1e-3) : Layer
{
    /// <summary>The axis with statistics of their own, counted from the batch axis, or from the last one if negative.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>Whether there is a gamma.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Whether there is a beta.</summary>
    public bool Center { get; init; } = true;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder,
        (nameof(Momentum), Momentum, null),
        (nameof(Epsilon), Epsilon, null),
        (nameof(Axis), Axis, -1),
        (nameof(Scale), Scale, true),
        (nameof(Center), Center, true));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = OwnAxis(input);
        return input;
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Shape shape = Shape.Of(input[OwnAxis(input)]);
        return
        [
            .. Scale ? [new WeightSpec("gamma", shape, Initializer.Ones)] : Array.Empty<WeightSpec>(),
            .. Center ? [new WeightSpec("beta", shape, Initializer.Zeros)] : Array.Empty<WeightSpec>(),
            new("moving_mean", shape, Initializer.Zeros, IsTrainable: false),
            new("moving_variance", shape, Initializer.Ones, IsTrainable: false),
        ];
    }

    /// <summary>The axis, counted without the batch from 0.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public int OwnAxis(Shape input) => OwnAxis(input, Axis);
}
