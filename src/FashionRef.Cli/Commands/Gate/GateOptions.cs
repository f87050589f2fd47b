using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>The options of <c>gate</c>.</summary>
internal sealed class GateOptions
{
    private readonly Option<string> _model = ModelOption.CreateOrFile("a file of Keras to judge alone, or as the model of --run");
    private readonly Option<string?> _junit = CommonOptions.OptionalFile("--junit", "Write the verdict as JUnit XML.");
    private readonly Option<string?> _json = CommonOptions.OptionalFile("--json", "Write the verdict as JSON.");
    private readonly Option<string?> _markdown = CommonOptions.OptionalFile("--markdown", "Write the verdict as Markdown.");

    public Option<int[]?> Seeds { get; } = SeedsOption.Create(
        "The seeds of the runs to judge, by default 1; auto: seed 1, and 3 or 10 seeds where that leaves a doubt. Runs that are up to date are read, the others are trained.",
        ModelGate.MostRuns,
        [.. Enumerable.Range(CommonOptions.DefaultSeed, GateLook.Runs[^1])]);

    public Option<string[]> Runs { get; } = FilesOption.Create("--run", "A run.json to judge instead, from any program; may be given several times.");

    public Option<string[]> Answers { get; } = FilesOption.Create("--answers", "Answers to probes to judge, from any program; may be given several times. docs/port.md tells how to write them.");

    public EnumOption<Shuffle> Shuffle { get; } = CommonOptions.Shuffle();

    public Option<string> Expectations { get; } = ExpectationSource.Create();

    public Option<bool> Baseline { get; } = new("--baseline")
    {
        Description = "Fail if no baseline is stored for the run.",
    };

    public Option<string> Engine { get; } = EngineOption.Create();

    public Option<int> Threads { get; } = CommonOptions.Threads();

    public Option<string?> Data { get; } = CommonOptions.Data();

    public Option<string> Artifacts { get; } = CommonOptions.Artifacts();

    /// <summary>All of them, in the order of the help text.</summary>
    public IEnumerable<Option> All =>
        [_model, Seeds, Runs, Answers, Shuffle.Option, Expectations, Baseline, _junit, _json, _markdown, Engine, Threads, Data, Artifacts];

    /// <summary>The numbers of the models to judge; all where a file is named.</summary>
    public IEnumerable<int> Models(ParseResult parse) => ModelFile(parse) is null ? ModelOption.Numbers(parse.GetRequiredValue(_model)) : NotebookModels.Numbers;

    /// <summary>The model file to judge, or null.</summary>
    public string? ModelFile(ParseResult parse) => ModelOption.File(parse.GetRequiredValue(_model));

    /// <summary>Whether <c>--model</c> was given with numbers: then a run of each of its models must be there.</summary>
    public bool AsksForModels(ParseResult parse) => parse.GetResult(_model) is { Implicit: false } && ModelFile(parse) is null;

    /// <summary>Whether one model was named: then all runs must be of it.</summary>
    public bool NamesModel(ParseResult parse) => AsksForModels(parse) && Models(parse).Count() == 1;

    /// <summary>The engine that the user named, or null.</summary>
    public string? NamedEngine(ParseResult parse) => parse.GetResult(Engine) is { Implicit: false } ? parse.GetValue(Engine) : null;

    /// <summary>Whether as many runs are judged as the verdict needs.</summary>
    public bool IsAutomatic(ParseResult parse) => SeedsOption.IsAuto(parse, Seeds);

    /// <summary>The runs' shuffle: the option's, else the run's own, else the notebook's.</summary>
    public Shuffle ShuffleOf(ParseResult parse, GateRun? run) =>
        run is null || parse.GetResult(Shuffle.Option) is { Implicit: false } ? Shuffle.Value(parse) : run.Record.Settings.Shuffle;

    /// <summary>
    /// Where the verdict goes. On a faulty command line, what can still be understood: for an option that it refuses the parser gives no
    /// value, only the raw words. Files in <see cref="FileFaults"/> are left out.
    /// </summary>
    public GateOutputs Outputs(ParseResult parse, TextWriter console, TextWriter github)
    {
        string[] refused = [.. FileFaults(parse).Select(fault => fault.Name)];
        return Outputs(parse, console, github, name => !refused.Contains(name));
    }

    /// <summary>The verdict's files that are folders, named twice or inputs of the gate, and why they are refused.</summary>
    public IEnumerable<(string Name, string Fault)> FileFaults(ParseResult parse) =>
        OutputFiles.Faults(Inputs(parse), Outputs(parse, TextWriter.Null, TextWriter.Null, _ => true).Files);

    private GateOutputs Outputs(ParseResult parse, TextWriter console, TextWriter github, Func<string, bool> isWanted) =>
        new(console, github, Environment.GetEnvironmentVariable)
        {
            JUnit = isWanted(_junit.Name) ? Last(parse, _junit) : null,
            Json = isWanted(_json.Name) ? Last(parse, _json) : null,
            Markdown = isWanted(_markdown.Name) ? Last(parse, _markdown) : null,
            HasSummary = isWanted(GateOutputs.SummaryName),
        };

    // Everything the gate may read; what it does read depends on the runs.
    private IEnumerable<string> Inputs(ParseResult parse)
    {
        string[] runs = [.. Said(parse, Runs)];
        string named = Last(parse, Expectations) ?? CommonOptions.BaselinesFolder;
        string expectations = File.Exists(named) ? CommonOptions.OwnExpectations() : new ExpectationSource(named).Folder;
        string artifacts = Last(parse, Artifacts) ?? CommonOptions.ArtifactsFolder;
        return
        [
            .. Said(parse, _model).Where(File.Exists),
            .. runs,
            .. runs.Select(PredictionsBeside),
            .. Said(parse, Answers),
            .. Said(parse, Answers).Select(LogitsBeside).SelectMany(folder => FilesIn(folder, "*.npy")),
            .. FilesIn(expectations, ExpectationFile.Names, isDeep: true),
            .. FilesIn(expectations, "*-seeds-*.json", isDeep: true),
            .. FilesIn(expectations, "*-model.json", isDeep: true),
            .. File.Exists(named) ? FilesIn(Path.GetDirectoryName(Path.GetFullPath(named))!, "*.json") : [],
            .. FilesIn(expectations, "probes-*.json"),
            .. FilesIn(expectations, "model*-seed*.json"),
            .. runs.Length > 0 ? [] : FilesIn(RunFolder.AllIn(artifacts), "*", isDeep: true),
            .. DatasetAccess.Files(Last(parse, Data), artifacts),
        ];
    }

    private static string[] FilesIn(string folder, string pattern, bool isDeep = false) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = isDeep })
        : [];

    private static string? Last(ParseResult parse, Option option) => Said(parse, option).LastOrDefault();

    private static IEnumerable<string> Said(ParseResult parse, Option option) =>
        parse.GetResult(option)?.Tokens.Select(token => token.Value).Where(value => !string.IsNullOrWhiteSpace(value)) ?? [];

    private static string LogitsBeside(string answers) => Path.GetDirectoryName(Path.GetFullPath(answers)) ?? "";

    private static string PredictionsBeside(string run) => new RunFolder(Path.GetDirectoryName(Path.GetFullPath(run))!).Predictions;
}
