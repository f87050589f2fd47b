using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Curves;

/// <summary>The spread of one figure within groups of runs, pooled over the groups.</summary>
internal static class PooledSpread
{
    /// <summary>The standard deviation within groups.</summary>
    /// <param name="groups">For each group its runs' figures; at least two in one of them.</param>
    /// <returns>It, and its degrees of freedom.</returns>
    public static (double Deviation, int DegreesOfFreedom) Of(IReadOnlyList<double[]> groups)
    {
        int freedom = groups.Sum(group => group.Length - 1);
        return (Math.Sqrt(groups.Sum(SquaredDistances) / freedom), freedom);
    }

    /// <summary>The same of the third of the groups that spread the most.</summary>
    /// <param name="groups">At least two runs in each.</param>
    public static (double Deviation, int DegreesOfFreedom) OfWorstThird(IReadOnlyList<double[]> groups) =>
        Of([.. groups.OrderByDescending(group => SquaredDistances(group) / (group.Length - 1)).Take((groups.Count + 2) / 3)]);

    /// <summary>
    /// The p value of "all groups spread alike": the test of Brown and Forsythe (1974), an F test of the distances from each group's median.
    /// </summary>
    /// <param name="groups">At least two groups, each of at least two runs.</param>
    public static double AlikeP(IReadOnlyList<double[]> groups)
    {
        double[][] distances = [.. groups.Select(group => group.Median() is var median ? (double[])[.. group.Select(figure => Math.Abs(figure - median))] : [])];
        int runs = distances.Sum(group => group.Length);
        double mean = distances.Sum(group => group.Sum()) / runs;
        double between = distances.Sum(group => group.Length * Math.Pow(group.Mean() - mean, 2)) / (groups.Count - 1);
        double within = distances.Sum(SquaredDistances) / (runs - groups.Count);
        return within == 0 ? 1 : 1 - FisherSnedecor.CDF(groups.Count - 1, runs - groups.Count, between / within);
    }

    private static double SquaredDistances(double[] group)
    {
        double mean = group.Mean();
        return group.Sum(figure => (figure - mean) * (figure - mean));
    }
}
