using System.Numerics;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// The nonzero gradients of some rows of a sample: a list for each output channel, by position, row by row. Max pooling gives a gradient to
/// at most one of four outputs, and ReLU zeroes more than half of those; with lists the zeros cost nothing.
/// </summary>
/// <param name="channels">Output channels, padded to whole vectors.</param>
/// <param name="positions">The maximum length of a list.</param>
internal sealed class ActiveGradients(int channels, int positions)
{
    private readonly ActiveGradient[] _entries = new ActiveGradient[channels * positions];
    private readonly int[] _counts = new int[channels];

    /// <summary>Empties all lists.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>One channel's list.</summary>
    public ReadOnlySpan<ActiveGradient> Of(int channel) => _entries.AsSpan(channel * positions, _counts[channel]);

    /// <summary>Adds the gradients of a pooling window for 16 channels.</summary>
    /// <param name="winners">Which of the window's outputs get them.</param>
    /// <param name="gradients">The gradients of the maxima, from the first channel on.</param>
    /// <param name="firstChannel">The first of the 16.</param>
    /// <param name="patch">The offset of the patch of the window's first output.</param>
    /// <param name="rowStride">From a patch to that of the output one row below.</param>
    /// <param name="pixelStride">From a patch to that of the output one pixel to the right.</param>
    public void AddWindow(PoolWinners winners, ReadOnlySpan<float> gradients, int firstChannel, int patch, int rowStride, int pixelStride)
    {
        for (uint bits = winners.Active; bits != 0; bits &= bits - 1)
        {
            int index = BitOperations.TrailingZeroCount(bits);
            int winner = patch + (((winners.Lower >> index) & 1) * rowStride) + (((winners.Right >> index) & 1) * pixelStride);
            int channel = firstChannel + index;
            int count = _counts[channel];
            _entries[(channel * positions) + count] = new ActiveGradient(winner, gradients[index]);
            _counts[channel] = count + 1;
        }
    }
}
