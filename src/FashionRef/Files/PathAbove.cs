namespace FashionRef.Files;

/// <summary>The files and folders on a path.</summary>
public static class PathAbove
{
    /// <summary>The file that a path uses as a folder; null if there is none.</summary>
    /// <param name="path">A file's path, or a folder's.</param>
    public static string? File(string path) => First(path, System.IO.File.Exists);

    /// <summary>The innermost folder on the path that exists.</summary>
    /// <param name="path">A file's path, or a folder's.</param>
    public static string? Folder(string path) => First(path, Directory.Exists);

    /// <summary>Whether a path is a folder's: of an existing one, or by its trailing separator.</summary>
    /// <param name="path">Any path.</param>
    public static bool IsFolder(string path) => Directory.Exists(path) || Path.EndsInDirectorySeparator(path);

    private static string? First(string path, Predicate<string> isThere)
    {
        string? above = Path.GetDirectoryName(path);
        while (!string.IsNullOrEmpty(above) && !isThere(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return string.IsNullOrEmpty(above) ? null : above;
    }
}
