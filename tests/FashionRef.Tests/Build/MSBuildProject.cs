using System.Diagnostics;

namespace FashionRef.Tests.Build;

/// <summary>A project file in a folder of its own, built by a real MSBuild; the folder goes when the test ends.</summary>
internal sealed class MSBuildProject : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _project;

    public MSBuildProject(string content)
    {
        Folder = Directory.CreateTempSubdirectory("fashionref-msbuild-").FullName;
        _project = PathOf("test.proj");
        File.WriteAllText(_project, content);
    }

    /// <summary>The folder build/ of this repository.</summary>
    public static string BuildFolder { get; } = FindBuildFolder();

    public string Folder { get; }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async Task<(int ExitCode, string Output)> RunAsync()
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", _project, "-nologo", "-verbosity:normal", "-nodeReuse:false"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = new(Patience);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindBuildFolder()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FashionRef.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No FashionRef.sln above '{AppContext.BaseDirectory}'.");
        }

        return Path.Combine(folder.FullName, "build");
    }
}
