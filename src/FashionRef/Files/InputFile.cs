using static System.FormattableString;

namespace FashionRef.Files;

/// <summary>
/// The only way to read a file: a regular file, or a pipe or device, which is read to its end first. Nothing longer than the largest
/// legal file gets into memory.
/// </summary>
public static class InputFile
{
    private const int BufferLength = 64 * 1024;
    private static readonly string[] StandardInputNames = ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];

    /// <summary>Reads all of a file that the user named, or one that belongs to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="noun">What it is in messages, for example <c>trace</c>.</param>
    /// <param name="mostBytes">No legal file is longer.</param>
    /// <param name="advice">What to do instead: a sentence.</param>
    /// <param name="remedy">What else can be done.</param>
    /// <exception cref="FashionRefException">It cannot be read, or is longer (bad request).</exception>
    public static byte[] ReadAllBytes(string path, string noun, int mostBytes, string advice, Remedy remedy = Remedy.None)
    {
        try
        {
            return ReadAllBytes(path, mostBytes);
        }
        catch (ContentFaultException fault)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"The {noun} '{path}' cannot be read: it {fault.Message}. {advice}", fault) { Remedy = remedy };
        }
    }

    /// <summary>Reads all lines of such a file; text is UTF-8, or what its byte order mark says.</summary>
    /// <inheritdoc cref="ReadAllBytes(string, string, int, string, Remedy)"/>
    public static string[] ReadAllLines(string path, string noun, int mostBytes, string advice, Remedy remedy = Remedy.None) =>
        Lines(ReadAllBytes(path, noun, mostBytes, advice, remedy));

    /// <summary>Reads all lines of an optional file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">No legal file is longer.</param>
    /// <exception cref="ContentFaultException">It cannot be read, or is longer.</exception>
    public static string[] ReadAllLines(string path, int mostBytes) => Lines(ReadAllBytes(path, mostBytes));

    /// <summary>Opens a file; the caller disposes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">No legal file is longer.</param>
    /// <returns>A seekable stream at its beginning: a pipe's content is in memory.</returns>
    /// <exception cref="ContentFaultException">It cannot be opened, or is longer.</exception>
    public static Stream Open(string path, long mostBytes)
    {
        FileStream stream = OpenUnread(path);

        // Devices and files that the kernel generates have the length 0, but may hold something.
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > 0 && length <= mostBytes)
        {
            return stream;
        }

        using (stream)
        {
            return length > mostBytes
                ? throw new ContentFaultException(Invariant($"has {length:N0} bytes; at most {mostBytes:N0} are read here"))
                : new MemoryStream(ReadToEnd(stream, mostBytes), writable: false);
        }
    }

    /// <summary>The first bytes of a regular file; none where it is no such file or cannot be read. A pipe's bytes stay in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many; fewer where the file is shorter.</param>
    internal static byte[] StartOf(string path, int count)
    {
        if (PathFault(path) is not null || FileFacts.Of(path) is { IsRegular: false })
        {
            return [];
        }

        try
        {
            using FileStream stream = OpenUnread(path);
            byte[] start = new byte[count];
            return start[..stream.ReadAtLeast(start, count, throwOnEndOfStream: false)];
        }
        catch (Exception fault) when (fault is ContentFaultException or IOException)
        {
            return [];
        }
    }

    /// <summary>Reads all of a regular file; links, folders, pipes and devices are refused, since a stranger may have put them there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">No legal file is longer.</param>
    /// <exception cref="ContentFaultException">It is no regular file, cannot be read, or is longer.</exception>
    public static byte[] ReadRegular(string path, long mostBytes)
    {
        if (RegularFault(path) is { } fault)
        {
            throw new ContentFaultException(fault);
        }

        FileFacts? facts = FileFacts.Of(path);
        using Stream stream = Open(path, Math.Min(mostBytes, Array.MaxLength));

        // Another program may have put something else there in between.
        return stream is FileStream opened && FileFacts.Of($"/proc/self/fd/{opened.SafeFileHandle.DangerousGetHandle()}") is { } now && now != facts
            ? throw new ContentFaultException("was replaced while it was opened")
            : ReadToEnd(stream, Math.Min(mostBytes, Array.MaxLength));
    }

    /// <summary>Why a path is not a regular file's, to continue a sentence about it; or null.</summary>
    /// <param name="path">The file.</param>
    public static string? RegularFault(string path)
    {
        FileFacts? facts = FileFacts.Of(path);
        FileInfo file = new(path);
        return file.LinkTarget is not null ? "is a link; a link is never followed"
            : Directory.Exists(path) ? "is a folder, not a file"
            : !file.Exists ? "does not exist"
            : facts is { IsRegular: false } ? "is a pipe or a device, not a file"
            : null;
    }

    private static byte[] ReadAllBytes(string path, int mostBytes)
    {
        using Stream stream = Open(path, mostBytes);
        return ReadToEnd(stream, mostBytes);
    }

    private static string[] Lines(byte[] bytes)
    {
        using StreamReader reader = new(new MemoryStream(bytes));
        List<string> lines = [];
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }

    // A file may grow while it is read.
    private static byte[] ReadToEnd(Stream stream, long mostBytes)
    {
        using MemoryStream content = new(stream.CanSeek ? (int)stream.Length : 0);
        byte[] buffer = new byte[BufferLength];
        while (Read(stream, buffer) is int read and > 0)
        {
            if (content.Length + read > mostBytes)
            {
                throw new ContentFaultException(Invariant($"has more than {mostBytes:N0} bytes, and no more are read here"));
            }

            content.Write(buffer, 0, read);
        }

        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    private static int Read(Stream stream, byte[] buffer)
    {
        try
        {
            return PipeWait.Of(() => stream.Read(buffer));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ContentFaultException($"breaks off ({exception.Message.TrimEnd('.')})");
        }
    }

    private static FileStream OpenUnread(string path)
    {
        if (PathFault(path) is { } fault)
        {
            throw new ContentFaultException(fault);
        }

        if (StandardInputNames.Contains(path) && !StandardStreams.HasInput)
        {
            throw new ContentFaultException("is closed");
        }

        try
        {
            return PipeWait.Of(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ContentFaultException(Reason(path, exception));
        }
    }

    /// <summary>Why a text is not a path, to continue a sentence about the file; or null.</summary>
    /// <param name="path">What was given for a path.</param>
    public static string? PathFault(string? path) =>
        string.IsNullOrWhiteSpace(path) ? "has an empty path"
        : path.Contains('\0', StringComparison.Ordinal) ? "has a path with a NUL character in it"
        : null;

    /// <summary>Why a file could not be opened, to continue a sentence about it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">What the attempt threw.</param>
    internal static string Reason(string path, Exception exception) => exception switch
    {
        // Checked first: for a folder the system only says that access is denied.
        _ when Directory.Exists(path) => "is a folder, not a file",
        PathTooLongException => "has a path that is too long",
        UnauthorizedAccessException => "may not be read by this user",
        _ when PathAbove.File(path) is { } file => $"has '{file}' in its path, which is a file, not a folder",
        FileNotFoundException or DirectoryNotFoundException => "does not exist",
        _ => $"cannot be opened ({exception.Message.TrimEnd('.')})",
    };
}
