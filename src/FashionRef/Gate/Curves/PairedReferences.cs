using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Gate.Curves;

/// <summary>
/// Right runs that start alike, by seed: a plain one, and some with an error as small as rounding in one initial weight. A run that starts so
/// too is compared with their mean, since a single one can be a bad draw.
/// </summary>
public sealed class PairedReferences
{
    /// <summary>A seed with fewer runs has no references: one run shows no spread.</summary>
    public const int FewestRuns = 2;

    private readonly SortedDictionary<int, double[][]> _figures;

    private PairedReferences(SortedDictionary<int, double[][]> figures) => _figures = figures;

    /// <summary>The seeds that have references, in order; empty if none has.</summary>
    public IReadOnlyList<int> Seeds => [.. _figures.Keys];

    /// <summary>The figures of each run of each seed, in the order of <see cref="CurveFigures.Paired"/>.</summary>
    public IReadOnlyList<double[][]> Groups => [.. _figures.Values];

    /// <summary>The references among runs.</summary>
    /// <param name="runs">Right runs.</param>
    public static PairedReferences Of(SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        SortedDictionary<int, double[][]> figures = [];
        foreach (IGrouping<int, SeedRun> seed in runs.Runs.Where(run => run.HasLearned).GroupBy(run => run.Seed).Where(seed => seed.Count() >= FewestRuns))
        {
            // Runs with the same figures are one: a run that has them is left out, and another must be left to compare with.
            double[][] different = [.. seed.Select(run => CurveFigures.Of(CurveFigures.Paired, run.Metrics)).DistinctBy(run => string.Join(' ', run.Select(figure => FormattableString.Invariant($"{figure:R}"))))];
            if (different.Length >= FewestRuns)
            {
                figures[seed.Key] = different;
            }
        }

        return new PairedReferences(figures);
    }

    /// <summary>The mean of a seed's runs.</summary>
    /// <param name="seed">One of <see cref="Seeds"/>.</param>
    /// <param name="history">The run that is compared: where it is one of them, it is left out.</param>
    internal (double[] Mean, int Count, bool IsOneOfThem) MeanFor(int seed, IReadOnlyList<EpochMetrics> history)
    {
        double[] own = CurveFigures.Of(CurveFigures.Paired, history);
        double[][] all = _figures[seed];
        double[][] others = [.. all.Where(run => !run.SequenceEqual(own))];
        return ([.. own.Select((_, figure) => others.Average(run => run[figure]))], others.Length, others.Length < all.Length);
    }
}
