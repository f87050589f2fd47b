using System.Buffers.Binary;
using System.Text;
using FashionRef.Build.Elf;

namespace FashionRef.Tests.Build.Elf;

/// <summary>Builds the smallest ELF files that ask for symbol versions: tables only, no code.</summary>
internal sealed class TinyElf
{
    public const int ClassOffset = 4;
    public const int ByteOrderOffset = 5;
    public const int SectionTableOffset = 0x28;

    private const int HeaderSize = 64;
    private const int SectionEntrySize = 64;
    private const int SymbolSize = 24;
    private const int RelocationSize = 24;
    private const int VersionEntrySize = 16;
    private const int FirstVersionIndex = 2;
    private const uint StringTable = 3;

    // The sections in the file's order; section 0 of every ELF file is empty.
    private const int Strings = 1;
    private const int Symbols = 2;
    private const int SectionCount = 6;

    private readonly List<(string Library, string[] Versions)> _needs = [];
    private readonly HashSet<string> _used = [];

    /// <summary>Asks a library for versions.</summary>
    public TinyElf Needs(string library, params string[] versions)
    {
        _needs.Add((library, versions));
        return this;
    }

    /// <summary>Adds a relocation that needs the symbol of a version.</summary>
    public TinyElf Uses(string version)
    {
        _ = _used.Add(version);
        return this;
    }

    public static string SymbolOf(string version) => $"symbol_of_{version}";

    public byte[] Build()
    {
        List<byte> strings = [0];
        List<byte> symbols = [.. new byte[SymbolSize]];
        List<byte> symbolVersions = [0, 0];
        List<byte> needs = [];
        List<byte> relocations = [];
        int index = FirstVersionIndex;
        foreach ((string library, string[] versions) in _needs)
        {
            bool lastLibrary = library == _needs[^1].Library;
            needs.AddRange([.. U16(1), .. U16(versions.Length), .. U32(Add(strings, library)), .. U32(VersionEntrySize)]);
            needs.AddRange(U32(lastLibrary ? 0 : VersionEntrySize * (versions.Length + 1)));
            foreach (string version in versions)
            {
                needs.AddRange([.. U32(0), .. U16(0), .. U16(index), .. U32(Add(strings, version))]);
                needs.AddRange(U32(version == versions[^1] ? 0 : VersionEntrySize));
                if (_used.Contains(version))
                {
                    int symbol = symbols.Count / SymbolSize;
                    relocations.AddRange([.. new byte[RelocationSize - 12], .. U32(symbol), .. new byte[8]]);
                }

                symbols.AddRange([.. U32(Add(strings, SymbolOf(version))), .. new byte[SymbolSize - 4]]);
                symbolVersions.AddRange(U16(index++));
            }
        }

        return Assemble(
        [
            (0, [], 0, 0),
            (StringTable, strings, 0, 0),
            ((uint)SectionType.DynamicSymbols, symbols, Strings, 0),
            ((uint)SectionType.SymbolVersions, symbolVersions, Symbols, 0),
            ((uint)SectionType.VersionNeeds, needs, Strings, _needs.Count),
            ((uint)SectionType.Relocations, relocations, Symbols, 0),
        ]);
    }

    private static byte[] Assemble((uint Type, List<byte> Content, int Link, int Info)[] sections)
    {
        List<byte> file = [.. new byte[HeaderSize]];
        List<byte> table = [];
        foreach ((uint type, List<byte> content, int link, int info) in sections)
        {
            byte[] entry = new byte[SectionEntrySize];
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(0x04), type);
            BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(0x18), file.Count);
            BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(0x20), content.Count);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(0x28), link);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(0x2C), info);
            table.AddRange(entry);
            file.AddRange(content);
        }

        byte[] bytes = [.. file, .. table];
        "\u007FELF"u8.CopyTo(bytes);
        bytes[ClassOffset] = 2;
        bytes[ByteOrderOffset] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(SectionTableOffset), file.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x3A), SectionEntrySize);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x3C), SectionCount);
        return bytes;
    }

    private static int Add(List<byte> strings, string text)
    {
        int offset = strings.Count;
        strings.AddRange([.. Encoding.ASCII.GetBytes(text), 0]);
        return offset;
    }

    private static byte[] U16(int value) => BitConverter.GetBytes((ushort)value);

    private static byte[] U32(int value) => BitConverter.GetBytes(value);
}
