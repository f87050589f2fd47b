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
    // The band of one run reaches ten standard deviations down: no right run is twice as far off, so this takes nothing of the error rate.
    private const int Wider = 2;

    /// <summary>A run's accuracy against the band.</summary>
    /// <param name="run">The run.</param>
    /// <param name="runs">How many runs are each held to it.</param>
    /// <param name="why">Why the run is not compared with runs that start alike.</param>
    public GateCheck Of(GateRun run, int runs, string why)
    {
        string told = Invariant($"Compared with {expectation.Runs} right runs of other seeds ({expectation.Told}), since {why}. {Further}");
        return Of(CheckSubject.Of(CheckKind.Accuracy, run), run.Accuracy, expectation.BandOf(runs), told, run.HasLearned ? acceptance : "");
    }

    /// <summary>The accuracy of a model whose training is not known, against the band of a single run.</summary>
    /// <param name="subject">Its check.</param>
    /// <param name="accuracy">Its test accuracy.</param>
    public GateCheck Of(CheckSubject subject, double accuracy) =>
        Of(subject, accuracy, expectation.BandOf(1), Invariant($"Compared with {expectation.Runs} right runs of other seeds ({expectation.Told}), by its last accuracy: a model file has no curve."), accepted: "");

    private GateCheck Of(CheckSubject subject, double accuracy, Band band, string told, string accepted)
    {
        string figure = Invariant($"{accuracy:F4}");
        string bound = Invariant($"{band.Low:F4} to {band.High:F4}");
        GateCheck check = band.Contains(accuracy)
            ? subject.Passed(figure, bound) with { Reason = told }
            : subject.Failed(figure, bound, Reason(accuracy), Causes(accuracy), accepted);
        return check with { Measure = new("test_accuracy", accuracy, band.Low, band.High, FalseAlarms.Rate / band.Runs) };
    }

    /// <summary>The runs among several whose accuracy is far outside the band: beside good runs a test of all together does not see them.</summary>
    /// <param name="runs">Runs that have learned.</param>
    public IEnumerable<GateCheck> OfOutliers(IReadOnlyList<GateRun> runs)
    {
        Band band = expectation.BandOf(1);
        double mean = expectation.Accuracy.Mean;
        Band wide = new(runs.Count, mean - (Wider * (mean - band.Low)), mean + (Wider * (band.High - mean)));
        string bound = Invariant($"{wide.Low:F4} to {Math.Min(wide.High, 1):F4}");
        return
        [
            .. from run in runs
               where !wide.Contains(run.Accuracy)
               select CheckSubject.Of(CheckKind.Accuracy, run).Failed(
                   Invariant($"{run.Accuracy:F4}"),
                   bound,
                   Invariant($"Of several runs each may be {Wider} times as far from the mean of right runs, {mean:F4}, as a single one may be."),
                   Causes(run.Accuracy)) with { Measure = new("test_accuracy", run.Accuracy, wide.Low, wide.High) },
        ];
    }

    /// <summary>The runs that collapsed: each fails, whatever the others do.</summary>
    /// <param name="runs">At least one.</param>
    public GateCheck OfCollapsed(IReadOnlyList<GateRun> runs) =>
        OfCollapsed(CheckSubject.Of(CheckKind.CollapsedRuns, runs), [.. runs.Select(run => (run.Label, run.Accuracy))]);

    /// <summary>The results that are those of collapsed runs: each fails, whatever the others are.</summary>
    /// <param name="subject">Their check.</param>
    /// <param name="results">What each is called, and its test accuracy; at least one.</param>
    public GateCheck OfCollapsed(CheckSubject subject, (string Label, double Accuracy)[] results)
    {
        (string Label, double Accuracy)[] collapsed = [.. results.Where(result => !Expectation.HasLearned(result.Accuracy))];
        string figure = Invariant($"{collapsed.Length} of {results.Length}");
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

    private string Further => expectation.FewestForCurves is { } fewest
        ? Invariant($"From {fewest} runs on their curves are compared.")
        : "With so few right runs the curves of several new ones are not compared either.";

    private string Reason(double accuracy)
    {
        string side = accuracy > expectation.Accuracy.Mean ? "Better than the reference can be" : "Worse than right runs are";
        return Invariant($"{side}: right runs fall outside once in {1 / FalseAlarms.Rate:N0} times at most. ")
            + Invariant($"Of {expectation.Runs} right runs ({expectation.Told}) the lowest has {expectation.Accuracy.Lowest:F4}, the highest {expectation.Accuracy.Highest:F4}, and their mean is {expectation.Accuracy.Mean:F4}.");
    }

    private IReadOnlyList<string> Causes(double accuracy) =>
        LikelyCauses.OfAccuracy(expectation.Model, expectation.Shuffle, accuracy, expectation.Accuracy.Mean);
}
