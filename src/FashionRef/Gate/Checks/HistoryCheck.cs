using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether a run's history is one of a training.</summary>
internal static class HistoryCheck
{
    /// <summary>The first thing that is wrong, or null.</summary>
    /// <param name="run">A run whose record is in order.</param>
    public static GateCheck? Failure(GateRun run) => Faults(run.Record).FirstOrDefault() is { } fault
        ? CheckSubject.Of(CheckKind.History, run).Failed(fault.Found, fault.Legal, $"In '{run.RecordFile}' {fault.What}.", fault.Causes)
        : null;

    /// <summary>For the table, for example <c>loss 1.55 to 0.27</c>.</summary>
    public static string Figure(IReadOnlyList<GateRun> runs) =>
        runs.Count == 1 ? Figure(runs[0].Record.History) : Invariant($"{runs[0].Record.History.Count} epochs each");

    private static string Figure(IReadOnlyList<EpochMetrics> history) => Invariant($"loss {history[0].Loss:F2} to {history[^1].Loss:F2}");

    private static IEnumerable<Fault> Faults(RunUnderTest record)
    {
        IReadOnlyList<EpochMetrics> history = record.History;
        if (history.Count != record.Settings.Epochs)
        {
            yield return new(
                Invariant($"{history.Count} epochs"), Invariant($"{record.Settings.Epochs} epochs"), "the history is not as long as the run", []);
            yield break;
        }

        foreach ((int i, EpochMetrics epoch) in history.Index())
        {
            if (epoch.Epoch != i + 1)
            {
                yield return new(Invariant($"epoch {epoch.Epoch}"), Invariant($"epoch {i + 1}"), "the epochs are not in order", []);
            }

            if (!IsShare(epoch.Accuracy) || !IsShare(epoch.ValAccuracy) || !(epoch.Loss >= 0) || !(epoch.ValLoss >= 0))
            {
                yield return new(
                    Invariant($"epoch {i + 1}: {epoch.Accuracy}, {epoch.Loss}, {epoch.ValAccuracy}, {epoch.ValLoss}"),
                    "accuracies 0 to 1, losses at least 0",
                    Invariant($"epoch {i + 1} has figures that no training has"),
                    []);
            }
        }

        EpochMetrics last = history[^1];
        if (!IsSameAccuracy(last.ValAccuracy, record.Result.TestAccuracy))
        {
            yield return new(
                Invariant($"{last.ValAccuracy}"), Invariant($"{record.Result.TestAccuracy}"), "the last epoch's test accuracy is not the run's", []);
        }

        if (!(record.Result.TestLoss >= 0))
        {
            yield return new(Invariant($"{record.Result.TestLoss}"), "at least 0", "the test loss is one that no training has", []);
        }

        if (record.Result.TestCorrect == record.Result.TestCount)
        {
            yield return new(
                Invariant($"{record.Result.TestCorrect} right"),
                Invariant($"below {record.Result.TestCount}"),
                "every answer is right, which no run of these models reaches: the labels leak, or nothing was tested",
                []);
        }

        if (last.Accuracy >= 1)
        {
            yield return new(
                Invariant($"training accuracy {last.Accuracy}"),
                "below 1",
                "every training image is recognized, which no run of these models reaches: the labels leak, or nothing was trained",
                []);
        }

        // A collapsed run has nothing to learn from; its accuracy tells of it.
        if (record.Result.TestAccuracy >= Expectation.CollapsedBelow && !(last.Loss < history[0].Loss))
        {
            yield return new(
                Figure(history), "a falling loss", "the training loss of the last epoch is not below that of the first", LikelyCauses.OfLowAccuracy);
        }
    }

    /// <summary>Equal but for the rounding of a float32, which is what other programs report: far less than one answer.</summary>
    public static bool IsSameAccuracy(double a, double b) => Math.Abs(a - b) <= 1e-6;

    private static bool IsShare(double value) => value is >= 0 and <= 1;


    private sealed record Fault(string Found, string Legal, string What, IReadOnlyList<string> Causes);
}
