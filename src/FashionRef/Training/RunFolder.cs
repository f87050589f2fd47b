namespace FashionRef.Training;

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

    /// <summary>The folder of a run.</summary>
    /// <param name="artifactsFolder">Where all output goes.</param>
    /// <param name="settings">The run's settings.</param>
    public static RunFolder Of(string artifactsFolder, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new RunFolder(Path.Combine(artifactsFolder, "runs", settings.RunName));
    }

    /// <summary>Takes an earlier run's results away, so that they are never mistaken for those of the run that begins.</summary>
    /// <param name="keepCheckpoint">Whether the run that begins goes on from the checkpoint.</param>
    public void Clear(bool keepCheckpoint)
    {
        string[] pictures = Directory.Exists(Pictures) ? Directory.GetFiles(Pictures, "*.png") : [];

        // The record goes first: without it nobody takes the rest for a whole run.
        string[] results = [Record, Weights, History, Predictions, Evaluation, ModelCard, .. pictures];
        foreach (string file in keepCheckpoint ? results : [.. results, Checkpoint])
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }
    }
}
