namespace FashionRef.Gate.Outputs;

/// <summary>Tells of a file that is to be written what is there.</summary>
internal static class OutputFile
{
    /// <summary>Whether the file holds something already. Pipes and devices keep nothing: what was sent there is gone.</summary>
    public static bool IsFilled(string path) =>
        !IsOfTheSystem(Path.GetFullPath(path)) && AtomicFile.TargetOf(Path.GetFullPath(path)) is var target && !IsOfTheSystem(target) && new FileInfo(target) is { Exists: true, Length: > 0 };

    // /dev/stdout may be a file, of which this program writes the end only.
    private static bool IsOfTheSystem(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
