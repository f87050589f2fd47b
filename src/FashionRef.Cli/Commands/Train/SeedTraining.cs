using System.Globalization;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Train;

/// <summary>Runs over seeds: up-to-date ones are read, the others are trained.</summary>
/// <param name="engine">Computes them.</param>
/// <param name="dataFolder">Where the user has the data set, if anywhere.</param>
/// <param name="artifactsFolder">The folder of all output.</param>
/// <param name="console">Where progress is shown.</param>
internal sealed class SeedTraining(IEngine engine, string? dataFolder, string artifactsFolder, IAnsiConsole console)
{
    private Dataset? _data;

    /// <summary>A run for each of the settings.</summary>
    /// <exception cref="FashionRefException">A training failed (exit code 1, 2 or 3) or was cancelled (130).</exception>
    public async Task<IReadOnlyList<GateRun>> RunsAsync(IEnumerable<RunSettings> settings, CancellationToken cancellationToken)
    {
        List<GateRun> runs = [];
        foreach (RunSettings wanted in settings)
        {
            runs.Add(Made(wanted) ?? await TrainAsync(wanted, cancellationToken).ConfigureAwait(false));
        }

        return runs;
    }

    private GateRun? Made(RunSettings settings)
    {
        RunFolder folder = RunFolder.Of(artifactsFolder, settings);
        if (FinishedRun.Fault(folder, settings, FashionMnist.Files.Sha256, engine.Code) is not null)
        {
            return null;
        }

        Terminal.Lines(console).WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{settings.ModelTitle}, seed {settings.Seed}: read from '{folder.Record}'."));
        return GateRun.Read(folder.Record);
    }

    private async Task<GateRun> TrainAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        _data ??= await DatasetAccess.OpenAsync(dataFolder, artifactsFolder, console, cancellationToken).ConfigureAwait(false);
        new ModelTraining(engine, _data, artifactsFolder, console, TimeProvider.System)
        {
            GoOn = "The same command starts it again; 'train --resume' continues it.",
        }.Execute(settings, resume: false, cancellationToken);
        return GateRun.Read(RunFolder.Of(artifactsFolder, settings).Record);
    }
}
