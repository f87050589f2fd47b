using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>A share of a study: the runs whose number, divided by the number of shares, leaves the share's index.</summary>
/// <param name="Index">From 0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">How many shares there are, at least 1.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>All runs.</summary>
    public static Shard All { get; } = new(0, 1);

    /// <summary>Whether a run is in it.</summary>
    /// <param name="number">The run's number.</param>
    public bool Has(int number) => number % Count == Index;

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{Index}/{Count}");
}
