using FashionRef.Files;
using static FashionRef.Formats.Zip.ZipFormat;

namespace FashionRef.Formats.Zip;

/// <summary>A member, as the central directory of its zip file describes it.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Flags">Of the format.</param>
/// <param name="Method">Stored or deflated.</param>
/// <param name="Checksum">The CRC-32 of its content.</param>
/// <param name="CompressedLength">In the file, in bytes.</param>
/// <param name="Length">Of the content, in bytes.</param>
/// <param name="HeaderStart">Where its local header begins.</param>
/// <param name="Attributes">As the system had them on which it was written.</param>
internal sealed record ZipEntry(
    string Name, ushort Flags, ushort Method, uint Checksum, long CompressedLength, long Length, long HeaderStart, uint Attributes)
{
    // What says how hard the program compressed means nothing to a reader.
    private const ushort KnownFlags = HasDescriptor | IsUtf8 | 0b110;
    private const ushort IsEncrypted = 1 | (1 << 6) | (1 << 13);
    private const int NewestVersion = 63;
    private const uint DosFolder = 0x10;

    // From Linux' stat.h, in the upper half of the attributes.
    private const int KindShift = 28;
    private const uint Unstated = 0;
    private const uint Pipe = 1;
    private const uint CharacterDevice = 2;
    private const uint Folder = 4;
    private const uint BlockDevice = 6;
    private const uint Regular = 8;
    private const uint Link = 10;

    /// <summary>Whether the name is a folder's.</summary>
    public bool IsFolder => Name[^1] == '/';

    /// <summary>Where its compressed bytes begin, once its local header has been read.</summary>
    public int DataStart { get; init; }

    /// <summary>Why it must not be read, to follow "which"; null if it may be.</summary>
    public string? Refusal => ZipNames.Fault(Name) ?? (Attributes >> KindShift) switch
    {
        Link => "is a symbolic link; a link is never followed",
        Folder => "is a folder",
        _ when IsFolder || (Attributes & DosFolder) != 0 => "is a folder",
        Unstated or Regular => null,
        Pipe => "is a pipe",
        CharacterDevice or BlockDevice => "is a device",
        _ => "is no regular file",
    };

    /// <summary>Reads the directory.</summary>
    /// <param name="directory">All of it.</param>
    /// <param name="count">How many members it should name.</param>
    /// <exception cref="ContentFaultException">It is damaged, or a member has a feature that is not read here.</exception>
    public static ZipEntry[] ReadAll(ReadOnlySpan<byte> directory, int count)
    {
        List<ZipEntry> entries = [];
        while (!directory.IsEmpty)
        {
            if (!directory.StartsWith(DirectoryHeader) || directory.Length < DirectoryHeaderLength)
            {
                throw Damaged();
            }

            int nameEnd = DirectoryHeaderLength + UInt16At(directory, 28);
            int extraEnd = nameEnd + UInt16At(directory, 30);
            int end = extraEnd + UInt16At(directory, 32);
            if (end > directory.Length)
            {
                throw Damaged();
            }

            entries.Add(Read(directory[..end], directory[DirectoryHeaderLength..nameEnd], directory[nameEnd..extraEnd]));
            directory = directory[end..];
        }

        return entries.Count == count ? [.. entries] : throw Damaged();
    }

    private static ZipEntry Read(ReadOnlySpan<byte> header, ReadOnlySpan<byte> nameBytes, ReadOnlySpan<byte> extraFields)
    {
        ushort flags = UInt16At(header, 8);
        ushort method = UInt16At(header, 10);
        string name = ZipNames.Decode(nameBytes, (flags & IsUtf8) != 0);
        if ((flags & IsEncrypted) != 0)
        {
            throw Fault(name, "is encrypted");
        }

        if (method is not (Stored or Deflated))
        {
            throw Fault(name, $"is compressed by method {method}; only members that are stored (0) or deflated (8) are read");
        }

        // The lower byte; the other one names a system.
        if ((flags & ~KnownFlags) != 0 || header[6] > NewestVersion)
        {
            throw Fault(name, "uses features of the zip format that are not read here");
        }

        ZipExtra extra = new(extraFields, name);
        ulong length = extra.Next(UInt32At(header, 24));
        ulong compressed = extra.Next(UInt32At(header, 20));
        ulong start = extra.Next(UInt32At(header, 42));
        extra.RequireNoMore();
        if (UInt16At(header, 34) != 0)
        {
            throw Fault(name, "is in another part of a zip file in several parts");
        }

        if (length > long.MaxValue || compressed > int.MaxValue || start > int.MaxValue)
        {
            throw Fault(name, "should be longer than the whole file");
        }

        return method == Stored && length != compressed
            ? throw Fault(name, "is stored as it is, and should have another length than it takes")
            : new(name, flags, method, UInt32At(header, 16), (long)compressed, (long)length, (long)start, UInt32At(header, 38));
    }

    private static ContentFaultException Damaged() => new("is a zip file with a damaged central directory; copy or download it again");
}
