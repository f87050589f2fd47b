using System.Buffers.Binary;

namespace FashionRef.Report.Images;

/// <summary>
/// What SkiaSharp does not report of a PNG file: its EXIF orientation, whether it is animated, and whether its palette is complete.
/// </summary>
/// <remarks>Format: <see href="https://www.w3.org/TR/png-3/"/>. A chunk is the length of its content, its type, the content, a checksum.</remarks>
internal static class PngFile
{
    private const int ChunkHead = 8;
    private const int ChecksumLength = 4;
    private const int BitDepth = 8;
    private const int ColourType = 9;
    private const int OfPalette = 3;
    private const int ColourLength = 3;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The EXIF that the file holds; empty where it holds none.</summary>
    /// <param name="png">The file.</param>
    public static ReadOnlyMemory<byte> Exif(ReadOnlyMemory<byte> png) => Content(png, "eXIf"u8);

    /// <summary>The number of frames; 1 if the picture is not animated.</summary>
    /// <param name="png">The file.</param>
    public static long FrameCount(ReadOnlyMemory<byte> png)
    {
        // The chunk counts only before the image data.
        bool isInPlace = Behind(png, "acTL"u8).Length > Behind(png, "IDAT"u8).Length;
        return isInPlace && Content(png, "acTL"u8) is { Length: >= sizeof(uint) } animation ? BinaryPrimitives.ReadUInt32BigEndian(animation.Span) : 1;
    }

    /// <summary>
    /// The same picture with a palette that has a colour for every index, so that missing colours can be recognized in the pixels.
    /// </summary>
    /// <param name="png">The file.</param>
    /// <param name="missing">The colour of all added entries, which the palette did not have.</param>
    /// <returns>Null if the palette is already complete.</returns>
    public static byte[]? WithWholePalette(ReadOnlyMemory<byte> png, out (byte Red, byte Green, byte Blue) missing)
    {
        missing = default;
        ReadOnlyMemory<byte> header = Content(png, "IHDR"u8);
        ReadOnlyMemory<byte> palette = Content(png, "PLTE"u8);
        int whole = header.Length > ColourType && header.Span[BitDepth] <= 8 ? ColourLength << header.Span[BitDepth] : 0;
        if (palette.IsEmpty || header.Span[ColourType] != OfPalette || palette.Length >= whole || palette.Length % ColourLength != 0)
        {
            return null;
        }

        // The palette has fewer than 256 colours, so at least one of 256 reds is not in it.
        HashSet<(byte, byte, byte)> colours = [.. palette.ToArray().Chunk(ColourLength).Select(rgb => (rgb[0], rgb[1], rgb[2]))];
        missing = Enumerable.Range(0, 256).Select(blue => (byte.MaxValue, (byte)0, (byte)blue)).First(colour => !colours.Contains(colour));
        byte[] chunk = new byte[4 + whole];
        "PLTE"u8.CopyTo(chunk);
        palette.Span.CopyTo(chunk.AsSpan(4));
        for (int at = 4 + palette.Length; at < chunk.Length; at += ColourLength)
        {
            (chunk[at], chunk[at + 1], chunk[at + 2]) = missing;
        }

        int start = png.Length - Behind(png, "PLTE"u8).Length;
        byte[] bounds = new byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(bounds, whole);
        BinaryPrimitives.WriteUInt32BigEndian(bounds.AsSpan(sizeof(uint)), Checksum(chunk));
        ReadOnlySpan<byte> after = png.Span[(start + ChunkHead + palette.Length + ChecksumLength)..];
        return [.. png.Span[..start], .. bounds[..4], .. chunk, .. bounds[4..], .. after];
    }

    private static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> png, ReadOnlySpan<byte> type)
    {
        ReadOnlyMemory<byte> chunk = Behind(png, type);
        return chunk.IsEmpty ? chunk : chunk.Slice(ChunkHead, (int)BinaryPrimitives.ReadUInt32BigEndian(chunk.Span));
    }

    // The file from the first whole chunk of a type on; empty if there is none.
    private static ReadOnlyMemory<byte> Behind(ReadOnlyMemory<byte> png, ReadOnlySpan<byte> type)
    {
        ReadOnlyMemory<byte> rest = png.Span.StartsWith(Signature) ? png[Signature.Length..] : default;
        while (rest.Length >= ChunkHead + ChecksumLength)
        {
            long end = ChunkHead + (long)BinaryPrimitives.ReadUInt32BigEndian(rest.Span) + ChecksumLength;
            if (end > rest.Length)
            {
                break;
            }

            if (rest.Span[4..ChunkHead].SequenceEqual(type))
            {
                return rest;
            }

            rest = rest[(int)end..];
        }

        return default;
    }

    // CRC-32 bit by bit: a palette is short.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
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

        return ~crc;
    }
}
