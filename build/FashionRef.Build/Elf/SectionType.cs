namespace FashionRef.Build.Elf;

/// <summary>The values of <c>sh_type</c> that matter here.</summary>
internal enum SectionType : uint
{
    /// <summary>Relocations with addends (SHT_RELA), the only kind that 64-bit x86 uses.</summary>
    Relocations = 4,

    /// <summary>Occupies no bytes of the file (SHT_NOBITS), whatever its offset and size say.</summary>
    NoBits = 8,

    /// <summary>The symbols that the dynamic linker binds (SHT_DYNSYM).</summary>
    DynamicSymbols = 11,

    /// <summary>The versions that the file asks of other libraries (SHT_GNU_verneed).</summary>
    VersionNeeds = 0x6FFFFFFE,

    /// <summary>The version of each dynamic symbol, by index (SHT_GNU_versym).</summary>
    SymbolVersions = 0x6FFFFFFF,
}
