// Cake orders the steps and shows them; MSBuild (build/Pipeline.proj) decides what is up to date; the program does the work.

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
var solution = File("FashionRef.sln");
var pipeline = File("build/Pipeline.proj");
var artifacts = Directory("artifacts");
var exitCodeFile = artifacts + Directory("obj") + File("exit-code");

Task("Clean")
    .Description("Remove what was built and made. The data set, which is verified whenever it is read, stays.")
    .Does(() =>
{
    // `dotnet test` builds Debug.
    foreach (var built in new[] { "Debug", configuration })
    {
        DotNetClean(solution, new DotNetCleanSettings { Configuration = built, Verbosity = DotNetVerbosity.Quiet, NoLogo = true });
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
    .Does(() => DotNetBuild(solution, new DotNetBuildSettings
    {
        Configuration = configuration,
        Verbosity = DotNetVerbosity.Quiet,
        NoLogo = true,
    }));

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
    .Does(() => DotNetTest(solution, new DotNetTestSettings { Configuration = configuration, NoBuild = true, NoLogo = true }));

Task("Pack")
    .Description("Make the library's NuGet package and the program's as a .NET tool, for each system, in artifacts/packages.")
    .IsDependentOn("Build")
    .DoesForEach(new[] { false, true }, asTool => DotNetPack(File("src/FashionRef/FashionRef.csproj"), new DotNetPackSettings
    {
        Configuration = configuration,
        OutputDirectory = artifacts + Directory("packages"),
        MSBuildSettings = new DotNetMSBuildSettings().WithProperty("PackAsTool", asTool ? "true" : "false"),
        Verbosity = DotNetVerbosity.Quiet,
        NoLogo = true,
    }));

Task("Default")
    .Description("Train.")
    .IsDependentOn("Train");

// Ctrl-C reaches every process at the terminal. The program ends by itself; Cake waits for that, and says how it ended.
Console.CancelKeyPress += (_, press) => press.Cancel = true;

var target = Argument("target", "Default");
RequireKnownArguments();
CakeException pipelineFailure = null;
try
{
    RunTarget(target);
}
catch (Exception) when (pipelineFailure != null)
{
    // Cake wraps what a task throws, and with it the exit code is lost.
    throw pipelineFailure;
}

void RequireKnownArguments()
{
    if (!Tasks.Any(task => task.Name.Equals(target, StringComparison.OrdinalIgnoreCase)))
    {
        var targets = Tasks.Select(task => task.Name);
        throw new CakeException(2, $"There is no target '{target}'. {Meant(target, targets, "")}The targets are {string.Join(", ", targets)}.");
    }

    // Cake lists some of its own among the arguments: --recompile, and settings of cake.config such as --settings_skipverification.
    var arguments = Context.Arguments.GetArguments().Where(argument => argument.Key != "recompile" && !argument.Key.Contains('_'));
    foreach (var (name, values) in arguments)
    {
        if (!switches.Contains(name) && !settings.Contains(name))
        {
            var known = settings.Concat(switches);
            throw new CakeException(2, $"There is no option '--{name}'. {Meant(name, known, "--")}The options are {string.Join(", ", known.Select(option => $"--{option}"))}.");
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

// Begun or gone on alike, or of the same letters: what a build script needs of finding typing mistakes.
bool IsNear(string typed, string known) =>
    typed.Length > 1 && (known.StartsWith(typed) || typed.StartsWith(known) || typed.Replace("_", "-").Order().SequenceEqual(known.Order()));

string Meant(string typed, IEnumerable<string> known, string prefix) =>
    known.FirstOrDefault(word => IsNear(typed.ToLowerInvariant(), word.ToLowerInvariant())) is { } near ? $"Did you mean '{prefix}{near}'? " : "";

void RunPipeline(string step)
{
    if (FileExists(exitCodeFile))
    {
        DeleteFile(exitCodeFile);
    }

    // No capture and no parallel build: the program draws its progress bars on this terminal.
    var arguments = new ProcessArgumentBuilder()
        .Append("msbuild").AppendQuoted(pipeline.Path.FullPath)
        .Append($"-t:{step}").Append("-m:1").Append("-nodeReuse:false").Append("-terminalLogger:off").Append("-verbosity:minimal").Append("-nologo")
        .Append($"-p:Configuration={configuration}")
        .AppendQuoted($"-p:Artifacts={artifacts.Path}")
        .AppendQuoted($"-p:ExitCodeFile={Escaped(MakeAbsolute(exitCodeFile).FullPath)}");

    // The options that are not given are passed too, as empty: MSBuild would read them from environment variables such as MODEL.
    foreach (var name in settings.Where(name => name != "target"))
    {
        var value = Argument(name, "");
        var path = paths.Contains(name) && value != "" ? MakeAbsolute(Directory(value)).FullPath : value;
        arguments.AppendQuoted($"-p:{name.Replace("-", "")}={Escaped(path)}");
    }

    foreach (var name in switches)
    {
        arguments.Append($"-p:{name}={HasArgument(name)}");
    }

    var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
    if (exitCode != 0)
    {
        var programsExitCode = FileExists(exitCodeFile) ? int.Parse(System.IO.File.ReadAllText(exitCodeFile)) : exitCode;
        throw pipelineFailure = new CakeException(programsExitCode, $"{step} did not end well; what stands above says why.");
    }
}

// What MSBuild or the command line reads as its own mark, such as the ; and , between properties, as MSBuild's escape.
string Escaped(string value) =>
    string.Concat(value.Select(c => "%$@'();,?*\"\\".Contains(c) ? $"%{(int)c:X2}" : c.ToString()));
