#nullable enable

using System.Globalization;
using System.Security.Cryptography;

/// <summary>A step of the build.</summary>
/// <param name="Name">Its target's name.</param>
/// <param name="Description">Its text in `--description`.</param>
/// <param name="After">The step that runs before it; null for none.</param>
/// <param name="Run">Does it; null if only the step before is needed.</param>
internal sealed record Step(string Name, string Description, string? After, Action<Steps>? Run);

/// <summary>
/// The steps of the build, for both hosts: build.cake loads these files into its script, which allows no namespaces, and build/Build
/// compiles them. Cake orders and shows the steps; MSBuild (build/Pipeline.proj) runs the program, which does the work and decides
/// what is up to date.
/// </summary>
internal sealed class Steps
{
    public const string CleanDescription = "Remove all build outputs and artifacts, except the data set, which is verified whenever it is read.";
    public const string BuildDescription = "Build everything. Warnings are errors.";
    public const string FetchDescription = "Fetch Fashion-MNIST and verify it. [--data=DIR]";
    public const string TrainDescription =
        "Train both models, evaluate them and show them on a page. [--model=1|2|all|FILE --seed --epochs --batch-size --learning-rate --loss=logits|probabilities --shuffle=anew|repeated --engine=torch|exact --threads --tensorboard=DIR --data --resume --force; for a FILE --fresh --fresh-optimizer --optimizer --loss=NAME --save-best --patience --pixels]";
    public const string ReportDescription =
        "Show the runs on a page beside the notebook, artifacts/report/index.html; trains what is missing. [the options of Train]";
    public const string GateDescription =
        "Judge trained runs, and fail if one is not as expected: for one seed the run of Train, for several seeds runs that the gate itself trains. [--model=1|2|all --seed | --seeds=1..5 --baseline --junit=FILE --markdown=FILE --json=FILE, and the options of Train]";
    public const string BaselineDescription =
        "Train, and store these runs as the baselines that later ones are compared with. [--model=1|2|all --seed --engine=torch|exact --threads --data --force]";
    public const string BenchmarkDescription =
        "Measure how fast the engines train and evaluate, in turns. Takes minutes, and needs an otherwise idle machine. [--model=1|2|all --threads --rounds --steps --json=FILE --markdown=FILE --data]";
    public const string TestDescription = "Run all tests, the trainings among them.";
    public const string PackDescription = "Make the libraries' NuGet packages and the program's as a .NET tool, in artifacts/packages.";
    public const string DefaultDescription = "Train.";

    /// <summary>The step to run if none is named.</summary>
    public const string Default = "Default";

    private const string Configuration = "Release";
    private const string Solution = "FashionRef.sln";
    private const string Pipeline = "build/Pipeline.proj";
    private const string Artifacts = "artifacts";

    private static readonly string[] Made = ["runs", "report", "packages", "obj", "test-results", "benchmarks"];

    private static readonly string[] Packed = ["src/FashionRef", "src/FashionRef.Torch", "src/FashionRef.Report", "build/Tool"];

    // `dotnet test` builds Debug.
    private static readonly string[] Built = ["Debug", Configuration];

    private readonly StepsRequest _request;
    private readonly Func<IReadOnlyList<string>, bool, int> _dotNet;
    private readonly CancellationToken _stop;
    private readonly string _folder;

    /// <param name="request">The request.</param>
    /// <param name="folder">The repository.</param>
    /// <param name="dotNet">Runs `dotnet` with the arguments and returns its exit code. If the second argument is true, the end of its
    /// input stops it; otherwise it is killed.</param>
    /// <param name="stop">Cancelled when the build must stop.</param>
    public Steps(StepsRequest request, string folder, Func<IReadOnlyList<string>, bool, int> dotNet, CancellationToken stop)
    {
        _request = request;
        _folder = folder;
        _dotNet = dotNet;
        _stop = stop;
    }

    /// <summary>All of them, in the order of the help.</summary>
    public static Step[] All { get; } =
    [
        new(nameof(Clean), CleanDescription, null, steps => steps.Clean()),
        new(nameof(Build), BuildDescription, null, steps => steps.Build()),
        new(nameof(Fetch), FetchDescription, nameof(Build), steps => steps.Fetch()),
        new(nameof(Train), TrainDescription, nameof(Build), steps => steps.Train()),
        new(nameof(Report), ReportDescription, nameof(Build), steps => steps.Report()),
        new(nameof(Gate), GateDescription, nameof(Build), steps => steps.Gate()),
        new(nameof(Baseline), BaselineDescription, nameof(Build), steps => steps.Baseline()),
        new(nameof(Benchmark), BenchmarkDescription, nameof(Build), steps => steps.Benchmark()),
        new(nameof(Test), TestDescription, nameof(Build), steps => steps.Test()),
        new(nameof(Pack), PackDescription, nameof(Build), steps => steps.Pack()),
        new(Default, DefaultDescription, nameof(Train), null),
    ];

    public string Target => _request.Target;

    /// <summary>The steps for this process, which its starter may stop.</summary>
    /// <param name="arguments">Cake's arguments, by names without hyphens.</param>
    /// <exception cref="StepsFailure">The request is wrong.</exception>
    public static Steps Of(IEnumerable<KeyValuePair<string, ICollection<string>>> arguments)
    {
        var folder = System.IO.Directory.GetCurrentDirectory();
        if (!System.IO.File.Exists(System.IO.Path.Combine(folder, Pipeline)))
        {
            throw new StepsFailure(StepsFailure.BadRequest, $"There is no {Pipeline} in '{folder}'. Run the build in the repository's own folder.");
        }

        StepsStop.Listen();
        var steps = new Steps(new StepsRequest(arguments, folder), folder, new StepsDotNet(folder, StepsStop.Token).Run, StepsStop.Token);
        steps.ForgetVerdicts();
        return steps;
    }

    public void Clean()
    {
        foreach (var built in Built)
        {
            RunQuietly("clean", Solution, built, HostIsRunning ? ["-p:KeepHost=true"] : []);
        }

        foreach (var folder in Made.Select(name => System.IO.Path.Combine(_folder, Artifacts, name)).Where(System.IO.Directory.Exists))
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    public void Build() => RunQuietly("build", Solution, Configuration);

    public void Fetch() => RunPipeline(nameof(Fetch));

    public void Train() => RunPipeline(nameof(Train));

    public void Report() => RunPipeline(nameof(Report));

    public void Gate() => RunPipeline(nameof(Gate));

    public void Baseline() => RunPipeline(nameof(Baseline));

    public void Benchmark() => RunPipeline(nameof(Benchmark));

    public void Test() => RunBuild(["test", Solution, "-c", Configuration, "--no-build", "-nologo"]);

    public void Pack()
    {
        foreach (var project in Packed)
        {
            RunQuietly("pack", project, Configuration, "-o", $"{Artifacts}/packages");
        }
    }

    /// <summary>
    /// Deletes earlier verdicts before anything can fail, so that none is left if the gate reaches none. Other files are not deleted.
    /// </summary>
    public void ForgetVerdicts()
    {
        foreach (var file in _request.Verdicts.Select(path => new System.IO.FileInfo(path)).Where(file => file.Exists && file.Length > 0))
        {
            var letters = new char[200];
            using (var reader = file.OpenText())
            {
                reader.ReadBlock(letters);
            }

            var begin = new string(letters);
            if (begin.Contains("<testsuites>") || begin.Contains("\"fashionref-gate-") || begin.StartsWith("## Gate ", StringComparison.Ordinal))
            {
                file.Delete();
            }
        }
    }

    // Windows cannot delete the files of a running program.
    private bool HostIsRunning => AppContext.BaseDirectory.StartsWith(System.IO.Path.Combine(_folder, "build"), StringComparison.Ordinal);

    // A command of `dotnet` that builds; only errors are shown.
    private void RunQuietly(string command, string project, string asWhat, params string[] more) =>
        RunBuild([command, project, "-c", asWhat, "-v:quiet", "-nologo", .. more]);

    // Nothing is lost if it is killed.
    private void RunBuild(string[] arguments)
    {
        if (_dotNet(arguments, false) is var exitCode && exitCode != 0)
        {
            throw Failure(_stop.IsCancellationRequested ? StepsFailure.Interrupted : exitCode, $"dotnet {arguments[0]} ended with {exitCode}");
        }
    }

    private void RunPipeline(string step)
    {
        // The pipeline reports success at its end, with this id; after a failure the program's exit code follows the same id.
        var id = RandomNumberGenerator.GetHexString(32);
        var resultFile = System.IO.Path.Combine(_folder, Artifacts, "obj", $"result-{id}");

        // Output is not captured and the build not parallel, because the program draws its progress bars on this terminal.
        string[] arguments =
        [
            "msbuild", Pipeline, $"-t:{step}", "-m:1", "-nodeReuse:false", "-terminalLogger:off", "-verbosity:minimal", "-nologo",
            $"-p:Configuration={Configuration}", $"-p:Artifacts={Artifacts}",
            $"-p:ResultFile={Escaped(resultFile)}", $"-p:ResultId={id}", "-p:EndsWithInput=true",
            .. _request.Properties.Select(property => $"-p:{property.Name}={Escaped(property.Value)}"),
        ];
        try
        {
            var exitCode = _dotNet(arguments, true);
            string[] result = System.IO.File.Exists(resultFile) ? System.IO.File.ReadAllLines(resultFile) : [];
            if (exitCode != 0 || !result.SequenceEqual([id, "0"]))
            {
                // The runs made before the failure follow.
                var said = result.Length >= 2 && result[0].StartsWith(id, StringComparison.Ordinal)
                    && int.TryParse(result[1], CultureInfo.InvariantCulture, out var code) && code != 0 ? code : StepsFailure.MachineCannot;
                throw Failure(
                    _stop.IsCancellationRequested ? StepsFailure.Interrupted : said,
                    exitCode == 0 ? $"{step} ended without its result" : $"{step} failed");
            }
        }
        finally
        {
            if (System.IO.File.Exists(resultFile))
            {
                System.IO.File.Delete(resultFile);
            }
        }
    }

    private static StepsFailure Failure(int exitCode, string what) =>
        new(exitCode, $"{what}; the output above says why, unless it was stopped or killed.");

    // Escapes MSBuild's special characters, such as the ; and , between properties.
    private static string Escaped(string value) =>
        string.Concat(value.Select(c => "%$@'();,?*\"\\".Contains(c) ? $"%{(int)c:X2}" : c.ToString()));
}
