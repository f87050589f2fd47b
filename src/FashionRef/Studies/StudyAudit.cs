using FashionRef.Engines;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>Runs of a study that were made once more, compared with what the study says of them.</summary>
public static class StudyAudit
{
    private const int Stream = 0x7100;

    /// <summary>Chooses runs at random, the same for the same seed.</summary>
    /// <param name="done">The runs to choose from.</param>
    /// <param name="sample">How many; all of them where there are fewer.</param>
    /// <param name="seed">From 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <returns>The chosen ones, in the order of their numbers.</returns>
    public static IReadOnlyList<StudyRunState> Choose(IReadOnlyList<StudyRunState> done, int sample, int seed)
    {
        ArgumentNullException.ThrowIfNull(done);
        RandomNumbers random = new(seed, Stream);
        return [.. done.Select(run => (Run: run, Place: random.Bits())).OrderBy(run => run.Place).Take(sample).Select(run => run.Run).OrderBy(run => run.Run.Number)];
    }

    /// <summary>Compares a run with the same run made here.</summary>
    /// <param name="there">How the study has it: done.</param>
    /// <param name="here">How it was made here.</param>
    public static AuditedRun Compare(StudyRunState there, StudyRunState here)
    {
        ArgumentNullException.ThrowIfNull(there);
        ArgumentNullException.ThrowIfNull(here);
        if (here.Record is not { } made)
        {
            return new AuditedRun(there.Run, AuditVerdict.Differs, here.Message ?? "it could not be made here");
        }

        RunRecord record = there.Record!;
        string[] other = [.. Members(record, made, there, here).Where(member => !member.IsSame).Select(member => member.Name)];
        if (other.Length == 0)
        {
            return new AuditedRun(there.Run, AuditVerdict.SameBits, null);
        }

        string differences = $"other {string.Join(", ", other)} ({Origin(record)}; here {Origin(made)})";

        // Where the machine decides about bits, it does so in the training: initial weights are the same everywhere, and so is what follows
        // from the same trained weights and logits.
        bool mayDiffer = !KnownEngines.HasSameBitsEverywhere(there.Run.Settings.Engine)
            && record.Sha256.InitialWeights == made.Sha256.InitialWeights
            && (record.Sha256.TrainedWeights, record.Sha256.TestLogits) != (made.Sha256.TrainedWeights, made.Sha256.TestLogits);
        if (!mayDiffer)
        {
            return new AuditedRun(there.Run, AuditVerdict.Differs, differences);
        }

        string figure = there.Run.Settings.HeldOutImages is { } judges ? $"the mean accuracy on {judges}" : "the mean test accuracy";
        double difference = StudyFigures.Of(StudyFigure.MeanTestAccuracy, record.History) - StudyFigures.Of(StudyFigure.MeanTestAccuracy, made.History);
        return RoundingBand.Of(there.Run) is not { } band
            ? new AuditedRun(there.Run, AuditVerdict.NotJudged, Invariant($"{figure} differs by {difference:+0.0000;-0.0000;0.0000}, but no rounding band is known for these settings"))
            : new AuditedRun(
                there.Run,
                Math.Abs(difference) <= band ? AuditVerdict.WithinRounding : AuditVerdict.Differs,
                Invariant($"{figure} differs by {difference:+0.0000;-0.0000;0.0000}, and rounding explains up to {band:F4}"));
    }

    // All that a run's machine does not change. Who changes a figure of a record and makes its hash fit is found here.
    private static IEnumerable<(string Name, bool IsSame)> Members(RunRecord record, RunRecord made, StudyRunState there, StudyRunState here) =>
    [
        ("initial weights", record.Sha256.InitialWeights == made.Sha256.InitialWeights),
        ("trained weights", record.Sha256.TrainedWeights == made.Sha256.TrainedWeights),
        ("logits", record.Sha256.TestLogits == made.Sha256.TestLogits),
        ("predicted labels", there.Result!.Files[StudyResult.LabelsName] == here.Result!.Files[StudyResult.LabelsName]),
        ("history", record.History.Select(Timeless).SequenceEqual(made.History.Select(Timeless))),
        ("result", record.Result == made.Result),
        ("parameters", (record.Parameters, record.NonTrainableParameters) == (made.Parameters, made.NonTrainableParameters)),
    ];

    private static EpochMetrics Timeless(EpochMetrics epoch) => epoch with { Seconds = 0 };

    private static string Origin(RunRecord record) => $"code {record.Code?[..8]}, {OutsideText.Line(record.Environment?.Processor ?? "an unknown processor")}";
}

/// <summary>A run that was made again.</summary>
/// <param name="Run">The run.</param>
/// <param name="Verdict">How it compares.</param>
/// <param name="Difference">What differs, to follow a colon; null where nothing does.</param>
public sealed record AuditedRun(PlannedRun Run, AuditVerdict Verdict, string? Difference);

/// <summary>How a run compares with the same run made again.</summary>
public enum AuditVerdict
{
    /// <summary>Weights, logits, predicted labels and every figure are the same.</summary>
    SameBits,

    /// <summary>The engine's bits depend on the machine, and the figures are as close as rounding leaves them.</summary>
    WithinRounding,

    /// <summary>The engine's bits depend on the machine, and nobody has measured what rounding does with these settings.</summary>
    NotJudged,

    /// <summary>It is not the run that the study says: it was changed, or one of the two machines computes wrongly.</summary>
    Differs,
}
