using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>
/// Whether runs are as near to right runs of the same seed, which start alike, as rounding leaves them: by the largest |t| of their figures.
/// Two-sided, since many mistakes make training figures better.
/// </summary>
/// <param name="reference">The right runs, some of which start alike.</param>
/// <param name="look">How often right runs may fail.</param>
/// <param name="acceptance">The command that would derive new expectations.</param>
internal sealed class PairedCheck(GateReference reference, GateLook look, string acceptance)
{
    // Smaller ones are told only where they are the largest.
    private const double WorthTelling = 3;

    // Of several runs each may be so many times as far as a single one: mistakes in both directions cancel in their sum. With tails as long as the
    // figures' (Student's t with 5 to 30 degrees of freedom) a right run is so far off once in 400,000 times, next to nothing of the error rate.
    private const int Wider = 2;

    private readonly PairedExpectation _paired = reference.Expectation.Paired!;

    /// <summary>The check of one run or several.</summary>
    /// <param name="runs">At most <see cref="PairedExpectation.MostBounds"/>, each of a seed with references.</param>
    public GateCheck Of(IReadOnlyList<GateRun> runs)
    {
        bool isOther = IsOther(runs);
        PairedBounds bounds = _paired.BoundsOf(runs.Count, isOther);
        Difference[] differences = Differences(runs, isOther);
        Difference largest = differences.MaxBy(difference => Math.Abs(difference.T) / difference.Tail)!;
        double bound = bounds.BoundOf(look) * largest.Tail;
        bool isIn = Math.Abs(largest.T) <= bound;
        CheckSubject subject = CheckSubject.Of(CheckKind.Paired, runs);
        if (Outliers(runs) is { Length: > 0 } outliers)
        {
            (_, Difference first, double limit) = outliers[0];
            return subject.Failed(Figure(first), Bound(limit), Invariant($"Of several runs each may be {Wider} times as far from right runs that start alike as a single one may be."), Causes(runs, differences), acceptance) with
            {
                Faults = [.. outliers.Select(outlier => $"{outlier.Run.Label}: {Told(outlier.Largest)}")],
                Measure = new("largest_t", first.T, -limit, limit),
            };
        }

        (string figure, string legal) = (Figure(largest), Bound(bound));
        GateCheck check = isIn
            ? subject.Passed(figure, legal) with { Reason = Compared(runs, differences) }
            : subject.Failed(figure, legal, Reason(runs, bound), Causes(runs, differences), acceptance) with
            {
                Faults = [.. differences.Where(difference => difference.Figure == largest.Figure || Math.Abs(difference.T) > WorthTelling).OrderByDescending(difference => Math.Abs(difference.T)).Select(Told)],
            };
        return check with { Measure = new("largest_t", largest.T, -bound, bound, look.Rate, bounds.P(Math.Abs(largest.T) / largest.Tail)) };
    }

    private (GateRun Run, Difference Largest, double Limit)[] Outliers(IReadOnlyList<GateRun> runs) => runs.Count == 1
        ? []
        :
        [
            .. from run in runs
               let isOther = IsOther([run])
               let largest = Differences([run], isOther).MaxBy(difference => Math.Abs(difference.T) / difference.Tail)
               let limit = Wider * _paired.BoundsOf(1, isOther).Bound * largest.Tail
               where !(Math.Abs(largest.T) <= limit)
               select (run, largest, limit),
        ];

    // Another engine of this program is another program: its arithmetic is.
    private bool IsOther(IReadOnlyList<GateRun> runs) => runs.Any(run => run.Record.Settings.Engine != reference.Runs.Engine);

    // t = (figure - mean of the references) / (sigma sqrt(1 + 1/m)); of several runs the sum over the root of their number.
    private Difference[] Differences(IReadOnlyList<GateRun> runs, bool isOther)
    {
        double[] sums = new double[_paired.Figures.Count];
        double[] totals = new double[_paired.Figures.Count];
        foreach (GateRun run in runs)
        {
            double[] figures = CurveFigures.Of(CurveFigures.Paired, run.Record.History);
            (double[] mean, int count, _) = reference.Paired.MeanFor(run.Record.Settings.Seed, run.Record.History);
            for (int i = 0; i < sums.Length; i++)
            {
                totals[i] += figures[i] - mean[i];
                sums[i] += (figures[i] - mean[i]) / Math.Sqrt(1 + (1.0 / count));
            }
        }

        return
        [
            .. _paired.Figures.Select((spread, i) => new Difference(
                spread.Figure, totals[i] / runs.Count, sums[i] / Math.Sqrt(runs.Count) / (isOther ? spread.OtherSigma : spread.Sigma), spread.TailFactor)),
        ];
    }

    private string Compared(IReadOnlyList<GateRun> runs, Difference[] differences)
    {
        int among = runs.Count(run => reference.Paired.MeanFor(run.Record.Settings.Seed, run.Record.History).IsOneOfThem);
        string left = among == 0 ? "" : Invariant($" {(runs.Count == 1 ? "The run is itself" : $"{among} of the runs are themselves")} among the references, and left out there.");
        return Invariant($"Compared with {_paired.References} right runs of the same start {(runs.Count == 1 ? "" : "each ")}({reference.Expectation.Told}), by {differences.Length} figures of the curve.{left} ")
            + Invariant($"A loss of test accuracy alone is seen in 19 of 20 cases from {Seen(runs):F4} on.");
    }

    // What a normal figure exceeds in 19 of 20 cases.
    private double Seen(IReadOnlyList<GateRun> runs)
    {
        const double Power95 = 1.645;
        bool isOther = IsOther(runs);
        PairedSpread test = _paired.Figures.Single(spread => spread.Figure == StudyFigure.MeanTestAccuracy);
        return ((_paired.BoundsOf(runs.Count, isOther).BoundOf(look) * test.TailFactor) + Power95) * (isOther ? test.OtherSigma : test.Sigma) * Math.Sqrt((1 + (1.0 / _paired.References)) / runs.Count);
    }

    private string Reason(IReadOnlyList<GateRun> runs, double bound) =>
        Invariant($"{(runs.Count == 1 ? "The run is" : "The runs are")} further from right runs that start alike than rounding takes them: of a right program this |t| is above {bound:F2} once in {1 / look.Rate:N0} times at most. Figures are means over epochs 2 to {reference.Expectation.Epochs}, but for that of epoch 1.");

    private static string Figure(Difference largest) => Invariant($"{CurveFigures.Name(largest.Figure)} {largest.Mean:+0.0000;-0.0000;0.0000}, t = {largest.T:F1}");

    private static string Bound(double limit) => Invariant($"|t| at most {limit:F2}");

    private static string Told(Difference difference) =>
        Invariant($"{CurveFigures.Name(difference.Figure)} is {Math.Abs(difference.Mean):F4} too {(difference.Mean > 0 ? "high" : "low")} (t = {difference.T:F1})");

    private IReadOnlyList<string> Causes(IReadOnlyList<GateRun> runs, Difference[] differences) => LikelyCauses.OfCurve(
        reference.Expectation, runs.Average(run => run.Accuracy), differences.Single(difference => difference.Figure == StudyFigure.MeanTestAccuracy).T);

    private sealed record Difference(StudyFigure Figure, double Mean, double T, double Tail);
}
