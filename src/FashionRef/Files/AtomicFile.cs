namespace FashionRef.Files;

/// <summary>Writes files that have either the whole new content or the old one, never a part.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file through a temporary file beside it, flushed to disk before the rename. Of a link its target
    /// is replaced. Pipes, devices and the target of the program's own output are written in place.
    /// </summary>
    /// <param name="path">The file to write; its folder is made when it is missing.</param>
    /// <param name="write">Writes the content to the stream it is given.</param>
    /// <exception cref="FashionRefException">The disk is full or the folder cannot be written (machine cannot).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        string fullPath = Path.GetFullPath(path);
        try
        {
            if (!WriteInPlace(fullPath, write))
            {
                Replace(TargetOf(fullPath), write);
            }
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"'{fullPath}' cannot be written: {WriteFault.Reason(fullPath, exception)} Free space there, or write to another folder.",
                exception);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, as <see cref="Write"/> does.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="text">The whole content; lines end with LF.</param>
    /// <exception cref="FashionRefException">The disk is full or the folder cannot be written (machine cannot).</exception>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The target of a link, which need not exist; for any other path the path itself.</summary>
    /// <param name="fullPath">From the root.</param>
    /// <exception cref="FashionRefException">Links lead in a circle (bad request).</exception>
    public static string TargetOf(string fullPath)
    {
        try
        {
            return new FileInfo(fullPath).LinkTarget is null ? fullPath : File.ResolveLinkTarget(fullPath, returnFinalTarget: true)!.FullName;
        }
        catch (IOException exception)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{fullPath}' is a link that leads to no file: {exception.Message} Name a file.", exception);
        }
    }

    // Replacing a pipe or a device with a file would take it away from every other program.
    private static bool WriteInPlace(string fullPath, Action<Stream> write)
    {
        FileFacts? facts = FileFacts.Of(fullPath);
        if (facts is null || facts.IsFolder)
        {
            return false;
        }

        // Opening the file again would overwrite the program's earlier output from the start.
        if (StandardStreams.GoingTo(facts) is { } stream)
        {
            write(stream);
            return stream.Failure is null ? true : throw new IOException(stream.Failure);
        }

        if (facts.IsRegular)
        {
            return false;
        }

        return PipeWait.Of(() =>
        {
            using FileStream opened = new(fullPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(opened);
            return true;
        });
    }

    private static void Replace(string path, Action<Stream> write)
    {
        if (PathAbove.IsFolder(path))
        {
            throw new IOException("It is a folder.");
        }

        using NewFolders made = new(Path.GetDirectoryName(path)!);
        string temporary = TemporaryFiles.Beside(path);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
