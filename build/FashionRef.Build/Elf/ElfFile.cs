using System.Buffers.Binary;
using System.Text;

namespace FashionRef.Build.Elf;

/// <summary>A 64-bit little-endian ELF file: its section table, and reads that never leave the file.</summary>
/// <remarks>Layout: System V Application Binary Interface, "Object Files", tables of Elf64_Ehdr and Elf64_Shdr.</remarks>
internal sealed class ElfFile
{
    private const int HeaderSize = 64;
    private const int ClassOffset = 4;
    private const int DataOffset = 5;
    private const int SectionTableOffset = 0x28;
    private const int SectionEntrySizeOffset = 0x3A;
    private const int SectionCountOffset = 0x3C;
    private const byte Class64 = 2;
    private const byte LittleEndian = 1;

    private const int SectionEntrySize = 64;
    private const int TypeOffset = 0x04;
    private const int OffsetOffset = 0x18;
    private const int SizeOffset = 0x20;
    private const int LinkOffset = 0x28;
    private const int InfoOffset = 0x2C;

    private readonly byte[] _bytes;

    /// <summary>Reads the header and the section table.</summary>
    /// <param name="bytes">The whole file; it is read, never changed.</param>
    /// <exception cref="BuildTaskException">The file is not an ELF file or is truncated (<see cref="ErrorCode.BrokenElfFile"/>).</exception>
    public ElfFile(byte[] bytes)
    {
        _bytes = bytes;
        RequireHeader();
        Sections = ReadSections();
    }

    /// <summary>The section table in the file's order: the index is the one that <see cref="ElfSection.Link"/> names.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>The failure of a file that contradicts itself or the format.</summary>
    /// <param name="what">The fault, as a clause with the offending value.</param>
    public static BuildTaskException Broken(string what) => new(
        ErrorCode.BrokenElfFile,
        $"{what}. A complete 64-bit little-endian ELF file is needed; restore the package again if it was truncated.");

    /// <summary>The one section of a type.</summary>
    /// <param name="type">The type to look for.</param>
    /// <returns>The section, or null if there is none.</returns>
    /// <exception cref="BuildTaskException">There is more than one.</exception>
    public ElfSection? FindSection(SectionType type)
    {
        ElfSection[] found = [.. Sections.Where(section => section.Type == type)];
        return found.Length switch
        {
            0 => null,
            1 => found[0],
            _ => throw Broken($"The file has {found.Length} sections of type {type} where one is legal"),
        };
    }

    /// <summary>The section that another one refers to.</summary>
    /// <param name="section">The section whose <see cref="ElfSection.Link"/> is followed.</param>
    public ElfSection LinkedSection(ElfSection section) => section.Link >= 0 && section.Link < Sections.Count
        ? Sections[section.Link]
        : throw Broken($"A section refers to section {section.Link} of {Sections.Count}");

    /// <summary>Reads 16 bits.</summary>
    /// <param name="section">The section to stay inside of.</param>
    /// <param name="offset">Bytes from the start of the section.</param>
    public ushort ReadUInt16(ElfSection section, long offset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(Inside(section, offset, sizeof(ushort)));

    /// <summary>Reads 32 bits.</summary>
    /// <param name="section">The section to stay inside of.</param>
    /// <param name="offset">Bytes from the start of the section.</param>
    public uint ReadUInt32(ElfSection section, long offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Inside(section, offset, sizeof(uint)));

    /// <summary>Reads an ASCII string that ends with a zero byte.</summary>
    /// <param name="strings">A string table.</param>
    /// <param name="offset">Bytes from the start of the table.</param>
    public string ReadString(ElfSection strings, long offset)
    {
        ReadOnlySpan<byte> rest = From(strings, offset);
        int end = rest.IndexOf((byte)0);
        return end >= 0
            ? Encoding.ASCII.GetString(rest[..end])
            : throw Broken($"The string at byte {offset} of its table has no end");
    }

    private void RequireHeader()
    {
        if (_bytes.Length < HeaderSize)
        {
            throw Broken($"The file has {_bytes.Length} bytes, an ELF header alone has {HeaderSize}");
        }

        if (!_bytes.AsSpan().StartsWith("\u007FELF"u8))
        {
            throw Broken($"The file begins with {Convert.ToHexString(_bytes, 0, 4)} instead of 7F454C46");
        }

        if (_bytes[ClassOffset] != Class64 || _bytes[DataOffset] != LittleEndian)
        {
            throw Broken(
                $"The ELF class is {_bytes[ClassOffset]} and the byte order {_bytes[DataOffset]}, "
                + $"legal are {Class64} (64-bit) and {LittleEndian} (little-endian)");
        }
    }

    private ElfSection[] ReadSections()
    {
        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(SectionTableOffset));
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(SectionEntrySizeOffset));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(SectionCountOffset));
        if (entrySize != SectionEntrySize || count == 0)
        {
            throw Broken($"The section table has {count} entries of {entrySize} bytes, legal is at least 1 of {SectionEntrySize}");
        }

        ulong tableSize = (ulong)count * SectionEntrySize;
        if (!IsInFile(table, tableSize))
        {
            throw Broken($"The section table at byte {table} with {tableSize} bytes is outside of the file's {_bytes.Length} bytes");
        }

        return [.. Enumerable.Range(0, count).Select(index => ReadSection((int)table + (index * SectionEntrySize)))];
    }

    private ElfSection ReadSection(int entry)
    {
        ReadOnlySpan<byte> header = _bytes.AsSpan(entry, SectionEntrySize);
        SectionType type = (SectionType)BinaryPrimitives.ReadUInt32LittleEndian(header[TypeOffset..]);
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[OffsetOffset..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[SizeOffset..]);
        if (type == SectionType.NoBits)
        {
            offset = size = 0;
        }

        if (!IsInFile(offset, size))
        {
            throw Broken($"A section at byte {offset} with {size} bytes is outside of the file's {_bytes.Length} bytes");
        }

        return new ElfSection(
            type,
            (int)offset,
            (int)size,
            BinaryPrimitives.ReadInt32LittleEndian(header[LinkOffset..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[InfoOffset..]));
    }

    // The subtraction cannot wrap around, as the sum of two offsets from a broken file can.
    private bool IsInFile(ulong offset, ulong size)
    {
        ulong length = (ulong)_bytes.Length;
        return offset <= length && size <= length - offset;
    }

    private ReadOnlySpan<byte> From(ElfSection section, long offset) => offset >= 0 && offset <= section.Size
        ? _bytes.AsSpan(section.Offset, section.Size)[(int)offset..]
        : throw Broken($"Byte {offset} of a section with {section.Size} bytes is referred to");

    private ReadOnlySpan<byte> Inside(ElfSection section, long offset, int length)
    {
        ReadOnlySpan<byte> rest = From(section, offset);
        return rest.Length >= length
            ? rest[..length]
            : throw Broken($"Bytes {offset} to {offset + length} of a section with {section.Size} bytes are referred to");
    }
}
