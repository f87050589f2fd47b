using System.Buffers.Binary;

namespace FashionRef.Build.Elf;

/// <summary>Makes a library load on systems that lack a symbol version which it requires but never uses.</summary>
/// <remarks>
/// The dynamic linker refuses a library if a version that it asks for is missing, unless the request is weak:
/// Linux Standard Base, "Version Requirements", VER_FLG_WEAK. GCC 13 makes every program that includes
/// <c>&lt;iostream&gt;</c> ask for GLIBCXX_3.4.32, only as a mark that the library initialises the streams.
/// </remarks>
internal static class SymbolVersionWeakening
{
    private const ushort WeakFlag = 2;

    /// <summary>Sets the weak flag of one request, and changes no other bit.</summary>
    /// <param name="bytes">The whole file, changed in place; unchanged if this throws.</param>
    /// <param name="version">The version, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <exception cref="BuildTaskException">
    /// The file is broken, does not ask for the version, asks for it more than once, or uses a symbol of it.
    /// </exception>
    public static void Apply(byte[] bytes, string version)
    {
        ElfFile file = new(bytes);
        VersionRequest request = FindRequest(file, version);
        if (VersionUse.FindUsedSymbol(file, request) is { } symbol)
        {
            throw new BuildTaskException(
                ErrorCode.VersionInUse,
                $"The file uses '{symbol}' of {version}, so it cannot run where {request.Library} lacks that version. "
                + "Use a build of the file that was made for older systems.");
        }

        Span<byte> flags = bytes.AsSpan(request.FlagsOffset, sizeof(ushort));
        ushort weakened = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag);
        BinaryPrimitives.WriteUInt16LittleEndian(flags, weakened);
    }

    private static VersionRequest FindRequest(ElfFile file, string version)
    {
        IReadOnlyList<VersionRequest> requests = VersionRequests.Read(file);
        VersionRequest[] found = [.. requests.Where(request => request.Version == version)];
        return found.Length switch
        {
            // An error, not a silent copy: the request changes only with a new version of the package, and then somebody
            // must decide whether this step can go or has to change.
            0 => throw new BuildTaskException(
                ErrorCode.VersionMissing,
                $"The file does not ask for {version}, but for {string.Join(", ", requests.Select(request => request.Version))}. "
                + "If it loads on every system that must be served, remove this step; otherwise name the version that is in the way."),
            1 => found[0],
            _ => throw new BuildTaskException(
                ErrorCode.VersionAmbiguous,
                $"The file asks for {version} in {string.Join(" and in ", found.Select(request => request.Library))}. "
                + "Exactly one request is legal: decide which one is in the way and extend this step."),
        };
    }
}
