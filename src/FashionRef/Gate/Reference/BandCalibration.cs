using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Reference;

/// <summary>
/// Finds how wide bands must be so that right runs are stopped at the stated rate and no oftener: by simulating what happens, since
/// neither the normal distribution nor a small sample's own quantiles can be trusted one run in a thousand out.
/// Each trial draws a sample of right runs and new runs from one population, and notes how far the new ones stand from the sample.
/// </summary>
internal static class BandCalibration
{
    /// <summary>The most new runs that a band is made for.</summary>
    public const int MostRuns = 20;

    private const int Trials = 400_000;
    private const int Chunks = 16;
    private const int Seed = 1;
    private const double SkewnessStep = 0.25;
    private const double MostSkewed = -2;

    // A small sample shows less skewness than its population has.
    private const double LeastAssumed = -1;

    /// <summary>The factors that hold in the normal population, in one with skewness -1, and in one as skewed as the right runs.</summary>
    /// <param name="referenceRuns">How many right runs there are.</param>
    /// <param name="skewness">The sample skewness of the right runs.</param>
    /// <param name="simulate">Simulates one population; for callers that keep what they have simulated.</param>
    public static BandFactors Factors(int referenceRuns, double skewness, Func<int, double, BandFactors> simulate) =>
        new[] { 0, LeastAssumed, OnGrid(skewness) }.Distinct()
            .Select(assumed => simulate(referenceRuns, assumed))
            .Aggregate((a, b) => a.Or(b));

    /// <summary>The factors for one population.</summary>
    /// <param name="referenceRuns">How many right runs a sample has.</param>
    /// <param name="skewness">The population's, 0 or below.</param>
    public static BandFactors Simulate(int referenceRuns, double skewness)
    {
        SkewedPopulation population = new(skewness);
        double[][] means = [.. Enumerable.Range(0, MostRuns).Select(_ => new double[Trials])];
        double[] differences = new double[Trials];
        Parallel.For(0, Chunks, chunk =>
        {
            RandomStream random = new(Seed, chunk);
            double[] sample = new double[referenceRuns];
            double[] runs = new double[MostRuns];
            for (int trial = chunk * (Trials / Chunks); trial < (chunk + 1) * (Trials / Chunks); trial++)
            {
                population.Fill(sample, ref random);
                population.Fill(runs, ref random);
                differences[trial] = Math.Abs(runs[0] - runs[1]) / sample.StandardDeviation();
                Spread spread = Spread.Of(sample);
                double sum = 0;
                for (int i = 0; i < MostRuns; i++)
                {
                    sum += runs[i];
                    means[i][trial] = spread.Distance(sum / (i + 1));
                }
            }
        });
        Array.Sort(differences);
        return new BandFactors(
            [.. means.Select((distances, i) => TwoSided(distances, FalseAlarms.OfMean(i + 1)))],
            SortedArrayStatistics.Quantile(differences, 1 - FalseAlarms.SharedByTwo),
            SortedArrayStatistics.Quantile(differences, 1 - FalseAlarms.OfClass));
    }

    // Towards the more skewed, so that what was assumed is never less than what was seen.
    private static double OnGrid(double skewness) =>
        Math.Clamp(Math.Floor(skewness / SkewnessStep) * SkewnessStep, MostSkewed, 0);

    private static (double Down, double Up) TwoSided(double[] distances, double rate)
    {
        Array.Sort(distances);
        return (-SortedArrayStatistics.Quantile(distances, rate / 2), SortedArrayStatistics.Quantile(distances, 1 - (rate / 2)));
    }
}
