using FashionRef.Files;

namespace FashionRef.Training.Runs;

/// <summary>Where a run's files stand: a folder in <c>artifacts/runs/</c> with the run's name.</summary>
/// <param name="Root">The folder itself.</param>
public sealed record RunFolder(string Root)
{
    /// <summary>The state after the last whole epoch, for <c>--resume</c>.</summary>
    public string Checkpoint => Path.Combine(Root, "checkpoint.safetensors");

    /// <summary>The trained weights in Keras' names and layouts.</summary>
    public string Weights => Path.Combine(Root, "model.safetensors");

    /// <summary>A line for each epoch.</summary>
    public string History => Path.Combine(Root, "history.csv");

    /// <summary>Label, predicted class and probabilities for each test image.</summary>
    public string Predictions => Path.Combine(Root, "predictions.csv");

    /// <summary>Classification report and confusion matrix.</summary>
    public string Evaluation => Path.Combine(Root, "evaluation.txt");

    /// <summary>What the model is, how good it is and how it was made, for people and model hubs.</summary>
    public string ModelCard => Path.Combine(Root, "README.md");

    /// <summary>The folder of the run's pictures, PNG files.</summary>
    public string Pictures => Path.Combine(Root, "pictures");

    /// <summary>The record of the run, run.json unless it was given under another name. Written last: where it stands, the run is complete.</summary>
    public string Record { get; init; } = Path.Combine(Root, "run.json");

    /// <summary>The files of a whole run but for its pictures.</summary>
    public IReadOnlyList<string> Results => [Record, Weights, History, Predictions, Evaluation, ModelCard];

    /// <summary>All files that stand in the folder itself.</summary>
    public IReadOnlyList<string> Files => [.. Results, Checkpoint];

    /// <summary>The folder of all runs.</summary>
    /// <param name="artifactsFolder">The folder of all output.</param>
    public static string AllIn(string artifactsFolder) => Path.Combine(artifactsFolder, "runs");

    /// <summary>The folder of a run.</summary>
    /// <param name="artifactsFolder">Where all output goes.</param>
    /// <param name="settings">The run's settings.</param>
    public static RunFolder Of(string artifactsFolder, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new RunFolder(Path.Combine(AllIn(artifactsFolder), settings.RunName));
    }

    /// <summary>The names of the pictures of a run, which are also those of their files without the extension.</summary>
    public static IReadOnlyList<string> PictureNames { get; } =
        ["history-loss", "history-accuracy", "confusion-matrix", "predictions", "first-layer-filters", "confident-mistakes"];

    /// <summary>Keeps the folder for this process alone, and removes what killed ones have left half-written there.</summary>
    /// <returns>Disposing ends it.</returns>
    /// <exception cref="FashionRefException">Another process writes a run there, or the folder cannot be written (machine cannot).</exception>
    public IDisposable Lock()
    {
        FolderLock held = FolderLock.TryAcquire(Root, out string owner) ?? throw new FashionRefException(
            FaultKind.MachineCannot,
            $"The run in '{Root}' is being written by {owner}, and two at once would mix their files. Wait for its end, or, "
            + $"if no training runs there any more, delete '{Path.Combine(Root, FolderLock.FileName)}'.")
        {
            Remedy = Remedy.OtherFolder,
        };
        try
        {
            foreach (string folder in new[] { Root, Pictures }.Where(Directory.Exists))
            {
                TemporaryFiles.RemoveLeft(folder);

                // What cannot be written is told now and not after hours.
                File.Create(TemporaryFiles.Beside(Path.Combine(folder, "writable")), bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            }

            return held;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new FashionRefException(
                FaultKind.MachineCannot, $"The folder '{Root}' cannot be written: {WriteFault.Reason(Root, exception)}", exception)
            {
                Remedy = Remedy.OtherFolder,
            };
        }
    }

    /// <summary>Takes an earlier run's results away, so that they are never mistaken for those of the run that begins.</summary>
    /// <param name="keepCheckpoint">Whether the run that begins goes on from the checkpoint.</param>
    /// <remarks>Files of other names stay: they are somebody else's.</remarks>
    /// <exception cref="FashionRefException">A result cannot be deleted (machine cannot).</exception>
    public void Clear(bool keepCheckpoint)
    {
        // The record goes first: without it nobody takes the rest for a whole run.
        string[] results = [.. Results, .. PictureNames.Select(name => Path.Combine(Pictures, $"{name}.png"))];
        foreach (string file in keepCheckpoint ? results : [.. results, Checkpoint])
        {
            try
            {
                if (Path.Exists(file))
                {
                    File.Delete(file);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new FashionRefException(
                    FaultKind.MachineCannot,
                    $"'{file}' of an earlier run cannot be deleted: {exception.Message} Delete it yourself.",
                    exception)
                {
                    Remedy = Remedy.OtherFolder,
                };
            }
        }
    }
}
