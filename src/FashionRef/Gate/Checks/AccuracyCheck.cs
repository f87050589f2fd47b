using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether runs have learned, and whether the test accuracy of each is within the band of correct runs.</summary>
/// <param name="expectation">What the runs are compared with.</param>
/// <param name="acceptance">The command that would derive new expectations.</param>
internal sealed class AccuracyCheck(Expectation expectation, string acceptance)
{
    /// <summary>A run's accuracy against the band.</summary>
    /// <param name="run">The run.</param>
    /// <param name="runs">How many runs are each held to it.</param>
    /// <param name="why">Why the run is not compared with runs that start alike.</param>
    public GateCheck Of(GateRun run, int runs, string why)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.Accuracy, run);
        Band band = expectation.BandOf(runs);
        string figure = Invariant($"{run.Accuracy:F4}");
        string bound = Invariant($"{band.Low:F4} to {band.High:F4}");
        GateCheck check = band.Contains(run.Accuracy)
            ? subject.Passed(figure, bound) with { Reason = Invariant($"Compared with {expectation.Runs} right runs of other seeds (expectations {expectation.Version}), since {why}.") }
            : subject.Failed(figure, bound, Reason(run.Accuracy), Causes(run.Accuracy), run.HasLearned ? acceptance : "");
        return check with { Measure = new("test_accuracy", run.Accuracy, band.Low, band.High, FalseAlarms.Rate / band.Runs) };
    }

    /// <summary>The runs that collapsed: each fails, whatever the others do.</summary>
    /// <param name="runs">At least one.</param>
    public GateCheck OfCollapsed(IReadOnlyList<GateRun> runs)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.CollapsedRuns, runs);
        GateRun[] collapsed = [.. runs.Where(run => !run.HasLearned)];
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

    private string Reason(double accuracy)
    {
        string side = accuracy > expectation.Accuracy.Mean ? "Better than the reference can be" : "Worse than right runs are";
        return Invariant($"{side}: right runs fall outside once in {1 / FalseAlarms.Rate:N0} times at most. ")
            + Invariant($"{expectation.Source}, {expectation.Runs} runs: {expectation.Accuracy.Lowest:F4} to {expectation.Accuracy.Highest:F4}, mean {expectation.Accuracy.Mean:F4}.");
    }

    private IReadOnlyList<string> Causes(double accuracy) =>
        LikelyCauses.OfAccuracy(expectation.Model, expectation.Shuffle, accuracy, expectation.Accuracy.Mean);
}
