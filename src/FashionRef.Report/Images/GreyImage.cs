using SkiaSharp;

namespace FashionRef.Report.Images;

/// <summary>Converts a picture to grey and rotates it upright.</summary>
internal static class GreyImage
{
    private const int Opaque = 255;

    /// <summary>Every pixel's luma, or one of its colours, on black where the picture is transparent.</summary>
    /// <param name="picture">Red, green, blue and alpha, a byte each, alpha not multiplied in.</param>
    /// <param name="origin">The EXIF orientation: the corner of the upright picture where the first pixel is.</param>
    /// <param name="invert">Whether to invert; transparent pixels stay black.</param>
    /// <param name="colour">0 red, 1 green, 2 blue; null for the luma.</param>
    /// <returns>A byte a pixel, to be disposed.</returns>
    public static SKBitmap Of(SKBitmap picture, SKEncodedOrigin origin, bool invert, int? colour = null)
    {
        (int width, int height) = (picture.Width, picture.Height);
        bool isTurned = origin >= SKEncodedOrigin.LeftTop;
        SKBitmap grey = new(new SKImageInfo(isTurned ? height : width, isTurned ? width : height, SKColorType.Gray8, SKAlphaType.Opaque));
        ReadOnlySpan<byte> source = picture.GetPixelSpan();
        Span<byte> target = grey.GetPixelSpan();
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = source.Slice(y * picture.RowBytes, width * 4);
            for (int x = 0; x < width; x++)
            {
                (int column, int line) = Upright(x, y, width, height, origin);
                target[(line * grey.RowBytes) + column] = Grey(row.Slice(x * 4, 4), invert, colour);
            }
        }

        return grey;
    }

    // Where the EXIF orientation puts a pixel. The orientations are named after the row and column that the stored picture begins with.
    private static (int Column, int Line) Upright(int x, int y, int width, int height, SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => (width - 1 - x, y),
        SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
        SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
        SKEncodedOrigin.LeftTop => (y, x),
        SKEncodedOrigin.RightTop => (height - 1 - y, x),
        SKEncodedOrigin.RightBottom => (height - 1 - y, width - 1 - x),
        SKEncodedOrigin.LeftBottom => (y, width - 1 - x),
        _ => (x, y),
    };

    // Rec. 601 in whole thousandths, so that grey pixels keep their value.
    private static byte Grey(ReadOnlySpan<byte> rgba, bool invert, int? colour)
    {
        int luma = colour is { } one ? rgba[one] : ((299 * rgba[0]) + (587 * rgba[1]) + (114 * rgba[2]) + 500) / 1000;
        int light = invert ? Opaque - luma : luma;
        return (byte)(((light * rgba[3]) + (Opaque / 2)) / Opaque);
    }
}
