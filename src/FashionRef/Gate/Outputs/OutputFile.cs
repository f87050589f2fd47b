namespace FashionRef.Gate.Outputs;

/// <summary>Tells of a file that is to be written what is there.</summary>
internal static class OutputFile
{
    /// <summary>The file itself, by way of links; of links that lead nowhere the last one.</summary>
    public static string Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is null
                ? Path.GetFullPath(path)
                : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        }
        catch (IOException)
        {
            return Path.GetFullPath(path);
        }
    }

    /// <summary>Whether the file holds something already. Pipes and devices keep nothing: what was sent there is gone.</summary>
    public static bool IsFilled(string path) =>
        !IsOfTheSystem(Path.GetFullPath(path)) && !IsOfTheSystem(Target(path)) && new FileInfo(Target(path)) is { Exists: true, Length: > 0 };

    // /dev/stdout may be a file, of which this program writes the end only.
    private static bool IsOfTheSystem(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
