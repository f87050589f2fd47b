namespace FashionRef.Data;

/// <summary>Opens files that may be missing or out of reach.</summary>
internal static class LocalFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="ContentFaultException">There is no such file, or it may not be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ContentFaultException("is not there");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ContentFaultException($"cannot be opened ({exception.Message.TrimEnd('.')})");
        }
    }
}
