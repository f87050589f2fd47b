using FashionRef.Data;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;
using MathNet.Numerics.Statistics;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether a run's history can be that of a training. What not even all right runs of the model do is not asked of it.</summary>
/// <param name="right">Right runs of the model.</param>
internal sealed class HistoryCheck(IReadOnlyList<SeedRun> right)
{
    private static readonly double Guessing = Math.Log(FashionMnist.ClassNames.Count);

    // Some losses are above that of guessing by their nature, and a model that is large enough learns every training image.
    private readonly HashSet<Rule> _broken = [.. right.SelectMany(run => Implausible(run.Metrics, run.Correct, FashionMnist.TestCount)).Select(fault => fault.Rule)];

    private enum Rule
    {
        NotAlwaysRightInTraining,
        NotAlwaysRightInTest,
        BetterThanGuessing,
        FallsOnTheWhole,
        EndsBelowItsStart,
    }

    /// <summary>All that is wrong, or null.</summary>
    /// <param name="run">A run, whatever its record holds.</param>
    public GateCheck? Failure(GateRun run)
    {
        FieldFault[] faults = Faults(run.Record);
        return faults.Length == 0 ? null : CheckSubject.Of(CheckKind.History, run).Failed($"In '{run.RecordFile}'", faults);
    }

    /// <summary>For the table, for example <c>loss 1.55 to 0.27</c>.</summary>
    /// <param name="runs">Runs with valid histories.</param>
    public static string Figure(IReadOnlyList<GateRun> runs) => runs.Count == 1
        ? Invariant($"loss {runs[0].Record.History[0].Loss:F2} to {runs[0].Record.History[^1].Loss:F2}")
        : Invariant($"{runs[0].Record.History.Count} epochs each");

    private FieldFault[] Faults(RunRecord record)
    {
        FieldFault[] impossible = [.. RecordedHistory.Faults(record.History, record.Settings.Epochs, record.Result)];
        return record.History.Count == 0 || record.History.Count != record.Settings.Epochs ? impossible
            : [.. impossible, .. Implausible(record.History, record.Result.TestCorrect, record.Result.TestCount).Where(fault => !_broken.Contains(fault.Rule)).Select(fault => fault.Fault)];
    }

    // A run can have these, but no correct one has.
    private static IEnumerable<(Rule Rule, FieldFault Fault)> Implausible(IReadOnlyList<EpochMetrics> history, int correct, int count)
    {
        foreach ((int index, EpochMetrics epoch) in history.Index())
        {
            if (epoch.Accuracy == 1)
            {
                yield return (Rule.NotAlwaysRightInTraining, new(
                    Invariant($"history[{index}].accuracy"), "1", "below 1: no run of these models is always right, so the labels leak, or nothing was trained"));
            }
        }

        if (correct == count)
        {
            yield return (Rule.NotAlwaysRightInTest, new(
                "result.test_correct",
                Invariant($"{correct}"),
                Invariant($"below {count}: no run of these models is always right, so the labels leak, or nothing was tested")));
        }

        // A collapsed run's loss need not fall, and its accuracy fails anyway. A single epoch cannot show a falling loss.
        if (history.Count < 2 || !Expectation.HasLearned((double)correct / count))
        {
            yield break;
        }

        foreach ((int index, EpochMetrics epoch) in history.Index().Skip(1))
        {
            foreach ((string name, double loss) in new[] { ("loss", epoch.Loss), ("val_loss", epoch.ValLoss) }.Where(figure => figure.Item2 > Guessing))
            {
                yield return (Rule.BetterThanGuessing, new(
                    Invariant($"history[{index}].{name}"), Invariant($"{loss:G6}"), Invariant($"at most {Guessing:F4}, the loss of guessing among ten classes: from the second epoch on a training is better")));
            }
        }

        double order = Correlation.Spearman(history.Select(epoch => (double)epoch.Epoch), history.Select(epoch => epoch.Loss));
        if (history.Count > 2 && !(order < 0))
        {
            yield return (Rule.FallsOnTheWhole, new(
                "history", Invariant($"a loss with rank correlation {order:F2} to the epochs"), "one with a rank correlation below 0: a training's loss falls on the whole"));
        }

        if (!(history[^1].Loss < history[0].Loss))
        {
            yield return (Rule.EndsBelowItsStart, new(
                Invariant($"history[{history.Count - 1}].loss"),
                Invariant($"{history[^1].Loss}"),
                Invariant($"below history[0].loss, {history[0].Loss}: a training's loss falls")));
        }
    }
}
