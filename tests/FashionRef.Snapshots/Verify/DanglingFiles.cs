namespace VerifyTests;

/// <summary>Tells which verified files belong to no test.</summary>
internal static class DanglingFiles
{
    /// <summary>The files' full paths, sorted.</summary>
    /// <param name="folder">Searched with all folders in it.</param>
    /// <param name="asked">Full paths of the files that this run has asked for.</param>
    /// <param name="fixtures">Every fixture by its name, and whether all its tests have passed in this run.</param>
    public static IReadOnlyList<string> Find(string folder, IReadOnlySet<string> asked, IReadOnlyDictionary<string, bool> fixtures) =>
        [.. Directory.EnumerateFiles(folder, "*.verified.*", SearchOption.AllDirectories)
            .Where(file => !asked.Contains(file) && IsJudged(Path.GetFileName(file), fixtures))
            .Order(StringComparer.Ordinal)];

    // The longest name is the innermost of nested fixtures.
    private static bool IsJudged(string file, IReadOnlyDictionary<string, bool> fixtures) =>
        fixtures.Keys.Where(name => file.StartsWith($"{name}.", StringComparison.Ordinal)).MaxBy(name => name.Length) is not { } fixture
        || fixtures[fixture];
}
