using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using MathNet.Numerics.Statistics;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether the test accuracies are within the band of correct runs.</summary>
/// <param name="expectation">What the runs are compared with.</param>
/// <param name="acceptance">The command that would derive new expectations.</param>
internal sealed class AccuracyCheck(Expectation expectation, string acceptance)
{
    /// <summary>One run: its accuracy against the band for a new run.</summary>
    public GateCheck OfOne(GateRun run) =>
        OfMean(CheckSubject.Of(CheckKind.Accuracy, run), run.Accuracy, 1);

    /// <summary>Several runs: the collapsed ones, and the mean of the others.</summary>
    public IEnumerable<GateCheck> OfSeveral(IReadOnlyList<GateRun> runs)
    {
        yield return OfCollapsed(runs);
        double[] learned = [.. runs.Where(HasLearned).Select(run => run.Accuracy)];
        CheckSubject mean = CheckSubject.Of(CheckKind.MeanAccuracy, runs);
        yield return learned.Length == 0
            ? mean.Failed("none", "a run that learned", "Every run collapsed: there is no accuracy to judge.", [])
            : OfMean(mean, learned.Mean(), learned.Length);
    }

    // A collapsed run fails alone, because no band reaches so low, and so it must fail among others too.
    private GateCheck OfCollapsed(IReadOnlyList<GateRun> runs)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.CollapsedRuns, runs);
        GateRun[] collapsed = [.. runs.Where(run => !HasLearned(run))];
        string figure = Invariant($"{collapsed.Length} of {runs.Count}");
        string bound = Invariant($"none below {Expectation.CollapsedBelow}");
        GateCheck check = collapsed.Length == 0
            ? subject.Passed(figure, bound)
            : subject.Failed(
                figure,
                bound,
                Invariant($"{string.Join(", ", collapsed.Select(run => Invariant($"{run.Label} ended with {run.Accuracy:F4}")))}: ")
                + Invariant($"a run that ends below {Expectation.CollapsedBelow} has learned nothing. Of {expectation.Runs} right runs {expectation.Collapsed.Events} did."),
                Causes(collapsed.Average(run => run.Accuracy)));
        return check with { Measure = new("collapsed_runs", collapsed.Length, High: 0) };
    }

    private static bool HasLearned(GateRun run) => run.Accuracy >= Expectation.CollapsedBelow;

    private GateCheck OfMean(CheckSubject subject, double accuracy, int runs)
    {
        Band band = expectation.BandOf(runs);
        string figure = Invariant($"{accuracy:F4}");
        string bound = Invariant($"{band.Low:F4} to {band.High:F4}");
        GateCheck check = band.Contains(accuracy) ? subject.Passed(figure, bound) : subject.Failed(
            figure, bound, Reason(accuracy, runs), Causes(accuracy), accuracy < Expectation.CollapsedBelow ? "" : acceptance);
        return check with { Measure = new(runs == 1 ? "test_accuracy" : "mean_test_accuracy", accuracy, band.Low, band.High, FalseAlarms.OfMean(runs)) };
    }

    private string Reason(double accuracy, int runs)
    {
        string side = accuracy > expectation.Accuracy.Mean ? "Better than the reference can be" : "Worse than right runs are";
        string whose = runs == 1 ? "a right run" : Invariant($"the mean of {runs} right runs");
        return Invariant($"{side}: {whose} falls outside once in {1 / FalseAlarms.OfMean(runs):N0} times at most. ")
            + Invariant($"{expectation.Source}, {expectation.Runs} runs: {expectation.Accuracy.Lowest:F4} to {expectation.Accuracy.Highest:F4}, mean {expectation.Accuracy.Mean:F4}.");
    }

    private IReadOnlyList<string> Causes(double accuracy) =>
        LikelyCauses.OfAccuracy(expectation.Model, expectation.Shuffle, accuracy, expectation.Accuracy.Mean);
}
