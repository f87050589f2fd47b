using System.Numerics;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// The active gradients of some rows of a sample, a list for each output channel, in the order of the positions, row by row. After pooling at
/// most one of four outputs has a gradient and ReLU stops more than half of those: lists make the rest cost nothing.
/// </summary>
/// <param name="channels">Output channels, filled up to whole vectors.</param>
/// <param name="positions">The longest that a list can become.</param>
internal sealed class ActiveGradients(int channels, int positions)
{
    private readonly ActiveGradient[] _entries = new ActiveGradient[channels * positions];
    private readonly int[] _counts = new int[channels];

    /// <summary>Empties all lists.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>One channel's list.</summary>
    public ReadOnlySpan<ActiveGradient> Of(int channel) => _entries.AsSpan(channel * positions, _counts[channel]);

    /// <summary>Adds the gradients of a window of a pooling for 16 channels.</summary>
    /// <param name="winners">Which of the window's outputs they go to.</param>
    /// <param name="gradients">The maxima's, from the first of the channels on.</param>
    /// <param name="firstChannel">The first of the 16.</param>
    /// <param name="patch">Where the patch of the window's first output begins.</param>
    /// <param name="rowStride">From a patch to that of the output below.</param>
    /// <param name="pixelStride">From a patch to that of the output to the right.</param>
    public void AddWindow(PoolWinners winners, ReadOnlySpan<float> gradients, int firstChannel, int patch, int rowStride, int pixelStride)
    {
        for (uint bits = winners.Active; bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            int place = patch + (((winners.Lower >> lane) & 1) * rowStride) + (((winners.Right >> lane) & 1) * pixelStride);
            int channel = firstChannel + lane;
            int count = _counts[channel];
            _entries[(channel * positions) + count] = new ActiveGradient(place, gradients[lane]);
            _counts[channel] = count + 1;
        }
    }
}
