using System.Globalization;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Gate.Runs;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Train;

/// <summary>A run for the gate: it is read if it is up to date, and trained if not.</summary>
/// <param name="engine">Computes it.</param>
/// <param name="dataFolder">Where the user has the data set, if anywhere.</param>
/// <param name="artifactsFolder">The folder of all output.</param>
/// <param name="console">Where progress is shown.</param>
internal sealed class RunAtHand(IEngine engine, string? dataFolder, string artifactsFolder, IAnsiConsole console)
{
    private const string GoOn = "The same command starts it again; 'train --resume' continues it.";

    /// <summary>The run.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="file">The model where it is not one of the notebook's.</param>
    /// <param name="cancellationToken">Stops a training after the current step.</param>
    /// <exception cref="FashionRefException">A training failed (exit code 1, 2 or 3) or was cancelled (130).</exception>
    public async Task<GateRun> GetAsync(RunSettings settings, CompiledFile? file, CancellationToken cancellationToken) =>
        Made(settings) ?? await TrainAsync(settings, file, cancellationToken).ConfigureAwait(false);

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

    private async Task<GateRun> TrainAsync(RunSettings settings, CompiledFile? file, CancellationToken cancellationToken)
    {
        Dataset data = await DatasetAccess.OpenAsync(dataFolder, artifactsFolder, console, cancellationToken).ConfigureAwait(false);
        if (file is null)
        {
            new ModelTraining(engine, data, artifactsFolder, console, TimeProvider.System) { GoOn = GoOn }.Execute(settings, resume: false, cancellationToken);
        }
        else
        {
            new FileTraining(engine, data, artifactsFolder, console, TimeProvider.System) { GoOn = GoOn }.Execute(file, settings, resume: false, cancellationToken);
        }

        return GateRun.Read(RunFolder.Of(artifactsFolder, settings).Record);
    }
}
