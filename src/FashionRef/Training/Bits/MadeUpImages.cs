using FashionRef.Data;

namespace FashionRef.Training.Bits;

/// <summary>
/// Synthetic images and labels from a seed, for use without the data set. Like Fashion-MNIST's they are mostly zero background, so that
/// the same special cases occur (equal neighbours in pooling, zero gradients).
/// </summary>
internal static class MadeUpImages
{
    /// <summary>The largest number of images that a seed has.</summary>
    public const int Most = 1 << 22;

    private const int Side = 28;
    private const int Classes = 10;

    // Streams from 0x8000 on are used by the epochs, low ones by the kernels.
    private const int Stream = 0x7000;

    // Numbers of the stream per image: one for each pixel, then some more.
    private const int NumbersPerImage = 1024;
    private const int OfLabel = Side * Side;
    private const int OfTop = OfLabel + 1;
    private const int OfLeft = OfLabel + 2;
    private const int OfHeight = OfLabel + 3;
    private const int OfWidth = OfLabel + 4;

    /// <summary>Some of the seed's images; an image does not depend on which others are created.</summary>
    /// <param name="seed">From 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="first">The first image's number, from 0.</param>
    /// <param name="count">How many, at least 1; the last one's number is below <see cref="Most"/>.</param>
    public static ImageSet Create(int seed, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + count, Most, nameof(count));
        byte[] pixels = new byte[count * Side * Side];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = Draw(seed, (uint)(first + i), pixels.AsSpan(i * Side * Side, Side * Side));
        }

        return new ImageSet(Side, Side, pixels, labels);
    }

    // A rectangle, brighter for higher classes, with noise in all rows but every fourth, which is flat.
    private static byte Draw(int seed, uint image, Span<byte> pixels)
    {
        int label = Below(Classes, OfLabel);
        int top = Below(8, OfTop);
        int left = Below(8, OfLeft);
        int bottom = top + 10 + Below(11, OfHeight);
        int right = left + 10 + Below(11, OfWidth);
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                int place = (row * Side) + column;
                pixels[place] = (byte)(40 + (16 * label) + (row % 4 == 0 ? 0 : Below(64, place)));
            }
        }

        return (byte)label;

        int Below(int bound, int number) => (int)(SplitMix64.Bits(seed, Stream, (image * NumbersPerImage) + (uint)number) % (ulong)bound);
    }
}
