using FashionRef.Files;

namespace FashionRef.Data.Fetching;

/// <summary>
/// The folder of verified, decompressed files. A file takes its name there by an atomic rename once its SHA-256 is right.
/// </summary>
/// <remarks>
/// Beside the files may stand: <c>.lock</c> while a fetch writes (see <see cref="FolderLock"/>); <c>*.part</c> with its
/// <c>*.part.origin</c>, an interrupted download to resume; <c>.*.tmp</c>, left by a killed fetch and removed by the next.
/// </remarks>
internal sealed class DatasetCache(string folder)
{
    private readonly HashSet<DatasetFile> _verified = [];

    public string Folder { get; } = folder;

    public bool Holds(DatasetFile file) => _verified.Contains(file);

    public string PathOf(DatasetFile file) => Path.Combine(Folder, file.Name);

    /// <summary>Checks the file in the cache.</summary>
    /// <returns>Null when it is the known one, else what is wrong with it.</returns>
    public string? Verify(DatasetFile file, CancellationToken cancellationToken)
    {
        if (Holds(file))
        {
            return null;
        }

        try
        {
            using Stream stream = InputFile.Open(PathOf(file), file.LongestFile);
            ContentCheck.Copy(stream, Stream.Null, file, cancellationToken);
            _verified.Add(file);
            return null;
        }
        catch (ContentFaultException exception)
        {
            return $"'{file.Name}' {exception.Message}";
        }
    }

    /// <summary>Verifies and stores a file, gzip or plain. A file that the cache holds already is only compared.</summary>
    /// <exception cref="ContentFaultException">The content is not the file; the cache is as it was.</exception>
    /// <exception cref="FashionRefException">The disk is full or the folder cannot be written (machine cannot).</exception>
    public void Store(DatasetFile file, Stream content, CancellationToken cancellationToken)
    {
        if (Holds(file))
        {
            ContentCheck.Copy(content, Stream.Null, file, cancellationToken);
            return;
        }

        AtomicFile.Write(PathOf(file), stream => ContentCheck.Copy(content, stream, file, cancellationToken));
        _verified.Add(file);
    }

    /// <summary>Creates a folder for a source's own files; it is gone when the fetch ends.</summary>
    public string CreatePrivateFolder() =>
        Directory.CreateDirectory(Path.Combine(Folder, $".{Path.GetRandomFileName()}.tmp")).FullName;

    /// <summary>Removes what fetches leave behind when they are killed, and private folders. Needs the lock.</summary>
    public void RemoveTemporary()
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(Folder).EnumerateFileSystemInfos(".*.tmp"))
        {
            if (entry is DirectoryInfo directory)
            {
                directory.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
