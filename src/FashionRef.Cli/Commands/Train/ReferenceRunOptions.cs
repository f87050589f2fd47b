using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Engines;
using FashionRef.Gate.Runs;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Train;

/// <summary>The options of a command that stores what runs gave.</summary>
internal sealed class ReferenceRunOptions
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

    /// <summary>A run: it is read if it is up to date, and trained if not.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="settings">Its settings, of which engine and threads are taken from the command line.</param>
    /// <param name="file">The model where it is not one of the notebook's.</param>
    /// <param name="cancellationToken">Stops a training after the current step.</param>
    /// <exception cref="FashionRefException">A training failed (exit code 1, 2 or 3) or was cancelled (130).</exception>
    public Task<GateRun> RunAsync(ParseResult parse, RunSettings settings, CompiledFile? file, CancellationToken cancellationToken)
    {
        int threads = parse.GetValue(_threads);
        IEngine engine = InstalledEngines.Create(parse.GetRequiredValue(_engine), threads);
        return new RunAtHand(engine, parse.GetValue(_data), parse.GetRequiredValue(_artifacts), Terminal.Progress(parse))
            .GetAsync(settings with { Engine = engine.Name, Threads = threads }, file, cancellationToken);
    }
}
