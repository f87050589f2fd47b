using System.Diagnostics;
using FashionRef.Build;
using FashionRef.Build.Elf;

namespace FashionRef.Tests.Build;

/// <summary>The real build.cake and the real pipeline in a folder of their own, over an empty solution and a shell script as the program.</summary>
internal sealed class CakeFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The script that stands in for the program, and what it was asked.</summary>
    public FakePipeline Pipeline { get; } = new();

    public string this[string name] => Path.Combine(Pipeline.Folder, name);

    public static async Task<CakeFolder> CreateAsync()
    {
        CakeFolder folder = new();
        foreach (string file in new[] { "build.cake", "cake.config", "global.json", ".config/dotnet-tools.json", "build/Environment.props" })
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
        (int exitCode, string output) = await DotNet.RunAsync(folder.Pipeline.Folder, "tool", "restore");
        Assert.That(exitCode, Is.Zero, output);
        return folder;
    }

    /// <summary>Starts <c>dotnet cake</c>.</summary>
    public TestProcess Start(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(DotNetHost.Path, ["cake", .. arguments])
        {
            WorkingDirectory = Pipeline.Folder,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return TestProcess.Start(start, Patience);
    }

    /// <summary>Runs a target to its end.</summary>
    public async Task<ProgramEnd> RunAsync(string target, params IEnumerable<string> arguments)
    {
        using TestProcess process = Start(new Dictionary<string, string>(), [$"--target={target}", .. arguments]);
        return await process.EndAsync();
    }

    public void Dispose() => Pipeline.Dispose();
}
