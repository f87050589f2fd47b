using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary><c>(x - mean) / sqrt(variance + epsilon) · gamma + beta</c> with each sample's own mean and biased variance over some axes.</summary>
/// <param name="Axes">Counted from the batch axis, or from the last one if negative.</param>
/// <param name="Epsilon">Added to the variance, above 0.</param>
public sealed record LayerNormalization(ImmutableArray<int> Axes, double Epsilon = 1e-3) : Layer
{
    /// <summary>Whether there is a gamma.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Whether there is a beta.</summary>
    public bool Center { get; init; } = true;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Axes), Axes, null), (nameof(Epsilon), Epsilon, 1e-3), (nameof(Scale), Scale, true), (nameof(Center), Center, true));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return OwnAxes(input).Distinct().Count() == Axes.Length && Axes.Length > 0
            ? input
            : throw Unfit(input, $"Its axes ({string.Join(", ", Axes)}) must be different ones, at least one.");
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        Shape shape = Shape.Of([.. OwnAxes(input).Select(axis => input[axis])]);
        return
        [
            .. Scale ? [new WeightSpec("gamma", shape, Initializer.Ones)] : Array.Empty<WeightSpec>(),
            .. Center ? [new WeightSpec("beta", shape, Initializer.Zeros)] : Array.Empty<WeightSpec>(),
        ];
    }

    /// <summary>
    /// The axes, counted without the batch from 0, in the layer's order, which is that of gamma's and beta's sizes. Their numbers are those of
    /// the axes in ascending order all the same: Keras takes the array for one of another shape.
    /// </summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public IReadOnlyList<int> OwnAxes(Shape input) => [.. Axes.Select(axis => OwnAxis(input, axis))];
}

/// <summary>
/// <c>(x - mean) / sqrt(variance + epsilon) · gamma + beta</c>; each sample's channels are cut into equal runs with a mean and a biased
/// variance of their own, over all other axes and the run.
/// </summary>
/// <param name="Groups">How many runs; -1 for one to each channel.</param>
/// <param name="Epsilon">Added to the variance, above 0.</param>
public sealed record GroupNormalization(int Groups = 32, double Epsilon = 1e-3) : Layer
{
    /// <summary>The axis of the channels, counted from the batch axis, or from the last one if negative.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>Whether there is a gamma.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Whether there is a beta.</summary>
    public bool Center { get; init; } = true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int channels = input[OwnAxis(input)];
        RequireAtLeast(1, (nameof(Groups), GroupsOf(input)));
        return channels % GroupsOf(input) == 0
            ? input
            : throw Unfit(input, string.Create(CultureInfo.InvariantCulture, $"Its {channels} channels must be a multiple of its {Groups} groups."));
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
        ];
    }

    /// <summary>The axis, counted without the batch from 0.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public int OwnAxis(Shape input) => OwnAxis(input, Axis);

    /// <summary>The number of runs.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public int GroupsOf(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Groups == -1 ? input[OwnAxis(input)] : Groups;
    }
}
