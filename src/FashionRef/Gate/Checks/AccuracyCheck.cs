using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether the test accuracies are where those of right runs fall.</summary>
/// <param name="expectation">What the runs are held against.</param>
/// <param name="acceptance">The command that would make new expectations.</param>
internal sealed class AccuracyCheck(Expectation expectation, string acceptance)
{
    /// <summary>One run: its accuracy against the band for a new run.</summary>
    public GateCheck OfOne(GateRun run) =>
        OfMean(CheckSubject.Of(CheckKind.Accuracy, run), run.Accuracy, 1);

    /// <summary>Several runs: those that collapsed, and the mean of the others.</summary>
    public IEnumerable<GateCheck> OfSeveral(IReadOnlyList<GateRun> runs)
    {
        double[] learned = [.. runs.Select(run => run.Accuracy).Where(accuracy => accuracy >= Expectation.CollapsedBelow)];
        yield return OfCollapsed(CheckSubject.Of(CheckKind.CollapsedRuns, runs), runs.Count - learned.Length, runs.Count);
        CheckSubject mean = CheckSubject.Of(CheckKind.MeanAccuracy, runs);
        yield return learned.Length == 0
            ? mean.Failed("none", "a run that learned", "Every run collapsed: there is no accuracy to judge.", LikelyCauses.OfCollapse)
            : OfMean(mean, learned.Mean(), learned.Length);
    }

    /// <summary>
    /// The most runs that may collapse, by Fisher's exact test (1922): the binomial test of a share against one that is itself only known
    /// from runs. Were all runs alike, so many of the collapsed would be among the new ones more often than the test's share of the rate.
    /// </summary>
    /// <param name="reference">How many of the right runs collapsed.</param>
    /// <param name="runs">How many new runs there are.</param>
    public static int MostCollapsed(Share reference, int runs) =>
        Enumerable.Range(1, runs).FirstOrDefault(count => IsTooMany(reference, runs, count), runs + 1) - 1;

    private static bool IsTooMany(Share reference, int runs, int count) =>
        1 - Hypergeometric.CDF(reference.Trials + runs, reference.Events + count, runs, count - 1) <= FalseAlarms.SharedByTwo;

    private GateCheck OfCollapsed(CheckSubject subject, int collapsed, int runs)
    {
        int most = MostCollapsed(expectation.Collapsed, runs);
        string figure = Invariant($"{collapsed} of {runs}");
        string bound = Invariant($"at most {most} of {runs}");
        return collapsed <= most
            ? subject.Passed(figure, bound)
            : subject.Failed(
                figure,
                bound,
                Invariant($"{collapsed} of {runs} runs ended below {Expectation.CollapsedBelow}; of {expectation.Runs} right runs {expectation.Collapsed.Events} did."),
                LikelyCauses.OfCollapse,
                acceptance);
    }

    private GateCheck OfMean(CheckSubject subject, double accuracy, int runs)
    {
        Band band = expectation.BandOf(runs);
        string figure = Invariant($"{accuracy:F4}");
        string bound = Invariant($"{band.Low:F4} to {band.High:F4}");
        return band.Contains(accuracy) ? subject.Passed(figure, bound) : subject.Failed(figure, bound, Reason(accuracy, runs), Causes(accuracy), acceptance);
    }

    private string Reason(double accuracy, int runs)
    {
        string side = accuracy > expectation.Accuracy.Mean ? "Better than the reference can be" : "Worse than right runs are";
        string whose = runs == 1 ? "a right run" : Invariant($"the mean of {runs} right runs");
        return Invariant($"{side}: {whose} falls outside once in {1 / FalseAlarms.OfMean(runs):N0} times at most. ")
            + Invariant($"{expectation.Source}, {expectation.Runs} runs: {expectation.Accuracy.Lowest:F4} to {expectation.Accuracy.Highest:F4}, mean {expectation.Accuracy.Mean:F4}.");
    }

    private IReadOnlyList<string> Causes(double accuracy) => accuracy > expectation.Accuracy.Mean ? LikelyCauses.OfHighAccuracy
        : accuracy < Expectation.CollapsedBelow ? LikelyCauses.OfCollapse
        : LikelyCauses.OfLowAccuracy;
}
