using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary><c>activation(x · kernel + bias)</c> over the last axis.</summary>
/// <param name="Units">Outputs, at least 1.</param>
/// <param name="Activation">Applied to the outputs.</param>
public sealed record Dense(int Units, Activation Activation) : Layer
{
    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder,
        (nameof(Units), Units, null),
        (nameof(Activation), Activation, null),
        (nameof(UseBias), UseBias, true));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        RequireAtLeast(1, (nameof(Units), Units));
        RequireAxis(input);
        return Shape.Of([.. input.Dimensions[..^1], Units]);
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        WeightSpec kernel = new("kernel", Shape.Of(input.Dimensions[^1], Units), Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", Shape.Of(Units), Initializer.Zeros)] : [kernel];
    }
}
