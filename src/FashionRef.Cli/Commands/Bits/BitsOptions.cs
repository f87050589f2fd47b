using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Training;
using FashionRef.Training.Bits;

namespace FashionRef.Cli.Commands.Bits;

/// <summary>The options of <c>bits</c>.</summary>
internal sealed class BitsOptions
{
    private const int DefaultSteps = 3;
    private const int MostSteps = 1000;
    private const int MostImagesPerStep = 1000;

    private readonly Option<string> _engine = EngineOption.Create();
    private readonly Option<string> _model = ModelOption.Create();
    private readonly Option<int> _steps = NumberOption.Integer("--steps", "Training steps.", DefaultSteps, 1, MostSteps);
    private readonly Option<int> _batchSize = NumberOption.Integer(
        "--batch-size", "Images per step, and images to predict.", Notebook.BatchSize, 1, MostImagesPerStep);
    private readonly Option<int> _seed = NumberOption.Integer(
        "--seed", "Decides initial weights and images.", CommonOptions.DefaultSeed, 0, SplitMix64.LargestSeed);
    private readonly Option<int> _threads = CommonOptions.Threads();

    public BitsOptions() => _engine.DefaultValueFactory = _ => ExactEngine.EngineName;

    public Option<string?> Compare { get; } = CommonOptions.OptionalFile("--compare", "Fail unless the hashes are those in this file.");

    public Option<string?> Store { get; } = CommonOptions.OptionalFile("--store", "Store the hashes in this file, beside those of other settings.");

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>All of them, in the order of the help text.</summary>
    public IEnumerable<Option> All => [_engine, _model, _steps, _batchSize, _seed, _threads, Compare, Store, Json];

    /// <summary>The number of threads to compute with.</summary>
    public int Threads(ParseResult parse) => parse.GetValue(_threads);

    /// <summary>The engine that was asked for.</summary>
    /// <exception cref="FashionRefException">The machine cannot run it (machine cannot).</exception>
    public IEngine CreateEngine(ParseResult parse) => InstalledEngines.Create(parse.GetRequiredValue(_engine), Threads(parse));

    /// <summary>The settings of each model that was asked for.</summary>
    public IEnumerable<BitsSettings> Settings(ParseResult parse) => ModelOption.Numbers(parse.GetRequiredValue(_model))
        .Select(model => new BitsSettings(model, parse.GetValue(_steps), parse.GetValue(_batchSize), parse.GetValue(_seed)));
}
