using FashionRef.Files;

namespace FashionRef.Data.Sources;

/// <summary>
/// An unfinished download, with a note of its address and, if the server names one, its version (ETag or Last-Modified), so
/// that a later attempt continues the same bytes or none.
/// </summary>
internal sealed class PartFile(string folder, DatasetFile file)
{
    private const int LongestOrigin = 64 * 1024;

    private readonly string _path = Path.Combine(folder, file.GzipName + ".part");

    private string OriginPath => _path + ".origin";

    /// <summary>Bytes on disk; 0 when there are none.</summary>
    public long Length => new FileInfo(_path) is { Exists: true } info ? info.Length : 0;

    /// <summary>How many bytes an attempt at this address may keep; bytes from elsewhere are dropped.</summary>
    /// <param name="address">The address that will be asked.</param>
    /// <param name="version">The value for If-Range; empty when the server named no version.</param>
    /// <returns>The offset at which to continue, in bytes.</returns>
    public long Resume(Uri address, out string version)
    {
        version = string.Empty;
        if (Length > 0 && Origin() is [var origin, var validator] && origin == address.AbsoluteUri)
        {
            version = validator;
            return Length;
        }

        Delete();
        return 0;
    }

    /// <summary>Starts again. The note is written first: then there is never a part without its note.</summary>
    public FileStream Create(Uri address, string version)
    {
        Delete();
        File.WriteAllText(OriginPath, $"{address.AbsoluteUri}\n{version}\n");
        return new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Continues at the end.</summary>
    public FileStream Append() => new(_path, FileMode.Append, FileAccess.Write, FileShare.None);

    /// <exception cref="ContentFaultException">It cannot be opened.</exception>
    public Stream OpenRead() => InputFile.Open(_path, long.MaxValue);

    private string[] Origin()
    {
        try
        {
            return InputFile.ReadAllLines(OriginPath, LongestOrigin);
        }
        catch (ContentFaultException)
        {
            return [];
        }
    }

    public void Delete()
    {
        File.Delete(_path);
        File.Delete(OriginPath);
    }
}
