namespace FashionRef.Build.Elf;

/// <summary>One entry of an ELF file's section table.</summary>
/// <param name="Type">What the section holds (<c>sh_type</c>).</param>
/// <param name="Offset">Where it begins, in bytes from the start of the file (<c>sh_offset</c>).</param>
/// <param name="Size">Its length in bytes (<c>sh_size</c>); <c>Offset + Size</c> is inside of the file.</param>
/// <param name="Link">The index of the section it refers to, such as its string table (<c>sh_link</c>).</param>
/// <param name="Info">Further information, by type: for version needs the number of libraries (<c>sh_info</c>).</param>
internal readonly record struct ElfSection(SectionType Type, int Offset, int Size, int Link, int Info);
