using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary><c>(x - mean) / max(sqrt(variance), 1e-7)</c> with a mean and a variance that were measured before training.</summary>
/// <param name="Axes">The axes with statistics of their own, counted from the batch axis, or from the last one if negative; none for one mean of all.</param>
public sealed record Normalization(ImmutableArray<int> Axes) : Layer
{
    /// <summary>The least standard deviation that is divided by.</summary>
    public const double LeastDeviation = 1e-7;

    /// <summary>The mean where it is a setting, for each position of the axes row by row, or one for all; null where it is a weight.</summary>
    public ImmutableArray<double>? Mean { get; init; }

    /// <summary>The variance where it is a setting; null where it is a weight.</summary>
    public ImmutableArray<double>? Variance { get; init; }

    /// <summary>Whether it computes the inverse, <c>x·max(sqrt(variance), 1e-7) + mean</c>.</summary>
    public bool Invert { get; init; }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Axes), Axes, null), (nameof(Mean), Mean ?? [], null), (nameof(Variance), Variance ?? [], null), (nameof(Invert), Invert, false));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Mean is null != Variance is null)
        {
            throw Unfit(input, "Its settings must have both a mean and a variance, or neither.");
        }

        if (OwnAxes(input).Distinct().Count() != Axes.Length)
        {
            throw Unfit(input, $"Its axes ({string.Join(", ", Axes)}) must be different ones.");
        }

        int count = StatisticsShape(input).Count;
        return new[] { Mean, Variance }.All(values => values is not { } given || given.Length == count || given.Length == 1)
            ? input
            : throw Unfit(input, $"Its mean and variance must have 1 or {count} values.");
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input) => Mean is null
        ?
        [
            new("mean", StatisticsShape(input), Initializer.Zeros, IsTrainable: false),
            new("variance", StatisticsShape(input), Initializer.Ones, IsTrainable: false),
            new("count", Shape.Of(), Initializer.Zeros, IsTrainable: false, NumberType.Int64),
        ]
        : [];

    /// <summary>The sizes of the axes that have statistics of their own.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public Shape StatisticsShape(Shape input) => Shape.Of([.. OwnAxes(input).Select(axis => input[axis])]);

    /// <summary>The axes, counted without the batch from 0, in ascending order.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public IReadOnlyList<int> OwnAxes(Shape input) => [.. Axes.Select(axis => OwnAxis(input, axis)).Order()];
}

/// <summary><c>x·scale + offset</c>.</summary>
/// <param name="Scale">One number, or one for each position of the last axis.</param>
/// <param name="Offset">One number, or one for each position of the last axis.</param>
public sealed record Rescaling(ImmutableArray<double> Scale, ImmutableArray<double> Offset) : Layer
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Scale), Scale, null), (nameof(Offset), Offset, null));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int last = input.Rank == 0 ? 1 : input.Dimensions[^1];
        return new[] { Scale, Offset }.All(values => values.Length == 1 || values.Length == last)
            ? input
            : throw Unfit(input, $"Its scale and offset must have 1 or {last} values.");
    }
}

/// <summary>Pixels at other places of an image: the height and width change. Centres of pixels are half-way, as in TensorFlow 2.</summary>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Interpolation">How pixels between others are made.</param>
public sealed record Resizing(int Height, int Width, Interpolation Interpolation) : Layer
{
    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(1, (nameof(Height), Height), (nameof(Width), Width));
        return (image with { Height = Height, Width = Width }).Shape;
    }
}

/// <summary>How pixels between others are made, by Keras' names.</summary>
public enum Interpolation
{
    /// <summary>The pixel that is there.</summary>
    Nearest,

    /// <summary>The mean of the four pixels around, weighted by how near they are.</summary>
    Bilinear,
}
