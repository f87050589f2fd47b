using FashionRef.Cli.Output;
using FashionRef.Training;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Train;

/// <summary>Shows the progress of a training, and says what is kept when it is stopped.</summary>
/// <param name="console">Where to write.</param>
/// <param name="time">Measures the steps.</param>
internal sealed class WatchedTraining(IAnsiConsole console, TimeProvider time)
{
    /// <summary>How a stopped training is continued. Only --resume is named: it is the same for Cake, dotnet run and the tool.</summary>
    public const string Resume = "To continue, add --resume to the same command.";

    /// <summary>Where TensorBoard's files go; null for none.</summary>
    public string? TensorBoardFolder { get; init; }

    /// <summary>How to continue a stopped training: a sentence.</summary>
    public string GoOn { get; init; } = Resume;

    /// <summary>Trains.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="train">Does it.</param>
    /// <exception cref="FashionRefException">It was cancelled (130), or failed.</exception>
    public CompletedRun Run(RunSettings settings, RunFolder folder, Func<IFitCallback, CompletedRun> train)
    {
        using KerasProgress progress = new(console.Profile.Out.Writer, Terminal.IsInteractive(console), Terminal.WantsColors(console), time);
        using TensorBoardCallback? tensorBoard = TensorBoardFolder is null ? null : new(TensorBoardFolder, settings, time);
        try
        {
            return train(tensorBoard is null ? progress : new CallbackList(progress, tensorBoard));
        }
        catch (OperationCanceledException exception)
        {
            string kept = File.Exists(folder.Checkpoint)
                ? $"Finished epochs are kept in '{folder.Checkpoint}'. {GoOn}"
                : "No epoch of this run was finished, so nothing is kept. The same command starts it again.";
            throw new FashionRefException(FaultKind.Interrupted, $"Stopped at the end of a step. {kept}", exception);
        }
    }
}
