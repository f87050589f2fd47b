using System.Diagnostics;
using FashionRef.Build.Elf;
using FashionRef.Build.Program;
using FashionRef.Tests.Build.Pipeline;

namespace FashionRef.Tests.Build.Hosts;

/// <summary>The real build.cake and the real pipeline in a folder of their own, over an empty solution and a shell script as the program.</summary>
internal sealed class CakeFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Cake compiles its script once for all folders: what is compiled stands under the script's hash, in the repository's own cache.
    private static readonly string ScriptCache = $"--paths_cache={Path.Combine(Repository.Artifacts, "cake", "cache")}";
    private static readonly Lazy<Task> CakeIsReady = new(MakeCakeReadyAsync);

    /// <summary>The program of build/Build, as it was built with the tests.</summary>
    public static string Host { get; } =
        Path.Combine(Repository.Root, "build", "Build", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Build.dll");

    /// <summary>The script that stands in for the program, and what it was asked.</summary>
    public FakePipeline Pipeline { get; } = new();

    public string this[string name] => Path.Combine(Pipeline.Folder, name);

    public static async Task<CakeFolder> CreateAsync()
    {
        await CakeIsReady.Value;
        CakeFolder folder = new();
        string[] steps = [.. Directory.GetFiles(Path.Combine(Repository.Root, "build"), "Steps*.cs").Select(file => $"build/{Path.GetFileName(file)}")];
        foreach (string file in steps.Concat(["build.cake", "cake.config", "global.json", ".config/dotnet-tools.json", "build/Environment.props"]))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
            File.Copy(Path.Combine(Repository.Root, file), folder[file]);
        }

        File.WriteAllText(folder["FashionRef.sln"], "\nMicrosoft Visual Studio Solution File, Format Version 12.00\n");
        File.WriteAllText(folder["Directory.Solution.props"], "<Project><Import Project=\"build/Environment.props\" /></Project>");
        File.WriteAllText(folder["build/Pipeline.proj"], File.ReadAllText(FakePipeline.Project).Replace(
            "<Import Project=\"Environment.props\" Condition=\"'$(EnvironmentIsRead)' != 'true'\" />",
            $"""
            <Import Project="Environment.props" />
            <PropertyGroup>
              <Program>{folder.Pipeline.Program}</Program>
              <ProgramHost>/bin/sh</ProgramHost>
              <BuildTasks>{typeof(ElfFile).Assembly.Location}</BuildTasks>
            </PropertyGroup>
            """,
            StringComparison.Ordinal));
        return folder;
    }

    /// <summary>What starts a host.</summary>
    public static string[] Command(BuildHost host, params IEnumerable<string> arguments) =>
        host == BuildHost.Cake ? [DotNetHost.Path, "cake", .. arguments, ScriptCache] : [DotNetHost.Path, Host, .. arguments];

    /// <summary>Starts <c>dotnet cake</c>.</summary>
    public TestProcess Start(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Start(new ProcessStartInfo(DotNetHost.Path, Command(BuildHost.Cake, arguments).Skip(1)), environment);

    /// <summary>Starts a host for a test that sends it Ctrl-C.</summary>
    public TestProcess StartHearingCtrlC(BuildHost host, params IEnumerable<string> arguments) =>
        Start(TestProcess.HearingCtrlC(Command(host, arguments)), new Dictionary<string, string>());

    /// <summary>Runs a target to its end by <c>dotnet cake</c>.</summary>
    public Task<ProgramEnd> RunAsync(string target, params IEnumerable<string> arguments) => RunAsync(BuildHost.Cake, [$"--target={target}", .. arguments]);

    /// <summary>Runs a host to its end.</summary>
    public async Task<ProgramEnd> RunAsync(BuildHost host, params IEnumerable<string> arguments)
    {
        using TestProcess process = Start(new ProcessStartInfo(DotNetHost.Path, Command(host, arguments).Skip(1)), new Dictionary<string, string>());
        return await process.EndAsync();
    }

    public void Dispose() => Pipeline.Dispose();

    private static async Task MakeCakeReadyAsync()
    {
        (int exitCode, string output) = await DotNet.RunAsync(Repository.Root, "tool", "restore");
        Assert.That(exitCode, Is.Zero, output);
        (exitCode, output) = await DotNet.RunAsync(Repository.Root, "cake", "--target=none", ScriptCache);
        Assert.That((exitCode, output), Is.EqualTo((2, "")), "The script is compiled without warnings.");
    }

    private TestProcess Start(ProcessStartInfo start, IReadOnlyDictionary<string, string> environment)
    {
        start.WorkingDirectory = Pipeline.Folder;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return TestProcess.Start(start, Patience);
    }
}
