using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Speed;
using FashionRef.Engines;
using FashionRef.Training;

namespace FashionRef.Cli.Commands.Benchmark;

/// <summary>The options of <c>benchmark</c>.</summary>
internal sealed class BenchmarkOptions
{
    private const int DefaultRounds = 10;
    private const int MostRounds = 1000;
    private const int DefaultSteps = 50;
    private const int MostSteps = 10_000;

    private readonly Option<string> _model = ModelOption.Create();
    private readonly Option<int> _threads = NumberOption.Integer(
        "--threads", "Threads of each engine.", Environment.ProcessorCount, 1, KnownEngines.MostThreads);

    private readonly Option<int> _rounds = NumberOption.Integer("--rounds", "Rounds to measure; in each, every form does one block of steps.", DefaultRounds, 1, MostRounds);
    private readonly Option<int> _steps = NumberOption.Integer("--steps", "Training steps per block.", DefaultSteps, 1, MostSteps);

    /// <summary>The number of busy neighbour processes; null measures the forms instead.</summary>
    public Option<int?> Load { get; } = NumberOption.OptionalInteger(
        "--load", "Start this many busy processes and measure how they slow the exact engine down, with one thread and with --threads.", 1, KnownEngines.MostThreads);

    public Option<string?> Json { get; } = CommonOptions.OptionalFile("--json", "Write all figures as JSON.");

    public Option<string?> Markdown { get; } = CommonOptions.OptionalFile("--markdown", "Write the table as Markdown.");

    public Option<string?> Data { get; } = CommonOptions.Data();

    public Option<string> Artifacts { get; } = CommonOptions.Artifacts();

    /// <summary>All of them, in the order of the help text.</summary>
    public IEnumerable<Option> All => [_model, _threads, _rounds, _steps, Load, Json, Markdown, Data, Artifacts];

    /// <summary>The numbers of the models to measure.</summary>
    public IEnumerable<int> Models(ParseResult parse) => ModelOption.Numbers(parse.GetRequiredValue(_model));

    /// <summary>How to measure.</summary>
    public SpeedSettings Settings(ParseResult parse) => new(
        parse.GetValue(_threads), parse.GetValue(_rounds), parse.GetValue(_steps), Notebook.BatchSize);
}
