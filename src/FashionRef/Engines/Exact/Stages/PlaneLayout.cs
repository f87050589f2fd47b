using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>
/// The memory layout of one sample's activations: rows, pixels, channels (innermost), with zero padding around the pixels for the
/// next convolution. Sizes and strides count floats.
/// </summary>
/// <param name="Height">Rows without padding.</param>
/// <param name="Width">Pixels of a row without padding.</param>
/// <param name="Channels">Channels of a pixel.</param>
/// <param name="PixelStride">The stride from a pixel to the next: the channels, padded with zeros to whole vectors.</param>
/// <param name="Before">The padding above and to the left.</param>
/// <param name="After">The padding below and to the right.</param>
internal sealed record PlaneLayout(int Height, int Width, int Channels, int PixelStride, int Before, int After)
{
    /// <summary>The stride from a row to the next.</summary>
    public int RowStride => checked((Before + Width + After) * PixelStride);

    /// <summary>The size of one sample with padding.</summary>
    public int Size => checked((Before + Height + After) * RowStride);

    /// <summary>
    /// The stride from a sample to the next. For large samples an odd number of cache lines: otherwise reading the same element of
    /// many samples would map to few sets of the cache.
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

    /// <summary>The offset of a pixel; row and column do not count the padding.</summary>
    public int Offset(int row, int column) => ((Before + row) * RowStride) + ((Before + column) * PixelStride);

    /// <summary>The layout of a layer's output.</summary>
    /// <param name="shape"><c>[height, width, channels]</c> or <c>[units]</c>.</param>
    /// <param name="next">The convolution that reads it, or null.</param>
    public static PlaneLayout Of(Shape shape, Conv2D? next) => shape.Rank == 3
        ? WithBorder(shape[0], shape[1], shape[2], AlignedFloats.RoundUp(shape[2]), next)
        : new PlaneLayout(1, 1, shape.Count, AlignedFloats.RoundUp(shape.Count), 0, 0);

    /// <summary>The layout of images: channels are not padded, because each value is broadcast to a vector.</summary>
    /// <param name="shape"><c>[height, width, channels]</c>.</param>
    /// <param name="next">The convolution that reads them, or null.</param>
    public static PlaneLayout OfImages(Shape shape, Conv2D? next) => WithBorder(shape[0], shape[1], shape[2], shape[2], next);

    private static PlaneLayout WithBorder(int height, int width, int channels, int pixelStride, Conv2D? next)
    {
        // 'same' puts the smaller half of the padding first.
        int total = next is { Padding: Padding.Same } ? next.KernelSize.Height - 1 : 0;
        return new PlaneLayout(height, width, channels, pixelStride, total / 2, total - (total / 2));
    }
}
