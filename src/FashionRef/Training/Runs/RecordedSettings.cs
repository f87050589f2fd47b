using FashionRef.Data;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Training.Runs;

/// <summary>Settings as files tell them: what no run of this program can have.</summary>
internal static class RecordedSettings
{
    /// <summary>All that is wrong, or null: phrases that name fields as they are written, for example <c>'settings.seed' is -1, and must be from 0 to 65535</c>.</summary>
    /// <param name="settings">A record's or a baseline's.</param>
    public static string? Fault(RunSettings settings)
    {
        (bool IsRight, FormattableString Fault)[] fields =
        [
            (NotebookModels.Numbers.Contains(settings.Model), $"'settings.model' is {settings.Model}, and must be {string.Join(" or ", NotebookModels.Numbers)}"),
            (!string.IsNullOrWhiteSpace(settings.Engine), $"'settings.engine' is '{settings.Engine}', and must be an engine's name"),
            (settings.Seed is >= 0 and <= SplitMix64.LargestSeed, $"'settings.seed' is {settings.Seed}, and must be from 0 to {SplitMix64.LargestSeed}"),
            (settings.Epochs is >= 1 and <= EpochShuffle.LargestEpoch, $"'settings.epochs' is {settings.Epochs}, and must be from 1 to {EpochShuffle.LargestEpoch}"),
            (settings.BatchSize is >= 1 and <= FashionMnist.TrainCount, $"'settings.batch_size' is {settings.BatchSize}, and must be from 1 to {FashionMnist.TrainCount}"),
            (settings.LearningRate > 0, $"'settings.learning_rate' is {settings.LearningRate}, and must be above 0"),
            (settings.Threads >= 1, $"'settings.threads' is {settings.Threads}, and must be at least 1"),
        ];
        string[] faults = [.. fields.Where(field => !field.IsRight).Select(field => Invariant(field.Fault))];
        return faults.Length == 0 ? null : string.Join("; ", faults);
    }
}
