using FashionRef.Files;

namespace FashionRef.Cli.Output;

/// <summary>Checks all files of a request before any is written: no output may be an input or be named twice.</summary>
internal static class OutputFiles
{
    /// <summary>Refuses outputs that are folders, inputs, or each other, under any name or link.</summary>
    /// <param name="inputs">Files that are read; they may be missing.</param>
    /// <param name="outputs">The option that names each output, such as <c>--json</c>, and its path, or null.</param>
    /// <exception cref="FashionRefException">One is (bad request).</exception>
    public static void Refuse(IEnumerable<string> inputs, params IEnumerable<(string Name, string? Path)> outputs)
    {
        if (Faults(inputs, outputs).FirstOrDefault() is { Fault: { } fault })
        {
            throw new FashionRefException(FaultKind.BadRequest, fault);
        }
    }

    /// <summary>Which outputs <see cref="Refuse"/> refuses, and why.</summary>
    /// <inheritdoc cref="Refuse"/>
    public static IEnumerable<(string Name, string Fault)> Faults(IEnumerable<string> inputs, IEnumerable<(string Name, string? Path)> outputs)
    {
        Dictionary<(FileFacts?, FileFacts?, string), string> readers = [];
        foreach (string input in inputs.Where(File.Exists))
        {
            readers.TryAdd(Identity(input), input);
        }

        Dictionary<(FileFacts?, FileFacts?, string), string> writers = [];
        foreach ((string name, string? path) in outputs)
        {
            // A device may be named more than once.
            if (path is null || FileFacts.Of(path) is { IsCharacterDevice: true })
            {
                continue;
            }

            if (PathAbove.IsFolder(path))
            {
                yield return (name, $"{name} '{path}' is a folder. Name a file.");
                continue;
            }

            (FileFacts?, FileFacts?, string) identity = Identity(path);
            string? other = readers.TryGetValue(identity, out string? input) ? $"'{input}', which is read"
                : !writers.TryAdd(identity, name) ? $"written by {writers[identity]} too"
                : null;
            if (other is not null)
            {
                yield return (name, $"{name} '{path}' is {other}. Name another file.");
            }
        }
    }

    // A missing file is identified by its folder and name.
    private static (FileFacts? File, FileFacts? Folder, string Name) Identity(string path)
    {
        if (FileFacts.Of(path) is { } file)
        {
            return (file, null, "");
        }

        string target = AtomicFile.TargetOf(Path.GetFullPath(path));
        return Path.GetDirectoryName(target) is { } parent && FileFacts.Of(parent) is { } folder
            ? (null, folder, Path.GetFileName(target))
            : (null, null, target);
    }
}
