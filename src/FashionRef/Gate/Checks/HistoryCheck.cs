using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether a run's history is one of a training.</summary>
internal static class HistoryCheck
{
    /// <summary>All that is wrong, or null.</summary>
    /// <param name="run">A run of whatever record.</param>
    public static GateCheck? Failure(GateRun run)
    {
        FieldFault[] faults = [.. Faults(run.Record)];
        return faults.Length == 0 ? null : CheckSubject.Of(CheckKind.History, run).Failed($"In '{run.RecordFile}'", faults);
    }

    /// <summary>For the table, for example <c>loss 1.55 to 0.27</c>.</summary>
    /// <param name="runs">Runs whose histories are in order.</param>
    public static string Figure(IReadOnlyList<GateRun> runs) => runs.Count == 1
        ? Invariant($"loss {runs[0].Record.History[0].Loss:F2} to {runs[0].Record.History[^1].Loss:F2}")
        : Invariant($"{runs[0].Record.History.Count} epochs each");

    private static IEnumerable<FieldFault> Faults(RunRecord record)
    {
        IReadOnlyList<EpochMetrics> history = record.History;
        if (history.Count != record.Settings.Epochs || history.Count == 0)
        {
            return
            [
                new("history", Invariant($"{history.Count} epochs long"), Invariant($"{Math.Max(1, record.Settings.Epochs)}, as long as the run")),
            ];
        }

        return [.. history.Index().SelectMany(epoch => Faults(epoch.Index, epoch.Item)), .. EndFaults(record, history)];
    }

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

        if (epoch.Accuracy == 1)
        {
            yield return new($"{field}.accuracy", "1", "below 1: no run of these models is always right, so the labels leak, or nothing was trained");
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

    private static IEnumerable<FieldFault> EndFaults(RunRecord record, IReadOnlyList<EpochMetrics> history)
    {
        RunResult result = record.Result;
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

        if (result.TestCorrect == result.TestCount)
        {
            yield return new(
                "result.test_correct",
                Invariant($"{result.TestCorrect}"),
                Invariant($"below {result.TestCount}: no run of these models is always right, so the labels leak, or nothing was tested"));
        }

        // A collapsed run has nothing to learn from; its accuracy tells of it. One epoch alone cannot fall.
        if (history.Count > 1 && result.TestAccuracy >= Expectation.CollapsedBelow && !(last.Loss < history[0].Loss))
        {
            yield return new($"{field}.loss", Invariant($"{last.Loss}"), Invariant($"below history[0].loss, {history[0].Loss}: a training's loss falls"));
        }
    }
}
