using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether several runs can be runs of a right program, by a permutation test against right runs of other seeds.</summary>
/// <param name="reference">The right runs.</param>
/// <param name="look">How often right runs may fail.</param>
/// <param name="acceptance">The command that would derive new expectations.</param>
internal sealed class UnpairedCheck(GateReference reference, GateLook look, string acceptance)
{
    private static readonly int TestAccuracy = CurveFigures.Unpaired.Index().Single(figure => figure.Item == StudyFigure.MeanTestAccuracy).Index;

    /// <summary>Whether the test can fail so many runs. Known from the records alone: results must not choose how runs are judged.</summary>
    /// <param name="runs">All runs.</param>
    public bool CanDecide(IReadOnlyList<GateRun> runs) => PermutationTest.CanDecide(Others(runs).Length, runs.Count, look.Rate);

    /// <summary>The check.</summary>
    /// <param name="runs">Runs that have learned, enough to decide.</param>
    /// <param name="why">Why they are not compared with runs that start alike.</param>
    public GateCheck Of(IReadOnlyList<GateRun> runs, string why)
    {
        SeedRun[] references = References(runs);
        (double p, double[] distances) = PermutationTest.Of(
            [.. references.Select(run => CurveFigures.Of(CurveFigures.Unpaired, run.Metrics))],
            [.. runs.Select(run => CurveFigures.Of(CurveFigures.Unpaired, run.Record.History))]);
        CheckSubject subject = CheckSubject.Of(CheckKind.Unpaired, runs);
        string figure = Invariant($"p = {p:G2}");
        string legal = Invariant($"above {look.Rate}");
        int farthest = Array.IndexOf(distances, distances.MaxBy(Math.Abs));
        GateCheck check = p > look.Rate
            ? subject.Passed(figure, legal) with
            {
                Reason = Invariant($"Compared with {references.Length} right runs of other seeds ({reference.Expectation.Told}), since {why}."),
            }
            : subject.Failed(
                figure,
                legal,
                Invariant($"Of right runs at most one in {1 / look.Rate:N0} is as far from these {references.Length} ({reference.Expectation.Told}). Farthest is the {CurveFigures.Name(CurveFigures.Unpaired[farthest])}: {Mean(runs, farthest):F4}, theirs is {references.Average(run => Figure(run.Metrics, farthest)):F4} ({distances[farthest]:+0.0;-0.0} standard errors)."),
                LikelyCauses.OfCurve(reference.Expectation, runs.Average(run => run.Accuracy), distances[TestAccuracy]),
                acceptance);
        return check with { Measure = new("permutation_p", p, Low: look.Rate, Rate: look.Rate, P: p) };
    }

    // A run is not compared with itself: neither, by its record, with the reference of its seed, nor with one that has its figures, as long as
    // enough are left to decide.
    private SeedRun[] References(IReadOnlyList<GateRun> runs)
    {
        SeedRun[] others = Others(runs);
        SeedRun[] different = [.. others.Where(run => !runs.Any(own => CurveFigures.AreEqual(own.Record.History, run.Metrics)))];
        return PermutationTest.CanDecide(different.Length, runs.Count, look.Rate) ? different : others;
    }

    private SeedRun[] Others(IReadOnlyList<GateRun> runs)
    {
        int[] own = [.. runs.Where(run => run.Record.Settings.Engine == reference.Runs.Engine).Select(run => run.Record.Settings.Seed)];
        return [.. reference.Runs.Plain.Where(run => run.HasLearned && !own.Contains(run.Seed))];
    }

    private static double Mean(IReadOnlyList<GateRun> runs, int figure) => runs.Average(run => Figure(run.Record.History, figure));

    private static double Figure(IReadOnlyList<Training.EpochMetrics> history, int figure) => StudyFigures.Of(CurveFigures.Unpaired[figure], history);
}
