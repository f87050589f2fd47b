using System.Buffers.Binary;

namespace FashionRef.Report.Images;

/// <summary>What SkiaSharp does not tell of a PNG file: how its camera was held, whether it moves, and whether its palette has every colour it uses.</summary>
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

    /// <summary>How many pictures the file shows one after another; 1 of one that stands still.</summary>
    /// <param name="png">The file.</param>
    public static long FrameCount(ReadOnlyMemory<byte> png)
    {
        // Behind the picture's own data the chunk says nothing.
        bool isInPlace = Behind(png, "acTL"u8).Length > Behind(png, "IDAT"u8).Length;
        return isInPlace && Content(png, "acTL"u8) is { Length: >= sizeof(uint) } animation ? BinaryPrimitives.ReadUInt32BigEndian(animation.Span) : 1;
    }

    /// <summary>The same picture with a palette that has a colour for all that a pixel can name, so that it tells which one is missing.</summary>
    /// <param name="png">The file.</param>
    /// <param name="missing">Red, green and blue of the colours that were added; no other one has it.</param>
    /// <returns>Null where no pixel can name a colour that is missing.</returns>
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

        // Fewer than 256 colours: of 256 reds at least one is none of them.
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

    // The file from the first whole chunk of a type on; empty where there is none.
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
