using static System.FormattableString;

namespace FashionRef.Training.Runs;

/// <summary>Finds values in a recorded history that no run can have.</summary>
internal static class RecordedHistory
{
    /// <summary>All faults of a whole run's history.</summary>
    /// <param name="history">The epochs.</param>
    /// <param name="epochs">How many the run's settings ask for.</param>
    /// <param name="result">The run's result, which must equal the last epoch's.</param>
    public static IEnumerable<FieldFault> Faults(IReadOnlyList<EpochMetrics> history, int epochs, RunResult result) => history.Count != epochs || epochs < 1
        ? [new("history", Invariant($"{history.Count} epoch{(history.Count == 1 ? "" : "s")} long"), Invariant($"{Math.Max(1, epochs)}, as long as the run"))]
        : Faults(history).Concat(EndFaults(history, result));

    /// <summary>All faults of a run's first epochs, without regard to its result.</summary>
    /// <param name="history">The epochs, from the first on.</param>
    public static IEnumerable<FieldFault> Faults(IReadOnlyList<EpochMetrics> history) => history.Index().SelectMany(epoch => Faults(epoch.Index, epoch.Item));

    private static IEnumerable<FieldFault> Faults(int index, EpochMetrics epoch)
    {
        string field = Invariant($"history[{index}]");
        if (epoch.Epoch != index + 1)
        {
            yield return new($"{field}.epoch", Invariant($"{epoch.Epoch}"), Invariant($"{index + 1}"));
        }

        foreach ((string name, double share) in new[] { ("accuracy", epoch.Accuracy), ("val_accuracy", epoch.ValAccuracy) })
        {
            if (share is not (>= 0 and <= 1))
            {
                yield return new($"{field}.{name}", Invariant($"{share}"), "from 0 to 1");
            }
        }

        foreach ((string name, double loss) in new[] { ("loss", epoch.Loss), ("val_loss", epoch.ValLoss) })
        {
            if (!(loss >= 0))
            {
                yield return new($"{field}.{name}", Invariant($"{loss}"), "at least 0");
            }
        }

        if (!EpochMetrics.IsDuration(epoch.Seconds))
        {
            yield return new($"{field}.seconds", Invariant($"{epoch.Seconds}"), Invariant($"from 0 to {EpochMetrics.MostSeconds:F0}"));
        }
    }

    private static IEnumerable<FieldFault> EndFaults(IReadOnlyList<EpochMetrics> history, RunResult result)
    {
        EpochMetrics last = history[^1];
        string field = Invariant($"history[{history.Count - 1}]");
        if (!ReportedFigure.IsSame(last.ValAccuracy, result.TestAccuracy))
        {
            yield return new($"{field}.val_accuracy", Invariant($"{last.ValAccuracy}"), Invariant($"result.test_accuracy, {result.TestAccuracy}"));
        }

        if (!(result.TestLoss >= 0))
        {
            yield return new("result.test_loss", Invariant($"{result.TestLoss}"), "at least 0");
        }
        else if (!ReportedFigure.IsSame(last.ValLoss, result.TestLoss))
        {
            yield return new($"{field}.val_loss", Invariant($"{last.ValLoss}"), Invariant($"result.test_loss, {result.TestLoss}"));
        }
    }
}
