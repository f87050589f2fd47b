using System.Buffers.Binary;

namespace FashionRef.Report.Images;

/// <summary>The EXIF orientation of a picture: 1 (upright) to 8.</summary>
internal static class ExifOrientation
{
    /// <summary>Not rotated.</summary>
    public const int Upright = 1;

    private const int Last = 8;
    private const int Tag = 0x0112;
    private const int HeadLength = 8;
    private const int EntryLength = 12;
    private const ushort Short = 3;

    /// <summary>Reads it.</summary>
    /// <param name="exif">EXIF's bytes: a TIFF file, with or without the EXIF marker.</param>
    /// <returns><see cref="Upright"/> if there is no legal one.</returns>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        ReadOnlySpan<byte> tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        bool isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < HeadLength || !(isLittle || tiff.StartsWith("MM\0*"u8)))
        {
            return Upright;
        }

        // The first directory: how many entries, then each with tag, type, count and value.
        uint offset = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        ReadOnlySpan<byte> directory = offset <= tiff.Length - sizeof(ushort) ? tiff[(int)offset..] : [];
        int count = directory.IsEmpty ? 0 : UInt16(directory, isLittle);
        for (int entry = 0; entry < count && sizeof(ushort) + ((entry + 1) * EntryLength) <= directory.Length; entry++)
        {
            ReadOnlySpan<byte> bytes = directory.Slice(sizeof(ushort) + (entry * EntryLength), EntryLength);
            if (UInt16(bytes, isLittle) == Tag && UInt16(bytes[2..], isLittle) == Short)
            {
                int orientation = UInt16(bytes[8..], isLittle);
                return orientation is >= Upright and <= Last ? orientation : Upright;
            }
        }

        return Upright;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
