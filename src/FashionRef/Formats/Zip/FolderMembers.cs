using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Zip;

/// <summary>The files of a folder that holds what a .keras file does, unpacked. Folders in it are not looked into.</summary>
internal sealed class FolderMembers : IMembers
{
    private const int MostEntries = 10_000;

    private readonly string _folder;
    private readonly HashSet<string> _entries;

    private FolderMembers(string folder, IEnumerable<string> entries)
    {
        _folder = folder;
        _entries = new(entries, StringComparer.Ordinal);
        Names = [.. _entries.Where(name => InputFile.RegularFault(PathOf(name)) is null).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Lists a folder; no file is opened yet.</summary>
    /// <param name="folder">A path that the user gave.</param>
    /// <exception cref="ContentFaultException">It is missing, no folder, or has too many entries.</exception>
    public static FolderMembers Read(string folder)
    {
        if (InputFile.PathFault(folder) is { } fault)
        {
            throw new ContentFaultException(fault);
        }

        string[] names;
        try
        {
            names = [.. Directory.EnumerateFileSystemEntries(folder).Take(MostEntries + 1).Select(entry => Path.GetFileName(entry)!)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ContentFaultException($"cannot be listed as a folder ({exception.Message.TrimEnd('.')})");
        }

        return names.Length <= MostEntries
            ? new(folder, names)
            : throw new ContentFaultException(Invariant($"has more than {MostEntries:N0} entries, and no more are read here"));
    }

    /// <inheritdoc/>
    public bool Has(string name) => _entries.Contains(name);

    /// <inheritdoc/>
    public long LengthOf(string name) => Of(name, path => InputFile.RegularFault(path) is { } fault
        ? throw new ContentFaultException(fault)
        : new FileInfo(path).Length);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(string name, long mostBytes) => Of(name, path => InputFile.ReadRegular(path, mostBytes));

    private T Of<T>(string name, Func<string, T> read)
    {
        // A name from elsewhere must not become a path: only what the listing gave.
        if (!Has(name))
        {
            throw new ContentFaultException($"has no '{name}'");
        }

        try
        {
            return read(PathOf(name));
        }
        catch (ContentFaultException fault)
        {
            throw ZipFormat.Fault(name, fault.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ZipFormat.Fault(name, InputFile.Reason(PathOf(name), exception));
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
