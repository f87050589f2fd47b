namespace FashionRef.Files;

/// <summary>What a path leads to, and what stands above it.</summary>
public static class PathAbove
{
    /// <summary>The file that a path takes for a folder; null where there is none.</summary>
    /// <param name="path">A file's path, or a folder's.</param>
    public static string? File(string path) => First(path, System.IO.File.Exists);

    /// <summary>The innermost folder above it that is there.</summary>
    /// <param name="path">A file's path, or a folder's.</param>
    public static string? Folder(string path) => First(path, Directory.Exists);

    /// <summary>Whether a path is a folder's: of one that is there, or by its end.</summary>
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
