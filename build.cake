// Cake orders the steps and shows them; MSBuild (build/Pipeline.proj) runs the program, which does the work and decides what is up to date.

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;
using System.Xml.Linq;

// Exit codes, as the program has them.
const int MachineCannot = 3;
const int Interrupted = 130;

string[] switches = ["force", "resume", "baseline"];
string[] settings = ["target", "model", "seed", "epochs", "batch-size", "learning-rate", "loss", "shuffle", "engine", "threads", "tensorboard", "data", "seeds", "junit", "json", "markdown", "rounds", "steps"];
string[] paths = ["tensorboard", "data", "junit", "json", "markdown"];

// The options that not every target takes, and the targets that do.
string[] trainings = ["Train", "Report", "Gate", "Baseline", "Default"];
var targetsOf = new Dictionary<string, string[]>
{
    ["seed"] = trainings,
    ["epochs"] = trainings,
    ["batch-size"] = trainings,
    ["learning-rate"] = trainings,
    ["loss"] = trainings,
    ["shuffle"] = trainings,
    ["engine"] = trainings,
    ["tensorboard"] = trainings,
    ["resume"] = trainings,
    ["force"] = trainings,
    ["seeds"] = ["Gate"],
    ["baseline"] = ["Gate"],
    ["junit"] = ["Gate"],
    ["json"] = ["Gate", "Benchmark"],
    ["markdown"] = ["Gate", "Benchmark"],
    ["rounds"] = ["Benchmark"],
    ["steps"] = ["Benchmark"],
};
var configuration = "Release";
var solution = "FashionRef.sln";
var artifacts = Directory("artifacts");

// The .NET that runs this script. By its bare name `dotnet` would be looked for in the working folder, too.
var dotNet = System.IO.Path.GetFullPath(System.IO.Path.Combine(
    RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

// Variables that MSBuild would take for properties: what the projects list, and all that leads MSBuild itself elsewhere.
var takenForProperties = XDocument.Load("build/Environment.props").Descendants()
    .Where(element => element.Parent?.Name.LocalName == "PropertyGroup")
    .Select(element => element.Name.LocalName)
    .ToHashSet(StringComparer.OrdinalIgnoreCase);

Task("Clean")
    .Description("Remove what was built and made. The data set, which is verified whenever it is read, stays.")
    .Does(() =>
{
    // `dotnet test` builds Debug.
    foreach (var built in new[] { "Debug", configuration })
    {
        Build("clean", solution, built);
    }

    foreach (var name in new[] { "runs", "report", "packages", "obj", "test-results", "benchmarks" })
    {
        var folder = artifacts + Directory(name);
        if (DirectoryExists(folder))
        {
            DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true, Force = true });
        }
    }
});

Task("Build")
    .Description("Build everything. Warnings are errors.")
    .Does(() => Build("build", solution, configuration));

Task("Fetch")
    .Description("Fetch Fashion-MNIST and verify it. [--data=DIR]")
    .IsDependentOn("Build")
    .Does(() => RunPipeline("Fetch"));

Task("Train")
    .Description("Train both models, evaluate them and show them on a page. [--model=1|2|all --seed --epochs --batch-size --learning-rate --loss=logits|probabilities --shuffle=anew|repeated --engine=torch|exact --threads --tensorboard=DIR --data --resume --force]")
    .IsDependentOn("Build")
    .Does(() => RunPipeline("Train"));

Task("Report")
    .Description("Show the runs on a page beside the notebook, artifacts/report/index.html; trains what is missing. [the options of Train]")
    .IsDependentOn("Build")
    .Does(() => RunPipeline("Report"));

Task("Gate")
    .Description("Judge trained runs, and fail when one is not as expected: of one seed what Train makes, of several what the gate itself trains. [--model=1|2|all --seed | --seeds=1..5 --baseline --junit=FILE --markdown=FILE --json=FILE, and the options of Train]")
    .IsDependentOn("Build")
    .Does(() => RunPipeline("Gate"));

Task("Baseline")
    .Description("Train, and make these runs the ones that later ones are compared with. [--model=1|2|all --seed --engine=torch|exact --threads --data --force]")
    .IsDependentOn("Build")
    .Does(() => RunPipeline("Baseline"));

Task("Benchmark")
    .Description("Measure how fast the engines train and evaluate, in turns: minutes, on a machine that does nothing else. [--model=1|2|all --threads --rounds --steps --json=FILE --markdown=FILE --data]")
    .IsDependentOn("Build")
    .Does(() => RunPipeline("Benchmark"));

Task("Test")
    .Description("Run all tests, the trainings among them.")
    .IsDependentOn("Build")
    .Does(() => RunBuild("test", solution, "-c", configuration, "--no-build", "-nologo"));

Task("Pack")
    .Description("Make the libraries' NuGet packages and the program's as a .NET tool, in artifacts/packages.")
    .IsDependentOn("Build")
    .DoesForEach(new[] { "src/FashionRef", "src/FashionRef.Torch", "src/FashionRef.Report", "build/Tool" }, project =>
        Build("pack", project, configuration, "-o", $"{artifacts}/packages"));

Task("Default")
    .Description("Train.")
    .IsDependentOn("Train");

// What is to stop is told so, by Ctrl-C, by SIGTERM or by a terminal that closes. Cake waits until it has, and says how it ended.
var stop = new CancellationTokenSource();
var signals = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
})).ToArray();
StopWithTheCaller();

var target = Argument("target", "Default");
RequireKnownArguments();
CakeException failure = null;
try
{
    ForgetVerdicts();
    RunTarget(target);
}
catch (Exception) when (failure != null)
{
    // Cake wraps what a task throws, and with it the exit code is lost.
    throw failure;
}
catch (Exception exception) when (exception.GetBaseException() is System.IO.IOException fault)
{
    // Of Cake's own lines, or of an earlier verdict: a full disk is no check that says no.
    throw new CakeException(MachineCannot, $"Standard output or a file cannot be used: {fault.Message.TrimEnd('.')}. Look whether there is room.");
}
finally
{
    Array.ForEach(signals, signal => signal.Dispose());
}

void RequireKnownArguments()
{
    if (!Tasks.Any(task => task.Name.Equals(target, StringComparison.OrdinalIgnoreCase)))
    {
        var targets = Tasks.Select(task => task.Name);
        throw new CakeException(2, $"There is no target '{Shown(target)}'. {Meant(target, targets, "")}The targets are {string.Join(", ", targets)}.");
    }

    // Cake lists some of its own among the arguments: --recompile, and settings of cake.config such as --settings_skipverification.
    var arguments = Context.Arguments.GetArguments().Where(argument => argument.Key != "recompile" && !argument.Key.Contains('_'));
    foreach (var (name, values) in arguments)
    {
        if (!switches.Contains(name) && !settings.Contains(name))
        {
            var known = settings.Concat(switches);
            throw new CakeException(2, $"There is no option '--{Shown(name)}'. {Meant(name, known, "--")}The options are {string.Join(", ", known.Select(option => $"--{option}"))}.");
        }

        if (settings.Contains(name) && (values.Count != 1 || string.IsNullOrEmpty(values.First())))
        {
            throw new CakeException(2, $"--{name} takes one value, written as --{name}=VALUE.");
        }

        if (switches.Contains(name) && values.Any(value => !string.IsNullOrEmpty(value)))
        {
            throw new CakeException(2, $"--{name} takes no value.");
        }

        if (targetsOf.TryGetValue(name, out var takers) && !takers.Contains(target, StringComparer.OrdinalIgnoreCase))
        {
            throw new CakeException(2, $"--{name} is an option of {string.Join(", ", takers.Select(taker => $"--target={taker}"))}, not of --target={target}.");
        }
    }

    if (HasArgument("seed") && HasArgument("seeds"))
    {
        throw new CakeException(2, "--seed and --seeds exclude each other: --seed=N for one run, --seeds=A..B for several.");
    }
}

// Before anything can fail: a gate that comes to no verdict leaves none of an earlier one. What is no verdict is not deleted.
void ForgetVerdicts()
{
    var files = new[] { "junit", "json", "markdown" }
        .Where(name => HasArgument(name) && target.Equals("Gate", StringComparison.OrdinalIgnoreCase))
        .Select(name => new System.IO.FileInfo(AbsolutePath(name)));
    foreach (var file in files.Where(file => file.Exists && file.Length > 0))
    {
        var letters = new char[200];
        using (var reader = file.OpenText())
        {
            reader.ReadBlock(letters);
        }

        var begin = new string(letters);
        if (begin.Contains("<testsuites>") || begin.Contains("\"fashionref-gate-") || begin.StartsWith("## Gate "))
        {
            file.Delete();
        }
    }
}

string AbsolutePath(string name) => MakeAbsolute(Directory(Argument<string>(name))).FullPath;

// A name that nobody knows may hold anything, and a terminal would obey some of it.
string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()));

// Begun or gone on alike, or of the same letters: what a build script needs of finding typing mistakes.
bool IsNear(string typed, string known) =>
    typed.Length > 1 && (known.StartsWith(typed) || typed.StartsWith(known) || typed.Replace("_", "-").Order().SequenceEqual(known.Order()));

string Meant(string typed, IEnumerable<string> known, string prefix) =>
    known.FirstOrDefault(word => IsNear(typed.ToLowerInvariant(), word.ToLowerInvariant())) is { } near ? $"Did you mean '{prefix}{near}'? " : "";

// `dotnet cake` starts Cake in a process of its own, which it waits for: when it is gone, it was killed.
void StopWithTheCaller()
{
    if (OperatingSystem.IsWindows())
    {
        return;
    }

    var caller = ParentProcess();
    if (System.Diagnostics.Process.GetProcesses().Any(process => process.Id == caller && process.ProcessName == "dotnet"))
    {
        new Thread(() =>
        {
            while (ParentProcess() == caller)
            {
                Thread.Sleep(TimeSpan.FromSeconds(0.5));
            }

            stop.Cancel();
        }) { IsBackground = true }.Start();
    }
}

[DllImport("libc", EntryPoint = "getppid")]
static extern int ParentProcess();

// A command of `dotnet` that builds: quiet but for what is wrong.
void Build(string command, string project, string asWhat, params string[] more) =>
    RunBuild([command, project, "-c", asWhat, "-v:quiet", "-nologo", .. more]);

void RunBuild(params string[] arguments)
{
    // Nothing is lost when it is cut short.
    if (RunDotNet(arguments, process => process.Kill(entireProcessTree: true)) is var exitCode && exitCode != 0)
    {
        throw failure = Failure(stop.IsCancellationRequested ? Interrupted : exitCode, $"dotnet {arguments[0]} ended with {exitCode}");
    }
}

void RunPipeline(string step)
{
    // Success is what the pipeline itself says at its end, with this id; a failure's exit code is the program's, behind the same id.
    var id = RandomNumberGenerator.GetHexString(32);
    var resultFile = MakeAbsolute(artifacts + Directory("obj") + File($"result-{id}")).FullPath;

    // No capture and no parallel build: the program draws its progress bars on this terminal.
    string[] arguments =
    [
        "msbuild", "build/Pipeline.proj", $"-t:{step}", "-m:1", "-nodeReuse:false", "-terminalLogger:off", "-verbosity:minimal", "-nologo",
        $"-p:Configuration={configuration}", $"-p:Artifacts={artifacts.Path}",
        $"-p:ResultFile={Escaped(resultFile)}", $"-p:ResultId={id}", "-p:EndsWithInput=true",
        .. settings.Where(name => name != "target" && HasArgument(name)).Select(Property),
        .. switches.Where(HasArgument).Select(name => $"-p:{name}=true"),
    ];
    try
    {
        var exitCode = RunDotNet(arguments, process => process.StandardInput.Close());
        string[] result = FileExists(resultFile) ? System.IO.File.ReadAllLines(resultFile) : [];
        if (exitCode != 0 || !result.SequenceEqual([id, "0"]))
        {
            var said = result.Length == 2 && result[0].StartsWith(id) && int.TryParse(result[1], out var code) && code != 0 ? code : MachineCannot;
            throw failure = Failure(stop.IsCancellationRequested ? Interrupted : said, exitCode == 0 ? $"{step} ended without its result" : $"{step} did not end well");
        }
    }
    finally
    {
        System.IO.File.Delete(resultFile);
    }
}

string Property(string name)
{
    return $"-p:{name.Replace("-", "")}={Escaped(paths.Contains(name) ? AbsolutePath(name) : Argument<string>(name))}";
}

CakeException Failure(int exitCode, string what) => new(exitCode, $"{what}; what stands above says why, unless it was stopped or killed.");

// Runs `dotnet`, and holds its standard input open: that it ends is how the pipeline learns that it is to stop, or that Cake is gone.
int RunDotNet(string[] arguments, Action<System.Diagnostics.Process> end)
{
    if (stop.IsCancellationRequested)
    {
        return Interrupted;
    }

    var start = new ProcessStartInfo(dotNet, arguments) { RedirectStandardInput = true };
    foreach (var name in start.Environment.Keys.Where(name => takenForProperties.Contains(name) || name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
    {
        start.Environment.Remove(name);
    }

    using var process = System.Diagnostics.Process.Start(start);
    using var ending = stop.Token.Register(() => end(process));
    process.WaitForExit();
    return process.ExitCode;
}

// What MSBuild reads as its own mark, such as the ; and , between properties, as MSBuild's escape.
string Escaped(string value) =>
    string.Concat(value.Select(c => "%$@'();,?*\"\\".Contains(c) ? $"%{(int)c:X2}" : c.ToString()));
