using System.Collections.Immutable;

namespace FashionRef.Models;

/// <summary><c>activation(x · kernel + bias)</c>.</summary>
/// <param name="Units">Outputs, at least 1.</param>
/// <param name="Activation">Applied to the outputs.</param>
public sealed record Dense(int Units, Activation Activation) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        RequireRank(input, 1, "Put Flatten before it.");
        return Shape.Of(Units);
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return
        [
            new("kernel", Shape.Of(input[0], Units), Initializer.GlorotUniform),
            new("bias", Shape.Of(Units), Initializer.Zeros),
        ];
    }
}
