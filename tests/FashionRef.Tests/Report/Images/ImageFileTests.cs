using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FashionRef.Data;
using FashionRef.Models;
using FashionRef.Report.Images;
using SkiaSharp;

namespace FashionRef.Tests.Report.Images;

internal sealed class ImageFileTests
{
    private const int Size = 28;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_grey_picture_of_the_models_size_comes_through_unchanged()
    {
        byte[] pixels = [.. Enumerable.Range(0, Size * Size).Select(i => (byte)i)];

        ImageFile image = ImageFile.Read(Png(Size, Size, (x, y) => Grey(pixels[(y * Size) + x])), invert: false);

        Assert.That(image.Pixels.ToArray(), Is.EqualTo(pixels));
    }

    [Test]
    public void Inverted_every_grey_is_turned_round()
    {
        ImageFile image = ImageFile.Read(Png(Size, Size, (x, _) => Grey((byte)(x * 9))), invert: true);

        Assert.That(image.Pixels.Span[..Size].ToArray(), Is.EqualTo(Enumerable.Range(0, Size).Select(x => (byte)(255 - (x * 9)))));
    }

    [TestCase(255, 0, 0, 76)]
    [TestCase(0, 255, 0, 150)]
    [TestCase(0, 0, 255, 29)]
    public void Colours_become_their_luma(byte red, byte green, byte blue, byte luma)
    {
        ImageFile image = ImageFile.Read(Png(Size, Size, (_, _) => new SKColor(red, green, blue)), invert: false);

        Assert.That(image.Pixels.ToArray(), Is.All.EqualTo(luma));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void What_is_transparent_is_background_inverted_or_not(bool invert)
    {
        ImageFile image = ImageFile.Read(Png(Size, Size, (_, _) => new SKColor(255, 255, 255, 0)), invert);

        Assert.That(image.Pixels.ToArray(), Is.All.EqualTo(0));
    }

    [Test]
    public void A_larger_picture_is_scaled_with_its_sides_ratio_kept_and_black_around()
    {
        ImageFile image = ImageFile.Read(Png(280, 140, (_, _) => SKColors.White), invert: false);

        byte[][] rows = [.. image.Pixels.ToArray().Chunk(Size)];
        Assert.That(rows[..7].Concat(rows[21..]).SelectMany(row => row), Is.All.EqualTo(0));
        Assert.That(rows[7..21].SelectMany(row => row), Is.All.EqualTo(255));
    }

    [Test]
    public void A_smaller_or_a_very_long_picture_is_read_too()
    {
        Assert.That(ImageFile.Read(Png(1, 1, (_, _) => SKColors.White), invert: false).Pixels.ToArray(), Is.All.EqualTo(255));
        Assert.That(ImageFile.Read(Png(1, 900, (_, _) => SKColors.White), invert: false).Pixels.ToArray().Count(pixel => pixel == 255), Is.EqualTo(Size));
    }

    // Each value twice over: in 16 bits the same share of the largest as in 8.
    [Test]
    public void A_grey_picture_of_16_bits_is_the_one_of_8()
    {
        byte[] values = [.. Enumerable.Range(0, Size * Size).Select(i => (byte)i)];
        byte[] rows = [.. values.Chunk(Size).SelectMany(row => (byte[])[0, .. row.SelectMany(value => new[] { value, value })])];
        File.WriteAllBytes(_folder["deep.png"], [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR", [0, 0, 0, Size, 0, 0, 0, Size, 16, 0, 0, 0, 0]), .. Chunk("IDAT", Deflated(rows)), .. Chunk("IEND", [])]);

        Assert.That(ImageFile.Read(_folder["deep.png"], invert: false).Pixels.ToArray(), Is.EqualTo(values));
    }

    [TestCase(DataFormat.ChannelsLast, new byte[] { 200, 100, 50, 200, 100, 50 })]
    [TestCase(DataFormat.ChannelsFirst, new byte[] { 200, 200, 100, 100, 50, 50 })]
    public void A_model_of_colours_gets_each_channel_in_its_order(DataFormat format, byte[] expected)
    {
        string colour = Png(2, 1, (_, _) => new SKColor(200, 100, 50));
        ImageAxes image = new(1, 2, 3, format);

        Assert.That(ImageFile.Read(colour, invert: false, image).Pixels.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void A_grey_picture_is_grey_in_every_channel_for_a_model_of_colours() => Assert.That(
        ImageFile.Read(Png(2, 2, (_, _) => new SKColor(77, 77, 77)), invert: false, new ImageAxes(2, 2, 3, DataFormat.ChannelsLast)).Pixels.ToArray(), Is.All.EqualTo(77));

    [Test]
    public void A_JPEG_is_read_almost_as_it_was()
    {
        string file = Encoded("j.jpg", SKEncodedImageFormat.Jpeg, 280, 280, (x, y) => Grey((byte)((x + y) / 3)));

        ReadOnlySpan<byte> pixels = ImageFile.Read(file, invert: false).Pixels.Span;
        for (int i = 0; i < pixels.Length; i++)
        {
            Assert.That(pixels[i], Is.EqualTo(((i % Size * 10) + 4.5 + (i / Size * 10) + 4.5) / 3).Within(4));
        }
    }

    // The stored picture is white at its top left quarter; each orientation says where that quarter belongs.
    [Test]
    public void A_photo_is_turned_as_its_camera_held_it(
        [Values(SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp)] SKEncodedImageFormat format,
        [Values(1, 2, 3, 4, 5, 6, 7, 8, 0, 9)] byte orientation,
        [Values] bool isLittle)
    {
        bool isTop = orientation is not (3 or 4 or 7 or 8);
        bool isLeft = orientation is not (2 or 3 or 6 or 7);
        string file = Encoded("t", format, 64, 64, (x, y) => x < 32 && y < 32 ? SKColors.White : SKColors.Black);
        byte[] exif = isLittle
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, format switch
        {
            SKEncodedImageFormat.Jpeg => [.. bytes[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 8), .. "Exif\0\0"u8, .. exif, .. bytes[2..]],
            SKEncodedImageFormat.Png => [.. bytes[..33], .. Chunk("eXIf", exif), .. bytes[33..]],
            _ => WebP(bytes[12..], exif),
        });

        byte[] pixels = ImageFile.Read(file, invert: false).Pixels.ToArray();

        byte Corner(bool top, bool left) => pixels[((top ? 3 : 24) * Size) + (left ? 3 : 24)];
        Assert.That(Corner(isTop, isLeft), Is.GreaterThan(250));
        Assert.That(new[] { Corner(!isTop, isLeft), Corner(isTop, !isLeft), Corner(!isTop, !isLeft) }, Is.All.LessThan(5));
    }

    [Test]
    public void An_EXIF_cut_off_anywhere_or_of_other_things_turns_nothing()
    {
        byte[] exif = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
        Assert.That(ExifOrientation.Read(exif), Is.EqualTo(6));
        Assert.That(ExifOrientation.Read([.. "Exif\0\0"u8, .. exif]), Is.EqualTo(6));
        for (int length = 0; length < exif.Length; length++)
        {
            Assert.That(ExifOrientation.Read(exif.AsSpan(0, length)), Is.EqualTo(1));
        }

        for (int i = 4; i < 14; i++)
        {
            byte[] other = [.. exif];
            other[i] = 0xFF;
            Assert.That(ExifOrientation.Read(other), Is.EqualTo(i is 8 or 9 ? 6 : 1), "More entries may be told of than there are.");
        }
    }

    [TestCase(1, 1)]
    [TestCase(2, 3)]
    [TestCase(4, 9)]
    [TestCase(8, 1)]
    [TestCase(8, 255)]
    public void Pixels_whose_colour_is_not_in_the_palette_are_refused(byte depth, int colours)
    {
        byte[] Indexed(int index) =>
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
            .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, depth, 3, 0, 0, 0]),
            .. Chunk("PLTE", [.. Enumerable.Repeat((byte[])[255, 0, 0], colours).SelectMany(rgb => rgb)]),
            .. Chunk("IDAT", Deflated([0, (byte)(index << (8 - depth))])),
            .. Chunk("IEND", []),
        ];
        File.WriteAllBytes(_folder["right.png"], Indexed(colours - 1));
        File.WriteAllBytes(_folder["wrong.png"], Indexed(colours));

        Assert.That(ImageFile.Read(_folder["right.png"], invert: false).Pixels.ToArray(), Is.All.EqualTo(76));
        AssertRefused(_folder["wrong.png"], "it has pixels whose colour is not in its palette");
    }

    [Test]
    public void An_orientation_behind_the_pixels_counts_too()
    {
        byte[] png = File.ReadAllBytes(Png(56, 28, (x, _) => x < 28 ? SKColors.White : SKColors.Black));
        File.WriteAllBytes(_folder["p.png"], [.. png[..^12], .. Chunk("eXIf", [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0]), .. png[^12..]]);

        byte[] middle = ImageFile.Read(_folder["p.png"], invert: false).Pixels.ToArray()[(14 * Size)..(15 * Size)];

        Assert.That((middle[3], middle[24]), Is.EqualTo(((byte)0, (byte)255)));
    }

    [Test]
    public void A_GIF_is_read()
    {
        // From the format's description: 1 x 1 pixels, a palette of black and white, and the pixel is the second.
        File.WriteAllBytes(_folder["g.gif"], [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0, 0x3B]);

        Assert.That(ImageFile.Read(_folder["g.gif"], invert: false).Pixels.ToArray(), Is.All.EqualTo(255));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Of_several_pictures_in_one_file_none_is_the_one_that_is_meant(int count)
    {
        IEnumerable<byte> gifFrames = Enumerable.Repeat((byte[])[0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0], count).SelectMany(frame => frame);
        File.WriteAllBytes(_folder["a.gif"], [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. gifFrames, 0x3B]);
        byte[] png = File.ReadAllBytes(Png(1, 1, (_, _) => SKColors.White));
        File.WriteAllBytes(_folder["a.png"], [.. png[..33], .. Chunk("acTL", [0, 0, 0, (byte)count, 0, 0, 0, 0]), .. png[33..]]);
        byte[] webP = File.ReadAllBytes(Encoded("a.webp", SKEncodedImageFormat.Webp, 64, 64, (_, _) => SKColors.White))[12..];
        byte[] length = BitConverter.GetBytes(webP.Length + 16);
        IEnumerable<byte> webPFrames = Enumerable.Repeat<byte[]>([.. "ANMF"u8, .. length, 0, 0, 0, 0, 0, 0, 63, 0, 0, 63, 0, 0, 100, 0, 0, 0, .. webP], count).SelectMany(frame => frame);
        byte[] body = [.. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 63, 0, 0, 63, 0, 0, .. "ANIM"u8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. webPFrames];
        File.WriteAllBytes(_folder["a.webp"], [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body]);

        foreach (string file in new[] { _folder["a.gif"], _folder["a.png"], _folder["a.webp"] })
        {
            if (count == 1)
            {
                Assert.That(ImageFile.Read(file, invert: false).Pixels.ToArray(), Is.All.GreaterThan(250), file);
            }
            else
            {
                AssertRefused(file, $"is animated: it has {count} frames, and only one can be predicted. Save that frame as a picture of its own.");
            }
        }
    }

    [Test]
    public void A_count_of_frames_behind_the_picture_says_nothing()
    {
        byte[] png = File.ReadAllBytes(Png(1, 1, (_, _) => SKColors.White));
        File.WriteAllBytes(_folder["a.png"], [.. png[..^12], .. Chunk("acTL", [0, 0, 0, 5, 0, 0, 0, 0]), .. png[^12..]]);

        Assert.That(ImageFile.Read(_folder["a.png"], invert: false).Pixels.ToArray(), Is.All.GreaterThan(250));
    }

    [Test]
    public void A_dark_piece_on_white_looks_inverted_and_its_inverse_does_not()
    {
        string file = Png(100, 100, (x, y) => x is > 20 and < 80 && y is > 20 and < 80 ? Grey(40) : SKColors.White);

        Assert.That(ImageFile.Read(file, invert: false).LooksInverted, Is.True);
        Assert.That(ImageFile.Read(file, invert: true).LooksInverted, Is.False);
    }

    [Test]
    public void No_image_of_Fashion_MNIST_looks_inverted()
    {
        Dataset data = RealDataset.Load();
        foreach (ImageSet images in new[] { data.Train, data.Test })
        {
            int suspects = Enumerable.Range(0, images.Count)
                .Count(image => ImageFile.IsLightAround(images.Pixels.Span.Slice(image * Size * Size, Size * Size)));

            Assert.That(suspects, Is.Zero);
        }
    }

    [TestCase(new byte[0], "its 0 bytes do not begin")]
    [TestCase(new byte[] { 1, 2, 3 }, "its 3 bytes do not begin")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 9 }, "it is an IDX file of labels")]
    [TestCase(new byte[] { 0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "it is an IDX file of images")]
    public void A_file_that_is_no_picture_is_refused(byte[] bytes, string fault)
    {
        File.WriteAllBytes(_folder["f"], bytes);

        AssertRefused(_folder["f"], fault);
    }

    [Test]
    public void A_picture_that_lacks_pixels_is_refused()
    {
        // At the end of a PNG stand 20 bytes without pixels: two checksums and the mark of its end.
        byte[] whole = File.ReadAllBytes(Png(Size, Size, (x, y) => Grey((byte)(x * y))));
        for (int length = 0; length < whole.Length - 20; length += 7)
        {
            File.WriteAllBytes(_folder["f"], whole[..length]);

            AssertRefused(_folder["f"], "cannot be read as a picture");
        }
    }

    [Test]
    public void A_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded()
    {
        byte[] bytes = File.ReadAllBytes(Png(1, 1, (_, _) => SKColors.White));

        // Width and height stand at byte 16 of a PNG, and the checksum of its first chunk behind them.
        byte[] bomb = [.. bytes[..8], .. Chunk("IHDR", [0, 1, 0, 0, 0, 1, 0, 0, .. bytes[24..29]]), .. bytes[33..]];
        File.WriteAllBytes(_folder["bomb.png"], bomb);

        AssertRefused(_folder["bomb.png"], "it has 65536 x 65536 pixels, and at most 100000000 are read");
    }

    [Test]
    public void A_missing_file_is_refused_by_name() => AssertRefused(_folder["none.png"], "none.png");

    private static SKColor Grey(byte value) => new(value, value, value);

    private static void AssertRefused(string file, string fault)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => ImageFile.Read(file, invert: false))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.Contain(file).And.Contains(fault));
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. content];
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. typed, .. Checksum(typed)];
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using MemoryStream target = new();
        using (ZLibStream zlib = new(target, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
        }

        return target.ToArray();
    }

    // The chunk that says that EXIF follows, and that the picture has 64 x 64 pixels.
    private static byte[] WebP(byte[] picture, byte[] exif)
    {
        byte[] body = [.. "WEBPVP8X"u8, 10, 0, 0, 0, 8, 0, 0, 0, 63, 0, 0, 63, 0, 0, .. picture, .. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif];
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        return [.. "RIFF"u8, .. length, .. body];
    }

    // PNG's CRC-32, bit by bit.
    private static byte[] Checksum(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB8_8320);
            }
        }

        crc = ~crc;
        return [(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }

    private string Png(int width, int height, Func<int, int, SKColor> colour) => Encoded("p.png", SKEncodedImageFormat.Png, width, height, colour);

    private string Encoded(string name, SKEncodedImageFormat format, int width, int height, Func<int, int, SKColor> colour)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, colour(x, y));
            }
        }

        using SKData data = bitmap.Encode(format, 95);
        File.WriteAllBytes(_folder[name], data.ToArray());
        return _folder[name];
    }
}
