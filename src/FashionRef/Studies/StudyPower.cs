using MathNet.Numerics.Distributions;
using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>What a study can find, before it is run.</summary>
public static class StudyPower
{
    /// <summary>How likely a study may be to find something where nothing is.</summary>
    public const double Significance = 0.05;

    private const double Chance = 0.8;

    /// <summary>
    /// The smallest p that a comparison can have: only one of the 2^n ways to choose the signs of the pairs' differences is as far to one
    /// side, and one to the other; multiplied by Holm's correction.
    /// </summary>
    /// <param name="seeds">How many pairs a comparison has.</param>
    /// <param name="comparisons">How many comparisons the study has, at least 1.</param>
    public static double SmallestP(int seeds, int comparisons) => Math.Min(1, comparisons * Math.Pow(2, 1 - seeds));

    /// <summary>
    /// The difference that a comparison would find in four of five studies, about
    /// <c>(t(1 - α/2, n-1) + t(0.8, n-1)) s/√n</c> with α the <see cref="Significance"/> over the number of comparisons.
    /// </summary>
    /// <param name="spread">The standard deviation s of the pairs' differences.</param>
    /// <param name="seeds">How many pairs there are, at least 2.</param>
    /// <param name="comparisons">How many comparisons the study has, at least 1.</param>
    public static double SmallestDifference(double spread, int seeds, int comparisons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(comparisons, 1);
        double freedom = seeds - 1;
        double alpha = Significance / comparisons;
        return (StudentT.InvCDF(0, 1, freedom, 1 - (alpha / 2)) + StudentT.InvCDF(0, 1, freedom, Chance)) * spread / Math.Sqrt(seeds);
    }

    /// <summary>Why even the clearest effect could not count in a study, to continue a sentence about its file; or null.</summary>
    internal static string? Fault(Study study)
    {
        int comparisons = study.Comparisons?.Count ?? 0;
        int seeds = SeedList.Parse(study.Seeds)!.Count;
        if (comparisons == 0 || SmallestP(seeds, comparisons) <= Significance)
        {
            return null;
        }

        int enough = Enumerable.Range(seeds, int.MaxValue - seeds).First(count => SmallestP(count, comparisons) <= Significance);
        return Invariant($"even the clearest effect could not count: with {seeds} seed{(seeds == 1 ? "" : "s")} and {comparisons} comparison{(comparisons == 1 ? "" : "s")} p is at least {SmallestP(seeds, comparisons):G2}, and must be at most {Significance}. Take at least {enough} seeds");
    }
}
