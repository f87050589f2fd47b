using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// Maxima of windows of 2 x 2, then ReLU: the same as ReLU first, for a quarter of the work. Of equal maxima the first wins, row
/// by row: in each row the left one unless the right is larger, then the upper row's unless the lower's is larger.
/// </summary>
/// <typeparam name="TLanes">The vector type; a lane is a channel.</typeparam>
internal static class MaxPooling<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Pools two rows of pixels into one.</summary>
    /// <param name="upper">Twice <paramref name="windows"/> pixels of <paramref name="stride"/> floats each.</param>
    /// <param name="lower">The row below.</param>
    /// <param name="stride">Channels of a pixel, a multiple of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</param>
    /// <param name="windows">How many maxima for each channel.</param>
    /// <param name="relu">Whether ReLU follows.</param>
    /// <param name="maxima">Receives the windows' maxima, <paramref name="stride"/> floats each.</param>
    /// <param name="winners">Receives, for each window and group of 16 channels, what the backward pass needs.</param>
    public static void Pool(
        ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, int stride, int windows, bool relu, Span<float> maxima, Span<PoolWinners> winners)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(stride % AlignedFloats.FloatsPerCacheLine, 0);
        int groups = stride / AlignedFloats.FloatsPerCacheLine;
        winners = winners[..(windows * groups)];
        ref float top = ref MemoryMarshal.GetReference(upper[..(2 * windows * stride)]);
        ref float bottom = ref MemoryMarshal.GetReference(lower[..(2 * windows * stride)]);
        ref float maximum = ref MemoryMarshal.GetReference(maxima[..(windows * stride)]);
        for (int i = 0; i < windows * groups; i++)
        {
            int channel = i % groups * AlignedFloats.FloatsPerCacheLine;
            int pixel = (2 * (i / groups) * stride) + channel;
            winners[i] = PoolWindow(
                ref Unsafe.Add(ref top, pixel), ref Unsafe.Add(ref bottom, pixel), (nuint)stride, relu, ref Unsafe.Add(ref maximum, i * AlignedFloats.FloatsPerCacheLine));
        }
    }

    // One window of 16 channels. A separate method, because in the loop the compiler would not inline the operations.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static PoolWinners PoolWindow(ref float top, ref float bottom, nuint stride, bool relu, ref float maximum)
    {
        PoolWinners winners = default;
        for (int channel = 0; channel < AlignedFloats.FloatsPerCacheLine; channel += TLanes.Count)
        {
            nuint left = (nuint)channel;
            nuint right = left + stride;
            TLanes upper = TLanes.FirstMaximum(TLanes.Load(in top, left), TLanes.Load(in top, right), out uint upperRight);
            TLanes lower = TLanes.FirstMaximum(TLanes.Load(in bottom, left), TLanes.Load(in bottom, right), out uint lowerRight);
            TLanes value = TLanes.FirstMaximum(upper, lower, out uint isLower);
            winners = winners.With(channel, value, relu, isLower, (isLower & lowerRight) | (~isLower & upperRight));
            (relu ? TLanes.Relu(value) : value).Store(ref maximum, left);
        }

        return winners;
    }
}
