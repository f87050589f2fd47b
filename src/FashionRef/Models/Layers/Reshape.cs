using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>Another shape for the same numbers, row by row.</summary>
/// <param name="TargetShape">At most one -1, which is computed from the others.</param>
public sealed record Reshape(ImmutableArray<int> TargetShape) : Layer
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(TargetShape), TargetShape, null));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        long known = 1;
        foreach (int size in TargetShape)
        {
            known = Math.Min(known * (size == -1 ? 1 : size), int.MaxValue);
        }

        int open = TargetShape.Count(size => size == -1);
        bool fits = TargetShape.All(size => size is -1 or > 0) && open <= 1 && (open == 1 ? input.Count % known == 0 : input.Count == known);
        return fits
            ? Shape.Of([.. TargetShape.Select(size => size == -1 ? input.Count / (int)known : size)])
            : throw Unfit(input, $"Its {input.Count} numbers do not fit its target shape ({string.Join(", ", TargetShape)}).");
    }
}

/// <summary>Flattens all axes into one, the last axis fastest: height, width, channel.</summary>
public sealed record Flatten : Layer
{
    /// <summary>
    /// The order of the input's axes: channels are moved behind the image's other axes before it is flattened.
    /// </summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Shape.Of(input.Count);
    }
}

/// <summary>The axes in another order.</summary>
/// <param name="Dims">For each axis of the output the input's axis, counted from 1: the batch is 0 and stays.</param>
public sealed record Permute(ImmutableArray<int> Dims) : Layer
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Dims), Dims, null));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Dims.Order().SequenceEqual(Enumerable.Range(1, input.Rank))
            ? Shape.Of([.. Dims.Select(axis => input[axis - 1])])
            : throw Unfit(input, $"Its dims ({string.Join(", ", Dims)}) must be the numbers 1 to {input.Rank} in any order.");
    }
}
