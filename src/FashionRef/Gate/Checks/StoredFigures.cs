using System.Globalization;
using FashionRef.Gate.Baselines;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>
/// What a record tells beside its weights, against the stored run's. Where the weights have the same bits, all of it is the same; a
/// record where it is not tells of a changed computation, or of two runs at once.
/// </summary>
internal static class StoredFigures
{
    // Systems differ in the last digits of their logarithms.
    private const double LossTolerance = 1e-9;

    /// <summary>Every figure that is another.</summary>
    /// <param name="run">The run's record.</param>
    /// <param name="baseline">The stored run of the same settings. What an older one does not tell is not compared.</param>
    public static IEnumerable<FieldFault> Faults(RunRecord run, Baseline baseline)
    {
        if (baseline.TestLogits is { } logits && run.Sha256.TestLogits != logits)
        {
            yield return new("sha256.test_logits", run.Sha256.TestLogits ?? "missing", logits);
        }

        (RunResult found, RunResult stored) = (run.Result, baseline.Result);
        if (found.TestCorrect != stored.TestCorrect)
        {
            yield return new("result.test_correct", Invariant($"{found.TestCorrect}"), Invariant($"{stored.TestCorrect}"));
        }

        if (!IsSameLoss(found.TestLoss, stored.TestLoss))
        {
            yield return new("result.test_loss", Invariant($"{found.TestLoss}"), Invariant($"{stored.TestLoss}"));
        }

        // A history of another length is the history check's.
        foreach ((int i, EpochMetrics epoch) in (baseline.History ?? []).Take(run.History.Count).Index())
        {
            foreach (FieldFault fault in Faults(i, run.History[i], epoch))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FieldFault> Faults(int index, EpochMetrics found, EpochMetrics stored)
    {
        (string Name, double Found, double Stored, bool IsSame)[] figures =
        [
            ("accuracy", found.Accuracy, stored.Accuracy, ReportedFigure.IsSame(found.Accuracy, stored.Accuracy)),
            ("loss", found.Loss, stored.Loss, IsSameLoss(found.Loss, stored.Loss)),
            ("val_accuracy", found.ValAccuracy, stored.ValAccuracy, ReportedFigure.IsSame(found.ValAccuracy, stored.ValAccuracy)),
            ("val_loss", found.ValLoss, stored.ValLoss, IsSameLoss(found.ValLoss, stored.ValLoss)),
        ];
        return figures.Where(figure => !figure.IsSame).Select(figure => new FieldFault(
            Invariant($"history[{index}].{figure.Name}"),
            figure.Found.ToString(CultureInfo.InvariantCulture),
            figure.Stored.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool IsSameLoss(double found, double stored) => Math.Abs(found - stored) <= LossTolerance * Math.Abs(stored);
}
