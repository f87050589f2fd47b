using System.Runtime.InteropServices;
using FashionRef.Data;
using FashionRef.Files;
using FashionRef.Models;
using SkiaSharp;
using static System.FormattableString;

namespace FashionRef.Report.Images;

/// <summary>A picture from a file, converted to a model's input: raw pixels, for the notebook's models 28 x 28 with light clothing on black.</summary>
/// <param name="pixels"><c>[height, width, channels]</c>, row by row, 0 (background) to 255.</param>
/// <param name="looksInverted">Whether its border is light, unlike that of any Fashion-MNIST image.</param>
public sealed class ImageFile(ReadOnlyMemory<byte> pixels, bool looksInverted)
{
    /// <summary><c>[height, width, channels]</c>, row by row, 0 (background) to 255.</summary>
    public ReadOnlyMemory<byte> Pixels { get; } = pixels;

    /// <summary>Whether its border is light, unlike that of any Fashion-MNIST image.</summary>
    public bool LooksInverted { get; } = looksInverted;

    /// <summary>A larger picture is refused: decoded it would take four bytes a pixel.</summary>
    public const long MostPixels = 100_000_000;

    private const int MostBytes = 128 * 1024 * 1024;
    private const int Size = FashionMnist.Height;
    private const int Middle = 128;

    // SkiaSharp supports more, and would mistake an IDX file for one of them.
    private static readonly SKEncodedImageFormat[] Legal =
        [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Gif];

    /// <summary>Reads a PNG, JPEG, WebP or GIF file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="invert">Whether to invert the greys, for a picture that is dark on light.</param>
    /// <remarks>
    /// The picture is rotated by its EXIF orientation, converted to grey (Rec. 601 luma) with transparency on black, and scaled to fit,
    /// keeping its aspect ratio, with black around it. A grey picture of 28 x 28 pixels stays unchanged.
    /// </remarks>
    /// <exception cref="FashionRefException">It cannot be read, is not such a picture, or is animated (bad request).</exception>
    public static ImageFile Read(string path, bool invert) => Read(path, invert, new ImageAxes(Size, Size, 1, DataFormat.ChannelsLast));

    /// <summary>Reads such a file for images of another size, in grey or, for three channels, in colour.</summary>
    /// <param name="path">The file.</param>
    /// <param name="invert">Whether to invert it.</param>
    /// <param name="image">The model's images, of one or three channels.</param>
    /// <inheritdoc cref="Read(string, bool)"/>
    public static ImageFile Read(string path, bool invert, ImageAxes image)
    {
        DrawingLibrary.EnsureLoaded();
        using SKBitmap decoded = Decode(path, out SKEncodedOrigin origin);
        byte[] pixels = new byte[image.Height * image.Width * image.Channels];
        for (int channel = 0; channel < image.Channels; channel++)
        {
            using SKBitmap grey = GreyImage.Of(decoded, origin, invert, image.Channels == 1 ? null : channel);
            byte[] plane = Fit(grey, image.Height, image.Width);
            for (int i = 0; i < plane.Length; i++)
            {
                pixels[image.Format == DataFormat.ChannelsFirst ? (channel * plane.Length) + i : (i * image.Channels) + channel] = plane[i];
            }
        }

        return new ImageFile(pixels, image is { Height: Size, Width: Size, Channels: 1 } && IsLightAround(pixels));
    }

    private static SKBitmap Decode(string path, out SKEncodedOrigin origin)
    {
        byte[] bytes = InputFile.ReadAllBytes(path, "image", MostBytes, "Name a PNG, JPEG, WebP or GIF file.");
        byte[]? whole = PngFile.WithWholePalette(bytes, out (byte Red, byte Green, byte Blue) missing);
        using SKData data = SKData.CreateCopy(whole ?? bytes);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null || !Legal.Contains(codec.EncodedFormat))
        {
            throw Unfit(path, FileKind.Name(bytes) is { } kind ? $"it is {kind}{(kind.EndsWith("picture", StringComparison.Ordinal) ? ", damaged, truncated or of another kind" : "")}" : Invariant($"its {bytes.Length} bytes do not begin like such a file"));
        }

        long frames = Math.Max(codec.FrameCount, PngFile.FrameCount(bytes));
        if (frames > 1)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{path}' is animated: it has {frames} frames, and only one can be predicted. Save that frame as a picture of its own."));
        }

        SKImageInfo info = codec.Info;
        if ((long)info.Width * info.Height > MostPixels)
        {
            throw Unfit(path, Invariant($"it has {info.Width} x {info.Height} pixels, and at most {MostPixels} are read"));
        }

        // SkiaSharp reads it in JPEG and WebP files.
        origin = codec.EncodedFormat == SKEncodedImageFormat.Png ? (SKEncodedOrigin)ExifOrientation.Read(PngFile.Exif(bytes).Span) : codec.EncodedOrigin;
        SKBitmap bitmap = new(new SKImageInfo(info.Width, info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        SKCodecResult result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw Unfit(path, $"it is truncated or damaged ({result})");
        }

        if (whole is not null && MemoryMarshal.Cast<byte, int>(bitmap.GetPixelSpan()).Contains(BitConverter.ToInt32([missing.Red, missing.Green, missing.Blue, byte.MaxValue])))
        {
            bitmap.Dispose();
            throw Unfit(path, "it has pixels whose colour is not in its palette");
        }

        return bitmap;
    }

    // The whole picture in the middle of a black one.
    private static byte[] Fit(SKBitmap grey, int rows, int columns)
    {
        double scale = Math.Min((double)columns / grey.Width, (double)rows / grey.Height);
        int width = Math.Max(1, (int)Math.Round(grey.Width * scale));
        int height = Math.Max(1, (int)Math.Round(grey.Height * scale));
        using SKBitmap scaled = new(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        if (!grey.ScalePixels(scaled, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)))
        {
            throw new InvalidOperationException("Skia does not scale grey pictures.");
        }

        byte[] pixels = new byte[rows * columns];
        int left = (columns - width) / 2;
        int top = (rows - height) / 2;
        for (int row = 0; row < height; row++)
        {
            scaled.GetPixelSpan().Slice(row * scaled.RowBytes, width).CopyTo(pixels.AsSpan(((top + row) * columns) + left));
        }

        return pixels;
    }

    /// <summary>Whether the mean of the outermost pixels is light.</summary>
    /// <param name="pixels"><c>[28, 28]</c>.</param>
    internal static bool IsLightAround(ReadOnlySpan<byte> pixels)
    {
        int sum = 0;
        int count = 0;
        for (int i = 0; i < Size; i++)
        {
            sum += pixels[i] + pixels[((Size - 1) * Size) + i] + pixels[i * Size] + pixels[(i * Size) + Size - 1];
            count += 4;
        }

        return sum >= Middle * count;
    }

    private static FashionRefException Unfit(string path, string fault) =>
        new(FaultKind.BadRequest, $"'{path}' cannot be read as a picture: {fault}. Legal are PNG, JPEG, WebP and GIF files; name another one, or convert it.");
}
