using System.Collections.Immutable;
using System.Globalization;

namespace FashionRef.Models;

/// <summary>The sizes of an array along each axis, outermost first; of an activation, without the batch.</summary>
/// <param name="Dimensions">Each at least 1.</param>
public sealed record Shape(ImmutableArray<int> Dimensions)
{
    /// <summary>How many axes there are.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>How many elements there are: the product of the sizes.</summary>
    public int Count => Dimensions.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>The size along one axis.</summary>
    /// <param name="axis">From 0, outermost, to <see cref="Rank"/> less one.</param>
    public int this[int axis] => Dimensions[axis];

    /// <summary>Creates a shape.</summary>
    /// <param name="dimensions">Each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static Shape Of(params ReadOnlySpan<int> dimensions)
    {
        foreach (int size in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(dimensions));
        }

        return new Shape([.. dimensions]);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int size in Dimensions)
        {
            hash.Add(size);
        }

        return hash.ToHashCode();
    }

    /// <summary>The sizes as Python writes a tuple, for example <c>(28, 28, 1)</c> or <c>(64,)</c>.</summary>
    public override string ToString()
    {
        string sizes = string.Join(", ", Dimensions.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return Rank == 1 ? $"({sizes},)" : $"({sizes})";
    }
}
