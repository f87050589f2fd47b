using FashionRef.Files;

namespace FashionRef.Training.Runs;

/// <summary>A run's folder, <c>artifacts/runs/</c> with the run's name, and its files.</summary>
/// <param name="Root">The folder itself.</param>
public sealed record RunFolder(string Root)
{
    /// <summary>Whether the run is of a model from a file, so that files of Keras are among its results.</summary>
    public bool IsOfFile { get; init; }

    /// <summary>The state after the last whole epoch, for <c>--resume</c>; of a model from a file it is a file of Keras.</summary>
    public string Checkpoint => Path.Combine(Root, IsOfFile ? "checkpoint.keras" : "checkpoint.safetensors");

    /// <summary>The trained model from a file, as a file of Keras.</summary>
    public string ModelFile => Path.Combine(Root, "model.keras");

    /// <summary>The model after the epoch with the least loss on the test set, as a file of Keras.</summary>
    public string BestModelFile => Path.Combine(Root, "best.keras");

    /// <summary>The trained weights in Keras' names and layouts.</summary>
    public string Weights => Path.Combine(Root, "model.safetensors");

    /// <summary>A line for each epoch.</summary>
    public string History => Path.Combine(Root, "history.csv");

    /// <summary>Label, predicted class and probabilities for each test image.</summary>
    public string Predictions => Path.Combine(Root, "predictions.csv");

    /// <summary>Classification report and confusion matrix.</summary>
    public string Evaluation => Path.Combine(Root, "evaluation.txt");

    /// <summary>The model card: the model, its results and how it was trained, for readers and model hubs.</summary>
    public string ModelCard => Path.Combine(Root, "README.md");

    /// <summary>The folder of the run's pictures, PNG files.</summary>
    public string Pictures => Path.Combine(Root, "pictures");

    /// <summary>
    /// The record of the run: run.json, unless it was given under another name. Written last, so a run with a record is complete.
    /// </summary>
    public string Record { get; init; } = Path.Combine(Root, "run.json");

    /// <summary>The files of a complete run, except its pictures.</summary>
    public IReadOnlyList<string> Results => [Record, Weights, History, Predictions, Evaluation, IsOfFile ? ModelFile : ModelCard];

    /// <summary>All files directly in the folder.</summary>
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
        return new RunFolder(Path.Combine(AllIn(artifactsFolder), settings.RunName)) { IsOfFile = settings.File is not null };
    }

    /// <summary>The names of the pictures of a run, which are also those of their files without the extension.</summary>
    public static IReadOnlyList<string> PictureNames { get; } =
        ["history-loss", "history-accuracy", "confusion-matrix", "predictions", "first-layer-filters", "confident-mistakes"];

    /// <summary>Locks the folder for this process, and removes temporary files of killed ones.</summary>
    /// <returns>The lock; disposing frees it.</returns>
    /// <exception cref="FashionRefException">Another process writes a run there, or the folder cannot be written (machine cannot).</exception>
    public IDisposable Lock()
    {
        FolderLock held = FolderLock.TryAcquire(Root, out string owner) ?? throw new FashionRefException(
            FaultKind.MachineCannot,
            $"The run in '{Root}' is being written by {owner}, and two trainings at once would mix their files. Wait for its end, or, "
            + $"if no training runs there any more, delete '{Path.Combine(Root, FolderLock.FileName)}'.")
        {
            Remedy = Remedy.OtherFolder,
        };
        try
        {
            foreach (string folder in new[] { Root, Pictures }.Where(Directory.Exists))
            {
                TemporaryFiles.RemoveLeft(folder);

                // Fail now if the folder cannot be written, not after hours.
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

    /// <summary>Deletes an earlier run's results, so that they are not mistaken for the new run's.</summary>
    /// <param name="keepCheckpoint">Whether the new run continues from the checkpoint.</param>
    /// <remarks>Files with other names are kept: they are not this program's.</remarks>
    /// <exception cref="FashionRefException">A result cannot be deleted (machine cannot).</exception>
    public void Clear(bool keepCheckpoint)
    {
        // The record is deleted first: without it the rest does not count as a complete run.
        string[] results = [.. Results, BestModelFile, .. PictureNames.Select(name => Path.Combine(Pictures, $"{name}.png"))];
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
