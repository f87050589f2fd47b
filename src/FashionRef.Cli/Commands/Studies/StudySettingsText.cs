using FashionRef.Engines;
using FashionRef.Studies;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>A run's settings in a few words: what is the notebook's is left out.</summary>
internal static class StudySettingsText
{
    /// <summary>For example <c>Model-1, exact, learning rate 0.003</c>.</summary>
    /// <param name="run">The run.</param>
    public static string Of(PlannedRun run)
    {
        RunSettings settings = run.Settings;
        (bool IsShown, string Text)[] words =
        [
            (settings.Epochs != Notebook.Epochs, Invariant($"{settings.Epochs} {(settings.Epochs == 1 ? "epoch" : "epochs")}")),
            (settings.BatchSize != Notebook.BatchSize, Invariant($"batch size {settings.BatchSize}")),
            (settings.File is null && settings.LearningRate != Notebook.LearningRate, Invariant($"learning rate {settings.LearningRate}")),
            (settings.Loss != CrossEntropy.OfLogits, "loss of clipped probabilities"),
            (settings.Shuffle != Shuffle.Anew, "the same shuffle in every epoch"),
            (settings.Threads != 1, Invariant($"{settings.Threads} threads")),
            (settings.Jitter is not null, Invariant($"jitter {settings.Jitter}")),
            (settings.File?.Pixels == ModelSource.Unit, "pixels divided by 255"),
            (settings.HeldOut is not null, $"judged by {settings.HeldOutImages}"),
            (run.Data != StudyData.FashionMnist, Invariant($"other data ({run.Data.TrainCount:N0} and {run.Data.TestCount:N0} images)")),
        ];
        return string.Join(", ", words.Where(word => word.IsShown).Select(word => word.Text).Prepend(settings.Engine).Prepend(settings.ModelTitle));
    }
}
