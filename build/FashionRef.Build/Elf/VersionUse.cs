namespace FashionRef.Build.Elf;

/// <summary>Finds out whether the code or data of a file refers to a symbol of some version.</summary>
/// <remarks>
/// Layout: System V Application Binary Interface, "Symbol Table" and "Relocation" (Elf64_Sym, Elf64_Rela);
/// Linux Standard Base, "Symbol Version Table".
/// </remarks>
internal static class VersionUse
{
    private const int SymbolSize = 24;
    private const int RelocationSize = 24;
    private const int RelocationSymbolOffset = 12;
    private const int HiddenBit = 0x8000;

    /// <summary>The first symbol of a version that a relocation needs.</summary>
    /// <param name="file">The file.</param>
    /// <param name="request">The version.</param>
    /// <returns>The symbol's name, or null if the file does not need the version.</returns>
    /// <exception cref="BuildTaskException">The tables leave their sections (<see cref="ErrorCode.BrokenElfFile"/>).</exception>
    public static string? FindUsedSymbol(ElfFile file, VersionRequest request)
    {
        if (file.FindSection(SectionType.DynamicSymbols) is not { } symbols
            || file.FindSection(SectionType.SymbolVersions) is not { } versions)
        {
            throw ElfFile.Broken("The file asks for symbol versions and has no dynamic symbols or no versions of them");
        }

        foreach (uint symbol in RelocatedSymbols(file, symbols))
        {
            int version = file.ReadUInt16(versions, symbol * sizeof(ushort)) & ~HiddenBit;
            if (version == request.Index)
            {
                uint name = file.ReadUInt32(symbols, (long)symbol * SymbolSize);
                return file.ReadString(file.LinkedSection(symbols), name);
            }
        }

        return null;
    }

    private static IEnumerable<uint> RelocatedSymbols(ElfFile file, ElfSection symbols)
    {
        foreach (ElfSection section in file.Sections.Where(section => section.Type == SectionType.Relocations))
        {
            // Other relocation tables are for the static linker and are not read when the file is loaded.
            if (file.LinkedSection(section) != symbols)
            {
                continue;
            }

            for (int entry = 0; entry < section.Size; entry += RelocationSize)
            {
                yield return file.ReadUInt32(section, entry + RelocationSymbolOffset);
            }
        }
    }
}
