using System.Globalization;
using FashionRef.Gate.Baselines;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>
/// A record's other figures against the baseline's. With the same bits in the weights all of them must be the same; otherwise the
/// computation has changed, or the record mixes two runs.
/// </summary>
internal static class StoredFigures
{
    // Systems' logarithms differ in the last digits.
    private const double LossTolerance = 1e-9;

    /// <summary>Every figure that differs.</summary>
    /// <param name="run">The run's record.</param>
    /// <param name="baseline">The baseline of the same settings. What an older one lacks is not compared.</param>
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

        // A history of another length fails the history check.
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
