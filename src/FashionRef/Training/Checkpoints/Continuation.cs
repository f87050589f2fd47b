using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Training.Checkpoints;

/// <summary>Whether a run continues from a checkpoint, whatever its file's form is.</summary>
internal static class Continuation
{
    /// <summary>Refuses a checkpoint of another run, or one that no training writes.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="settings">The settings of the run to continue: only the number of epochs may differ, and the threads if the bits do not depend on them.</param>
    /// <param name="made">The checkpoint's settings.</param>
    /// <param name="history">Its finished epochs.</param>
    /// <exception cref="FashionRefException">It is refused (bad request).</exception>
    public static void Require(string path, RunSettings settings, RunSettings made, IReadOnlyList<EpochMetrics> history)
    {
        made = made with { Epochs = settings.Epochs };
        if (!settings.HasSameBitsAs(made))
        {
            throw Refused(path, string.Join("; ", made.DifferencesFrom(settings)));
        }

        if (history.Count > settings.Epochs)
        {
            throw Refused(path, Invariant($"it has {history.Count} epochs already, and this run asks for {settings.Epochs}"));
        }

        if (FieldFault.InOneSentence(RecordedHistory.Faults(history)) is { } impossible)
        {
            throw Refused(path, impossible);
        }
    }

    /// <summary>The refusal.</summary>
    /// <param name="path">The checkpoint's file.</param>
    /// <param name="why">A clause.</param>
    public static FashionRefException Refused(string path, string why) => new(
        FaultKind.BadRequest, $"This run cannot continue from '{path}': {why}. A run continues only with the settings that it started with.")
    {
        Remedy = Remedy.LeaveTheCheckpoint,
    };
}
