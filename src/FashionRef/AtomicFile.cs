namespace FashionRef;

/// <summary>Writes files that are either the whole new content or what was there before, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file through a temporary file beside it, flushed to the disk before it takes the name.</summary>
    /// <param name="path">The file to write; its folder is made when it is missing.</param>
    /// <param name="write">Writes the content to the stream it is given.</param>
    /// <exception cref="FashionRefException">The disk is full or the folder cannot be written (exit code 3).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        string fullPath = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(fullPath)!;
        string temporary = TemporaryFiles.Beside(fullPath);
        try
        {
            Directory.CreateDirectory(folder);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, fullPath, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FashionRefException(
                ExitCode.MachineCannot,
                $"'{fullPath}' cannot be written: {exception.Message} Free space there, or write to another folder.",
                exception);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, as <see cref="Write"/> does.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="text">The whole content; lines end with LF.</param>
    /// <exception cref="FashionRefException">The disk is full or the folder cannot be written (exit code 3).</exception>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
