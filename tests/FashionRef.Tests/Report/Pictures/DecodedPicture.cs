using FashionRef.Report;
using SkiaSharp;
using Color = ScottPlot.Color;

namespace FashionRef.Tests.Report.Pictures;

/// <summary>A picture's pixels, decoded from its PNG.</summary>
internal sealed class DecodedPicture
{
    private readonly SKColor[] _pixels;

    public DecodedPicture(Picture picture)
        : this(picture.Png)
    {
    }

    public DecodedPicture(ReadOnlyMemory<byte> png)
    {
        using SKData data = SKData.CreateCopy(png.Span);
        using SKCodec codec = SKCodec.Create(data);
        Assert.That(codec.EncodedFormat, Is.EqualTo(SKEncodedImageFormat.Png));
        using SKBitmap bitmap = SKBitmap.Decode(codec);
        (Width, Height, _pixels) = (bitmap.Width, bitmap.Height, bitmap.Pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public SKColor this[int x, int y] => _pixels[(y * Width) + x];

    /// <summary>Whether a pixel has a colour, give or take what compositing rounds.</summary>
    public bool Has(int x, int y, Color color)
    {
        const int Rounding = 2;
        SKColor found = this[x, y];
        return Math.Abs(found.Red - color.R) <= Rounding && Math.Abs(found.Green - color.G) <= Rounding && Math.Abs(found.Blue - color.B) <= Rounding;
    }

    /// <summary>How many pixels of a rectangle have a colour.</summary>
    public int Count(int left, int top, int width, int height, Color color) =>
        (from x in Enumerable.Range(left, width) from y in Enumerable.Range(top, height) where Has(x, y, color) select 1).Sum();

    /// <summary>How many pixels of all have a colour.</summary>
    public int Count(Color color) => Count(0, 0, Width, Height, color);
}
