using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Engines;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Train;

/// <summary>The options of a command that stores what runs over seeds gave.</summary>
internal sealed class SeedTrainingOptions
{
    private readonly Option<string> _engine = EngineOption.CreateForTraining();
    private readonly Option<int> _threads = CommonOptions.Threads();
    private readonly Option<string?> _data = CommonOptions.Data();
    private readonly Option<string> _artifacts = CommonOptions.Artifacts();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_engine);
        command.Add(_threads);
        command.Add(_data);
        command.Add(_artifacts);
    }

    /// <summary>The runs: up-to-date ones are read, the others are trained.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="settings">The runs' settings, from the engine's name and the number of threads.</param>
    /// <param name="cancellationToken">Stops a training after the current step.</param>
    /// <exception cref="FashionRefException">A training failed (exit code 1, 2 or 3) or was cancelled (130).</exception>
    public Task<IReadOnlyList<GateRun>> RunsAsync(ParseResult parse, Func<string, int, IEnumerable<RunSettings>> settings, CancellationToken cancellationToken)
    {
        int threads = parse.GetValue(_threads);
        IEngine engine = InstalledEngines.Create(parse.GetRequiredValue(_engine), threads);
        return new SeedTraining(engine, parse.GetValue(_data), parse.GetRequiredValue(_artifacts), Terminal.Progress(parse))
            .RunsAsync(settings(engine.Name, threads), cancellationToken);
    }
}
