namespace FashionRef.Tests.Support;

/// <summary>A folder of a test's own, removed with all it holds when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fashionref-").FullName;

    /// <summary>The names of all entries, sorted.</summary>
    public string[] Entries => [.. Directory.GetFileSystemEntries(Path)
        .Select(entry => System.IO.Path.GetFileName(entry)!)
        .Order(StringComparer.Ordinal)];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
