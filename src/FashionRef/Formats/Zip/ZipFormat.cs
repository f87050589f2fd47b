using System.Buffers.Binary;
using FashionRef.Files;

namespace FashionRef.Formats.Zip;

/// <summary>The numbers of the zip format that reader and writer share, and how its faults are told.</summary>
/// <remarks>Format: PKWARE's APPNOTE.TXT, <see href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT"/>, whose names are used.</remarks>
internal static class ZipFormat
{
    public const int LocalHeaderLength = 30;
    public const int DirectoryHeaderLength = 46;
    public const int EndLength = 22;

    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    /// <summary>The CRC-32 and the sizes follow the data, since whoever wrote it could not go back.</summary>
    public const ushort HasDescriptor = 1 << 3;

    /// <summary>The name is UTF-8.</summary>
    public const ushort IsUtf8 = 1 << 11;

    /// <summary>In place of a 32-bit number whose value is in the zip64 extra field.</summary>
    public const uint InZip64 = uint.MaxValue;

    public static ReadOnlySpan<byte> LocalHeader => "PK\u0003\u0004"u8;

    public static ReadOnlySpan<byte> DirectoryHeader => "PK\u0001\u0002"u8;

    public static ReadOnlySpan<byte> End => "PK\u0005\u0006"u8;

    public static ushort UInt16At(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    public static uint UInt32At(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    public static ulong UInt64At(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    /// <summary>A fault of one member.</summary>
    /// <param name="name">The member's.</param>
    /// <param name="fault">To follow "which".</param>
    public static ContentFaultException Fault(string name, string fault) => new($"has '{name}', which {fault}");
}
