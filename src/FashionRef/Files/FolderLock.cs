namespace FashionRef.Files;

/// <summary>
/// Lets one process at a time write to a folder: a file there names it and is deleted when it is done. The file of a process that has
/// ended on this machine is taken over. It needs no locks of the file system.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The file's name in the folder.</summary>
    public const string FileName = ".lock";

    // An owner writes its name at once. A file that has none for longer is of an older version or of a machine that lost power.
    private static readonly TimeSpan NamePatience = TimeSpan.FromSeconds(10);

    // EEXIST of Linux and macOS, and Windows' ERROR_FILE_EXISTS, as .NET reports them.
    private const int FileExists = 17;
    private const int WindowsFileExists = unchecked((int)0x80070050);

    private const int LongestName = 1000;

    private readonly string _path;
    private readonly NewFolders _folders;

    private FolderLock(string path, NewFolders folders)
    {
        _path = path;
        _folders = folders;
    }

    /// <summary>Tries to acquire the lock, without waiting.</summary>
    /// <param name="folder">Made when it is missing.</param>
    /// <param name="owner">The other owner, if this process did not get it, for example <c>process 4711 on 'host'</c>.</param>
    /// <returns>Null if another process has it; disposing frees it.</returns>
    /// <exception cref="FashionRefException">The folder cannot be written (machine cannot).</exception>
    public static FolderLock? TryAcquire(string folder, out string owner)
    {
        string path = Path.Combine(folder, FileName);
        owner = $"a process that '{path}' does not name";
        NewFolders? folders = null;
        try
        {
            folders = new NewFolders(folder);
            return TryCreate(path, folders) ?? (IsLeft(path, ref owner) ? TryTakeOver(path, folders) : null);
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            folders?.Dispose();
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"The folder '{folder}' cannot be written: {WriteFault.Reason(Path.GetFullPath(path), exception)}",
                exception)
            {
                Remedy = Remedy.OtherFolder,
            };
        }
    }

    /// <summary>Frees it, and removes empty folders that were made for it.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_path);
            _folders.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It names a process that is about to end: the next one takes it over.
        }
    }

    private static FolderLock? TryCreate(string path, NewFolders folders)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (IOException exception) when (exception.HResult is FileExists or WindowsFileExists)
        {
            // Or existed: its owner may have ended in between.
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && IsThere(path))
        {
            return null;
        }

        FolderLock created = new(path, folders);
        try
        {
            using (stream)
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(FileOwner.Current.ToText()));
            }

            return created;
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            // The disk is full: without a name it would be nobody's.
            created.Dispose();
            throw;
        }
    }

    private static bool IsLeft(string path, ref string owner)
    {
        if (TextOf(path) is not { } text)
        {
            return false;
        }

        FileOwner? named = FileOwner.Parse(text);
        if (named is null)
        {
            return TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > NamePatience;
        }

        owner = FormattableString.Invariant($"process {named.Process} on '{named.Host}'");
        return named.IsGone;
    }

    // Several processes may find the same abandoned lock. Only the one that gets the turn file removes it, after checking again, so that
    // none removes a lock that another has just made.
    private static FolderLock? TryTakeOver(string path, NewFolders folders)
    {
        string turnPath = $"{path}.turn";
        string other = "";
        using FolderLock? turn = TryCreate(turnPath, folders);
        if (turn is null)
        {
            // Abandoned by a process that was killed here: removed, so that the next one can get the turn.
            if (IsLeft(turnPath, ref other))
            {
                File.Delete(turnPath);
            }

            return null;
        }

        if (IsLeft(path, ref other))
        {
            File.Delete(path);
        }

        return TryCreate(path, folders);
    }

    // A link may lead nowhere.
    private static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    // Reads no more than a name's length, and only regular files. Null: it may not be read.
    private static string? TextOf(string path)
    {
        if (FileFacts.Of(path) is { IsRegular: false })
        {
            return "";
        }

        try
        {
            using StreamReader reader = new(path);
            char[] text = new char[LongestName];
            return new string(text, 0, reader.ReadBlock(text));
        }
        catch (FileNotFoundException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
