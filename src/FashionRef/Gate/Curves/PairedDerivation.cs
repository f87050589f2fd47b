using FashionRef.Gate.Reference;
using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Curves;

/// <summary>Derives how far a run may be from right runs that start alike.</summary>
internal static class PairedDerivation
{
    /// <summary>With fewer seeds nobody can tell whether they spread alike.</summary>
    public const int FewestSeeds = 3;

    // Of the test whether seeds spread alike, for all figures together.
    private const double AlikeBelow = 0.05;

    // The file is for people too.
    private const int Digits = 4;

    /// <summary>Derives it.</summary>
    /// <param name="runs">Right runs.</param>
    /// <param name="others">Right runs of other programs that start from the same weights and order.</param>
    /// <param name="cancellationToken">Stops the simulation, which takes seconds.</param>
    /// <returns>Null where fewer than three seeds have references.</returns>
    /// <exception cref="FashionRefException">A figure is the same in all runs of every seed (bad request).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PairedExpectation? Of(SeedRuns runs, IReadOnlyList<SeedRuns> others, CancellationToken cancellationToken)
    {
        PairedReferences references = PairedReferences.Of(runs);
        if (references.Seeds.Count < FewestSeeds)
        {
            return null;
        }

        IReadOnlyList<double[][]> groups = references.Groups;
        if (CurveFigures.Paired.Index().FirstOrDefault(figure => PooledSpread.Of(Column(groups, figure.Index)).Deviation == 0, (-1, default)) is { Index: >= 0 } same)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"Of the runs that start alike all have the same {CurveFigures.Name(same.Item)}, in every seed: right runs that differ in rounding differ in it. Give runs with jitters that act, or none with a jitter.");
        }

        int perSeed = (int)Math.Round(groups.Average(group => (double)group.Length));
        double[][] distances =
        [
            .. from other in others
               from run in other.Runs
               where run.HasLearned && references.Seeds.Contains(run.Seed)
               let mean = references.MeanFor(run.Seed, run.Metrics).Mean
               select CurveFigures.Of(CurveFigures.Paired, run.Metrics).Zip(mean, (figure, right) => figure - right).ToArray(),
        ];
        double[][] residuals = Residuals(groups);
        PairedSpread[] spreads = [.. CurveFigures.Paired.Select((_, figure) => Spread(figure, groups, distances, perSeed, HeavyTail.Of([.. residuals.Select(residual => residual[figure])]).Factor))];
        int figures = spreads.Length;
        double[] wider = Wider(groups, spreads);
        double[] tails = [.. spreads.Select(spread => spread.TailFactor)];
        ResidualPopulation[] populations = [ResidualPopulation.Smoothed(residuals), ResidualPopulation.Heavy(residuals)];
        return new PairedExpectation(perSeed, MostRuns(spreads, perSeed, runs), spreads, Bounds(0), distances.Length == 0 ? Bounds(0) : Bounds(distances.Length));

        IReadOnlyList<PairedBounds> Bounds(int count) => populations
            .Select(population => new PairedCalibration(population, figures, groups.Count, perSeed, count, wider, tails).Bounds(cancellationToken))
            .Aggregate((a, b) => [.. a.Zip(b, Or)])
            .Select(Rounded).ToArray();
    }

    // The distance from the mean of a seed's references, as the bounds count it, against that from the mean of all seeds.
    private static int MostRuns(PairedSpread[] spreads, int references, SeedRuns runs)
    {
        double[][] seeds = [.. runs.Plain.Where(run => run.HasLearned).Select(run => CurveFigures.Of(CurveFigures.Paired, run.Metrics))];
        double[] ratios =
        [
            .. spreads.Select((spread, figure) => spread.Sigma * spread.TailFactor * Math.Sqrt(1 + (1.0 / references))
                / (seeds.Select(run => run[figure]).StandardDeviation() * Math.Sqrt(1 + (1.0 / seeds.Length)))),
        ];
        return ratios.Median() < 1 ? PairedExpectation.MostBounds : 1;
    }

    private static PairedSpread Spread(int figure, IReadOnlyList<double[][]> groups, double[][] distances, int references, double tail)
    {
        double[][] column = Column(groups, figure);
        double alike = PooledSpread.AlikeP(column);
        (double sigma, int freedom) = alike < AlikeBelow / CurveFigures.Paired.Count ? PooledSpread.OfWorstThird(column) : PooledSpread.Of(column);
        double other = distances.Length == 0 ? sigma : Math.Max(sigma, PairedCalibration.OfDistances([.. distances.Select(distance => distance[figure])], references));
        return new PairedSpread(CurveFigures.Paired[figure], Significant(sigma), freedom, Significant(alike), Significant(tail), Significant(other), distances.Length);
    }

    /// <summary>For each figure, by what factor its spread is wider than the pooled one: above 1 where that of the worst third of the seeds is used.</summary>
    /// <param name="groups">The references.</param>
    /// <param name="spreads">Their spreads.</param>
    internal static double[] Wider(IReadOnlyList<double[][]> groups, IReadOnlyList<PairedSpread> spreads) =>
        [.. spreads.Select((spread, figure) => spread.Sigma / PooledSpread.Of(Column(groups, figure)).Deviation)];

    // Runs' distances from their seed's mean are shorter than from the true one; all in standard deviations.
    internal static double[][] Residuals(IReadOnlyList<double[][]> groups)
    {
        double[][] residuals =
        [
            .. from runs in groups
               let mean = runs[0].Select((_, figure) => runs.Average(run => run[figure])).ToArray()
               from run in runs
               select run.Zip(mean, (figure, center) => (figure - center) * Math.Sqrt(runs.Length / (runs.Length - 1.0))).ToArray(),
        ];
        double[] deviations = [.. residuals[0].Select((_, figure) => Math.Sqrt(residuals.Average(residual => residual[figure] * residual[figure])))];
        return [.. residuals.Select(residual => residual.Zip(deviations, (figure, deviation) => figure / deviation).ToArray())];
    }

    private static double[][] Column(IReadOnlyList<double[][]> groups, int figure) => [.. groups.Select(group => (double[])[.. group.Select(run => run[figure])])];

    private static PairedBounds Or(PairedBounds a, PairedBounds b) => new(
        a.Runs,
        Math.Max(a.Bound, b.Bound),
        Math.Max(a.FirstLook, b.FirstLook),
        Math.Max(a.LaterLook, b.LaterLook),
        [.. a.Tail.Zip(b.Tail, Math.Max)]);

    private static PairedBounds Rounded(PairedBounds bounds) => new(
        bounds.Runs, Up(bounds.Bound), Up(bounds.FirstLook), Up(bounds.LaterLook), [.. bounds.Tail.Select(Up)]);

    private static double Up(double bound) => Math.Ceiling(bound * 100) / 100;

    private static double Significant(double value) => value == 0 ? 0 : double.Parse(value.ToString($"G{Digits}", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
