using FashionRef.Build.Elf;

namespace FashionRef.Tests.Build.Pipeline;

/// <summary>build/Pipeline.proj with a folder of its own, and a shell script instead of the program.</summary>
internal sealed class FakePipeline : IDisposable
{
    public static readonly string Project = Path.Combine(Repository.Root, "build", "Pipeline.proj");

    private const string Artifacts = "artifacts";
    private const string Asked = "asked.txt";

    private static readonly string Solution = Path.Combine(Repository.Root, "FashionRef.sln");

    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public FakePipeline()
    {
        File.Copy(Path.Combine(Repository.Root, "tests/FashionRef.Tests/Build/Pipeline/FakeProgram.sh"), Program);
    }

    public string Program => _folder["program.sh"];

    /// <summary>What the program was asked, a line for each time, without what is the same each time.</summary>
    public string[] Requests => File.Exists(_folder[Asked])
        ? [.. File.ReadLines(_folder[Asked]).Select(line => Shorten(line.Replace($" --artifacts {_folder[Artifacts]}", "")))]
        : [];

    /// <summary>What the build's caller is told: the id that it gave, or one that begins with it, and the exit code.</summary>
    public string[] Result => File.Exists(_folder[$"{Artifacts}/obj/result"]) ? File.ReadAllLines(_folder[$"{Artifacts}/obj/result"]) : [];

    /// <summary>The program's exit code, as the pipeline kept it for its caller.</summary>
    public string KeptExitCode => Result[1];

    /// <summary>The text with the folder of all output as it is called in the repository.</summary>
    public string Shorten(string text) => text.Replace(_folder[Artifacts], Artifacts);

    public string Data(string name) => _folder[$"{Artifacts}/data/{name}"];

    /// <summary>Lets a training say that it is done, and name no run.</summary>
    public void LetNameNoRun() => File.WriteAllText(_folder["train.names-none"], "");

    /// <summary>Lets the program say something on standard error whenever it gets this command.</summary>
    public void LetSay(string command, string text) => File.WriteAllText(_folder[$"{command}.stderr"], text);

    /// <summary>Lets the program print something on standard output whenever it gets this command.</summary>
    public void LetPrint(string command, string text) => File.WriteAllText(_folder[$"{command}.stdout"], text);

    /// <summary>Lets the program fail whenever it gets this command.</summary>
    public void LetFail(string command, int exitCode, string text)
    {
        LetSay(command, text);
        File.WriteAllText(_folder[$"{command}.exit-code"], $"{exitCode}");
    }

    /// <summary>Lets the program end with this exit code whenever it gets this command, and without its result, as one that was killed.</summary>
    public void LetBreakOff(string command, int exitCode)
    {
        LetFail(command, exitCode, "");
        File.WriteAllText(_folder[$"{command}.no-result"], "");
    }

    /// <summary>Lets the program wait whenever it gets this command, until it is told to stop.</summary>
    public void LetWait(string command) => File.WriteAllText(_folder[$"{command}.waits"], "");

    /// <summary>The process that started the program which waits, as soon as there is one.</summary>
    public async Task<int> BuildProcessAsync(string command)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        while (!File.Exists(_folder[$"{command}.parent"]))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }

        return int.Parse(File.ReadAllText(_folder[$"{command}.parent"]), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the program that waits was told to stop.</summary>
    public async Task StopIsToldAsync(string command)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!Requests.Contains($"{command} was told to stop"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>Lets <c>gate</c> end so, and leave this verdict; without one it leaves no file.</summary>
    public void LetJudge(int exitCode, string? json, string text = "")
    {
        LetFail("gate", exitCode, text);
        if (json is not null)
        {
            File.WriteAllText(_folder["gate.json"], json);
        }
    }

    /// <summary>The verdict that a gate before left behind.</summary>
    public void LeaveVerdict(string json)
    {
        Directory.CreateDirectory(_folder[$"{Artifacts}/obj"]);
        File.WriteAllText(_folder[$"{Artifacts}/obj/gate.json"], json);
    }

    public Task<(int ExitCode, string Output)> RunAsync(string target, params IEnumerable<string> arguments) =>
        RunProjectAsync(Project, target, arguments);

    /// <summary>The same by the solution, as <c>dotnet build</c> at the root does it.</summary>
    public Task<(int ExitCode, string Output)> RunSolutionAsync(string target, params IEnumerable<string> arguments) =>
        RunProjectAsync(Solution, target, arguments);

    public void Dispose() => _folder.Dispose();

    private Task<(int ExitCode, string Output)> RunProjectAsync(string project, string target, IEnumerable<string> arguments) => MSBuild.RunAsync(
        project,
        [
            $"-t:{target}",
            "-verbosity:minimal",
            "-p:ProgramHost=/bin/sh",
            $"-p:Program={Program}",
            $"-p:Artifacts={_folder[Artifacts]}",
            $"-p:BuildTasks={typeof(ElfFile).Assembly.Location}",
            .. arguments,
        ]);
}
