using FashionRef.Data;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Training.Runs;

/// <summary>Finds recorded settings that no run of this program can have.</summary>
internal static class RecordedSettings
{
    /// <summary>The most images that are held out: half of Fashion-MNIST's training images.</summary>
    public const int MostHeldOut = FashionMnist.TrainCount / 2;

    /// <summary>All faults.</summary>
    /// <param name="settings">A record's or a baseline's.</param>
    public static IEnumerable<FieldFault> Faults(RunSettings settings)
    {
        (bool IsRight, string Field, FormattableString Found, string Legal)[] fields =
        [
            (settings.File is not null ? settings.Model == 0 : NotebookModels.Numbers.Contains(settings.Model), "model", $"{settings.Model}", string.Join(" or ", NotebookModels.Numbers)),
            (!string.IsNullOrWhiteSpace(settings.Engine), "engine", $"'{settings.Engine}'", "an engine's name"),
            (settings.Seed is >= 0 and <= SplitMix64.LargestSeed, "seed", $"{settings.Seed}", Invariant($"from 0 to {SplitMix64.LargestSeed}")),
            (settings.Epochs is >= 1 and <= EpochShuffle.LargestEpoch, "epochs", $"{settings.Epochs}", Invariant($"from 1 to {EpochShuffle.LargestEpoch}")),
            (settings.BatchSize is >= 1 and <= FashionMnist.TrainCount, "batch_size", $"{settings.BatchSize}", Invariant($"from 1 to {FashionMnist.TrainCount}")),
            (settings.LearningRate > 0, "learning_rate", $"{settings.LearningRate}", "above 0"),
            (settings.Threads >= 1, "threads", $"{settings.Threads}", "at least 1"),
            (settings.HeldOut is null or (>= 1 and <= MostHeldOut), "held_out", $"{settings.HeldOut}", Invariant($"from 1 to {MostHeldOut}")),
        ];
        return
        [
            .. fields.Where(field => !field.IsRight).Select(field => new FieldFault($"settings.{field.Field}", Invariant(field.Found), field.Legal)),
            .. settings.File?.Faults("settings.file") ?? [],
        ];
    }
}
