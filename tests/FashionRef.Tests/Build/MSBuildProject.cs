namespace FashionRef.Tests.Build;

/// <summary>A project file in a folder of its own, built by a real MSBuild; the folder goes when the test ends.</summary>
internal sealed class MSBuildProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _project;

    public MSBuildProject(string content)
    {
        _project = PathOf("test.proj");
        File.WriteAllText(_project, content);
    }

    public string Folder => _folder.Path;

    public string PathOf(string name) => _folder[name];

    public Task<(int ExitCode, string Output)> RunAsync() => MSBuild.RunAsync(_project, "-verbosity:normal");

    public void Dispose() => _folder.Dispose();
}
