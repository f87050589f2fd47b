namespace FashionRef.Training;

/// <summary>The order of the training images in an epoch, from the seed and the epoch's number alone.</summary>
public static class EpochShuffle
{
    // Lower streams are used by kernels.
    private const int FirstStream = 0x8000;

    /// <summary>The largest number of an epoch.</summary>
    public const int LargestEpoch = 0x7FFF;

    /// <summary>The order that an epoch of a run has.</summary>
    /// <param name="count">How many images there are.</param>
    /// <param name="seed">The run's seed, from 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="shuffle">The first epoch's order is repeated, or each has its own.</param>
    /// <param name="epoch">From 1 to <see cref="LargestEpoch"/>.</param>
    public static int[] Order(int count, int seed, Shuffle shuffle, int epoch) => Order(count, seed, shuffle == Shuffle.Repeated ? 1 : epoch);

    /// <summary>Every number from 0 to <paramref name="count"/> less one, once, in the epoch's order (Fisher and Yates' shuffle).</summary>
    /// <param name="count">How many images there are.</param>
    /// <param name="seed">The run's seed, from 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="epoch">From 1 to <see cref="LargestEpoch"/>; each has its own stream.</param>
    public static int[] Order(int count, int seed, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epoch, LargestEpoch);
        int[] order = [.. Enumerable.Range(0, count)];
        uint index = 0;
        for (int last = count - 1; last > 0; last--)
        {
            int other = (int)Below((ulong)last + 1, seed, FirstStream + epoch, ref index);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    // Lemire (2019): the high half of a product is uniform if draws whose low half is too small are repeated.
    private static ulong Below(ulong bound, int seed, int stream, ref uint index)
    {
        ulong tooFrequent = unchecked(0 - bound) % bound;
        ulong high;
        ulong low;
        do
        {
            high = Math.BigMul(SplitMix64.Bits(seed, stream, index++), bound, out low);
        }
        while (low < tooFrequent);

        return high;
    }
}
