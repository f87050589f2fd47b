namespace FashionRef.Build.Files;

/// <summary>Writes files that are either complete or missing.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file through a temporary one beside it.</summary>
    /// <param name="path">The file to write; its folder is made when it is missing.</param>
    /// <param name="bytes">The whole content.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public static void Write(string path, byte[] bytes)
    {
        string fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        string temporary = $"{fullPath}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);

            // Replaces a link instead of writing through it, so its target stays unchanged.
            File.Move(temporary, fullPath, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The user does not know the temporary file.
            throw new IOException(exception.Message.Replace(temporary, fullPath, StringComparison.Ordinal), exception);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
