using System.CommandLine;
using FashionRef.Engines;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Outputs;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;

namespace FashionRef.Commands;

/// <summary>The options of <c>gate</c>.</summary>
internal sealed class GateOptions
{
    private readonly Option<string> _model = ModelOption.Create();
    private readonly Option<string?> _junit = CommonOptions.OptionalFile("--junit", "Write the verdict as JUnit XML.");
    private readonly Option<string?> _json = CommonOptions.OptionalFile("--json", "Write the verdict as JSON.");
    private readonly Option<string?> _markdown = CommonOptions.OptionalFile("--markdown", "Write the verdict as Markdown.");

    public Option<int[]?> Seeds { get; } = SeedsOption.Create(
        "The seeds of the runs to judge, 1 by default. Runs that this very program has made are read, the others are trained.", BandCalibration.MostRuns);

    public Option<string[]> Runs { get; } = RunsOption.Create("A run.json to judge instead, whatever made it; may be given several times.");

    public EnumOption<Shuffle> Shuffle { get; } = CommonOptions.Shuffle();

    public Option<string> Expectations { get; } = CommonOptions.Expectations();

    public Option<bool> Baseline { get; } = new("--baseline")
    {
        Description = "Fail when there is no baseline of the run to compare it with.",
    };

    public Option<string> Engine { get; } = EngineOption.Create();

    public Option<int> Threads { get; } = CommonOptions.Threads();

    public Option<string?> Data { get; } = CommonOptions.Data();

    public Option<string> Artifacts { get; } = CommonOptions.Artifacts();

    /// <summary>All of them, in the order of the help text.</summary>
    public IEnumerable<Option> All =>
        [_model, Seeds, Runs, Shuffle.Option, Expectations, Baseline, _junit, _json, _markdown, Engine, Threads, Data, Artifacts];

    /// <summary>The numbers of the models to judge.</summary>
    public IEnumerable<int> Models(ParseResult parse) => ModelOption.Numbers(parse.GetRequiredValue(_model));

    /// <summary>Whether <c>--model</c> was given: then a run of each of its models must be there.</summary>
    public bool AsksForModels(ParseResult parse) => parse.GetResult(_model) is { Implicit: false };

    /// <summary>Whether one model was named: then all runs must be of it.</summary>
    public bool NamesModel(ParseResult parse) => AsksForModels(parse) && Models(parse).Count() == 1;

    /// <summary>How the runs shuffled: as was said, else as the run did, else as the notebook.</summary>
    public Shuffle ShuffleOf(ParseResult parse, GateRun? run) =>
        run is null || parse.GetResult(Shuffle.Option) is { Implicit: false } ? Shuffle.Value(parse) : run.Record.Settings.Shuffle;

    /// <summary>Where the verdict goes.</summary>
    public GateOutputs Outputs(ParseResult parse, TextWriter console, TextWriter github) => new(console, github, Environment.GetEnvironmentVariable)
    {
        JUnit = parse.GetValue(_junit),
        Json = parse.GetValue(_json),
        Markdown = parse.GetValue(_markdown),
    };

    /// <summary>Refuses outputs that are files which the gate reads, or each other.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="models">The models to judge.</param>
    /// <param name="given">The runs that were named.</param>
    /// <exception cref="FashionRefException">One is (exit code 2).</exception>
    public void RefuseOutputs(ParseResult parse, IReadOnlyList<int> models, IReadOnlyList<GateRun> given)
    {
        string folder = parse.GetRequiredValue(Expectations);
        string artifacts = parse.GetRequiredValue(Artifacts);
        IEnumerable<RunSettings> settings =
            from model in models
            from engine in KnownEngines.Names
            from seed in given.Select(run => run.Record.Settings.Seed).Concat(parse.GetValue(Seeds) ?? []).Append(CommonOptions.DefaultSeed).Distinct()
            from shuffle in Enum.GetValues<Shuffle>()
            select RunSettings.Notebook(model, engine, seed, threads: 1, shuffle);
        OutputFiles.Refuse(
            [
                .. given.Select(run => run.RecordFile),
                .. given.Select(run => new RunFolder(Path.GetDirectoryName(Path.GetFullPath(run.RecordFile))!).Predictions),
                .. models.SelectMany(model => ExpectationFile.FilesOf(folder, model)),
                .. settings.Select(run => BaselineFile.PathOf(folder, run)),
                .. given.Count > 0 ? [] : settings.SelectMany(run => RunFolder.Of(artifacts, run).Files).Concat(DatasetAccess.Files(parse.GetValue(Data), artifacts)),
            ],
            [.. Outputs(parse, TextWriter.Null, TextWriter.Null).Files]);
    }
}
