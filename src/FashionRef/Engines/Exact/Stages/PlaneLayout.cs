using FashionRef.Models;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>
/// How one sample's activations lie in memory: rows, pixels, channels, the channels of a pixel side by side, and around the pixels a
/// border of zeros that the next convolution reads. Sizes count numbers.
/// </summary>
/// <param name="Height">Rows without the border.</param>
/// <param name="Width">Pixels of a row without the border.</param>
/// <param name="Channels">Channels of a pixel.</param>
/// <param name="PixelStride">From a pixel to the next: the channels, and zeros that fill the last vector.</param>
/// <param name="Before">The border's rows above and pixels to the left.</param>
/// <param name="After">The border's rows below and pixels to the right.</param>
internal sealed record PlaneLayout(int Height, int Width, int Channels, int PixelStride, int Before, int After)
{
    /// <summary>From a row to the next.</summary>
    public int RowStride => checked((Before + Width + After) * PixelStride);

    /// <summary>One sample with its border.</summary>
    public int Size => checked((Before + Height + After) * RowStride);

    /// <summary>
    /// From a sample to the next in a batch. Of large samples an odd count of cache lines: the same number of many samples, read
    /// one after the other, would else fall on few places of the cache.
    /// </summary>
    public int SampleStride
    {
        get
        {
            const int Large = 1024;
            int lines = AlignedFloats.RoundUp(Size) / AlignedFloats.FloatsPerCacheLine;
            return (Size < Large ? lines : lines | 1) * AlignedFloats.FloatsPerCacheLine;
        }
    }

    /// <summary>Where a pixel stands; row and column are counted inside the border.</summary>
    public int Place(int row, int column) => ((Before + row) * RowStride) + ((Before + column) * PixelStride);

    /// <summary>The layout of a layer's output.</summary>
    /// <param name="shape"><c>[height, width, channels]</c> or <c>[units]</c>.</param>
    /// <param name="next">The convolution that reads it, or null.</param>
    public static PlaneLayout Of(Shape shape, Conv2D? next) => shape.Rank == 3
        ? WithBorder(shape[0], shape[1], shape[2], AlignedFloats.RoundUp(shape[2]), next)
        : new PlaneLayout(1, 1, shape.Count, AlignedFloats.RoundUp(shape.Count), 0, 0);

    /// <summary>The layout of images: their channels are not filled up, a vector is broadcast from each number.</summary>
    /// <param name="shape"><c>[height, width, channels]</c>.</param>
    /// <param name="next">The convolution that reads them, or null.</param>
    public static PlaneLayout OfImages(Shape shape, Conv2D? next) => WithBorder(shape[0], shape[1], shape[2], shape[2], next);

    private static PlaneLayout WithBorder(int height, int width, int channels, int pixelStride, Conv2D? next)
    {
        // 'same' puts the smaller half of the padding before.
        int total = next is { Padding: Padding.Same } ? next.KernelSize - 1 : 0;
        return new PlaneLayout(height, width, channels, pixelStride, total / 2, total - (total / 2));
    }
}
