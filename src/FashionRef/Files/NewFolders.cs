namespace FashionRef.Files;

/// <summary>Creates a folder and its missing parents; on disposal, those that are still empty are removed.</summary>
internal sealed class NewFolders : IDisposable
{
    private readonly List<string> _made = [];

    /// <summary>Makes it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public NewFolders(string folder)
    {
        for (string? missing = Path.GetFullPath(folder); missing is not null && !Path.Exists(missing); missing = Path.GetDirectoryName(missing))
        {
            _made.Add(missing);
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Removes those that are empty.</summary>
    public void Dispose()
    {
        try
        {
            _made.Where(Directory.Exists).ToList().ForEach(Directory.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is something in it, and so in those above.
        }
    }
}
