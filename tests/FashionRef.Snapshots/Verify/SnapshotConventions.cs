namespace VerifyTests;

/// <summary>What a repository must say of its snapshots.</summary>
internal static class SnapshotConventions
{
    private static readonly string[] EditorSettings =
        ["charset = utf-8-bom", "end_of_line = lf", "insert_final_newline = false", "trim_trailing_whitespace = false"];

    // In a section behind the first one, which Verify wants to unset them.
    private static readonly string[] Indentation = ["indent_size = 2", "indent_style = space"];
    private static readonly string[] IndentedExtensions = ["json", "xml"];

    /// <summary>What is missing, a line each, with the line to add.</summary>
    /// <param name="folder">The repository's root.</param>
    public static IReadOnlyList<string> Faults(string folder)
    {
        string[] extensions = [.. Directory.EnumerateFiles(folder, "*.verified.*", SearchOption.AllDirectories)
            .Select(file => Path.GetExtension(file)[1..])
            .Distinct()
            .Order(StringComparer.Ordinal)];
        return
        [
            .. Missing(folder, ".gitignore", ["*.received.*"]),
            .. Missing(folder, ".gitattributes", extensions.Select(GitAttribute)),
            .. extensions.Where(extension => extension != "bin").SelectMany(extension => MissingEditorSettings(folder, extension, EditorSettings, skipped: 0)),
            .. extensions.Intersect(IndentedExtensions).SelectMany(extension => MissingEditorSettings(folder, extension, Indentation, skipped: 1)),
            .. Imported(folder),
        ];
    }

    private static string GitAttribute(string extension) => extension == "bin"
        ? "*.verified.bin binary"
        : $"*.verified.{extension} text eol=lf working-tree-encoding=UTF-8";

    private static IEnumerable<string> Missing(string folder, string file, IEnumerable<string> expected) =>
        expected.Except(Lines(folder, file)).Select(line => $"'{file}' lacks the line '{line}'.");

    private static IEnumerable<string> MissingEditorSettings(string folder, string extension, string[] settings, int skipped)
    {
        string[] lines = [.. Lines(folder, ".editorconfig")];
        IEnumerable<int> sections = Enumerable.Range(0, lines.Length).Where(i => IsSectionOf(lines[i], extension));
        IEnumerable<string> section = sections.Skip(skipped).Take(1).SelectMany(i => lines.Skip(i + 1).TakeWhile(line => !line.StartsWith('[')));
        return settings.Except(section)
            .Select(line => $"'.editorconfig' lacks the line '{line}' in {(skipped == 0 ? "a" : "a second")} section [*.{{received,verified}}.{{{extension}}}].");
    }

    private static bool IsSectionOf(string line, string extension)
    {
        const string Start = "[*.{received,verified}.{";
        return line.StartsWith(Start, StringComparison.Ordinal)
            && line.EndsWith("}]", StringComparison.Ordinal)
            && line[Start.Length..^2].Split(',').Contains(extension);
    }

    // An editor that copies a test file may write the copied snapshot into the project.
    private static IEnumerable<string> Imported(string folder) =>
        from project in Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
        from line in File.ReadLines(project)
        where line.Contains("<None Update=\"", StringComparison.Ordinal) && line.Contains(".verified.", StringComparison.Ordinal)
        select $"'{Path.GetRelativePath(folder, project)}' names a snapshot, which needs none: '{line.Trim()}'.";

    private static IEnumerable<string> Lines(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadLines(path).Select(line => line.Trim()) : [];
    }
}
