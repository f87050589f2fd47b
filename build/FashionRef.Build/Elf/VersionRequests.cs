namespace FashionRef.Build.Elf;

/// <summary>Reads the symbol versions that a file asks of other libraries.</summary>
/// <remarks>Layout: Linux Standard Base, "Symbol Versioning", tables of Elfxx_Verneed and Elfxx_Vernaux.</remarks>
internal static class VersionRequests
{
    private const int RequestCountOffset = 2;
    private const int LibraryNameOffset = 4;
    private const int FirstRequestOffset = 8;
    private const int NextLibraryOffset = 12;

    private const int FlagsOffset = 4;
    private const int IndexOffset = 6;
    private const int VersionNameOffset = 8;
    private const int NextRequestOffset = 12;

    /// <summary>All requests, in the file's order.</summary>
    /// <param name="file">The file.</param>
    /// <returns>None if the file has no such section.</returns>
    /// <exception cref="BuildTaskException">The tables leave their section (<see cref="ErrorCode.BrokenElfFile"/>).</exception>
    public static IReadOnlyList<VersionRequest> Read(ElfFile file)
    {
        List<VersionRequest> requests = [];
        if (file.FindSection(SectionType.VersionNeeds) is not { } needs)
        {
            return requests;
        }

        // Offsets only grow, as Step refuses to stay where more entries are due: a broken file leaves the section and ends the loop.
        ElfSection names = file.LinkedSection(needs);
        long library = 0;
        for (int libraries = needs.Info; libraries > 0; libraries--)
        {
            string libraryName = file.ReadString(names, file.ReadUInt32(needs, library + LibraryNameOffset));
            long request = library + file.ReadUInt32(needs, library + FirstRequestOffset);
            for (int count = file.ReadUInt16(needs, library + RequestCountOffset); count > 0; count--)
            {
                requests.Add(new VersionRequest(
                    libraryName,
                    file.ReadString(names, file.ReadUInt32(needs, request + VersionNameOffset)),
                    file.ReadUInt16(needs, request + IndexOffset),
                    (int)(needs.Offset + request + FlagsOffset)));
                request += Step(file.ReadUInt32(needs, request + NextRequestOffset), count);
            }

            library += Step(file.ReadUInt32(needs, library + NextLibraryOffset), libraries);
        }

        return requests;
    }

    private static uint Step(uint next, int remaining) => (next == 0) == (remaining == 1)
        ? next
        : throw ElfFile.Broken($"A list of version requests has {remaining} entries left where its link to the next one is {next}");
}
