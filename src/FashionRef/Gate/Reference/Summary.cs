using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Reference;

/// <summary>The summary statistics of a sample.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">The sample's, with n - 1.</param>
/// <param name="Skewness">The sample's; below 0 when the lower tail is the longer one.</param>
/// <param name="Lowest">The lowest figure.</param>
/// <param name="Highest">The highest figure.</param>
public sealed record Summary(double Mean, double StandardDeviation, double Skewness, double Lowest, double Highest)
{
    private const int Decimals = 6;

    /// <summary>Summarizes a sample, each number rounded to six decimals.</summary>
    /// <param name="sample">At least three figures.</param>
    public static Summary Of(IReadOnlyCollection<double> sample) => new(
        Math.Round(sample.Mean(), Decimals),
        Math.Round(sample.StandardDeviation(), Decimals),
        Math.Round(sample.Skewness(), Decimals),
        Math.Round(sample.Min(), Decimals),
        Math.Round(sample.Max(), Decimals));
}
