using FashionRef.Gate.Reference;
using FashionRef.Training;
using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Calibration;

/// <summary>
/// Finds how wide the band for single runs must be so that correct runs fail no more often than stated: at one run in 2,000, neither the
/// normal distribution nor a small sample's own quantiles can be trusted. Each trial draws a sample of correct runs from a known population;
/// the band around it that holds all but the stated share of that population is known. Stored runs are one such sample, so the band is as wide
/// as 95 of 100 samples need it.
/// </summary>
internal static class BandCalibration
{
    /// <summary>The most runs that are each held to the band: of more the permutation test can decide.</summary>
    public const int MostRuns = 4;

    private const int Samples = 20_000;
    private const double Confidence = 0.95;
    private const int Seed = 1;

    // Test accuracies have a longer lower tail, but a few dozen runs do not show its length: from none to the exponential's.
    private static readonly double[] Skewnesses = [0, -2];

    /// <summary>For 1, 2, 3 and 4 runs, how far the band reaches from the mean of correct runs, in spreads.</summary>
    /// <param name="referenceRuns">The number of correct runs.</param>
    /// <param name="cancellationToken">Stops the simulation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<(double Down, double Up)> Factors(int referenceRuns, CancellationToken cancellationToken = default)
    {
        (double Down, double Up)[][] factors = [.. Skewnesses.Select(skewness => Factors(new SkewedPopulation(skewness), referenceRuns, cancellationToken))];
        return [.. factors[0].Zip(factors[1], (a, b) => (Math.Max(a.Down, b.Down), Math.Max(a.Up, b.Up)))];
    }

    private static (double Down, double Up)[] Factors(SkewedPopulation population, int referenceRuns, CancellationToken cancellationToken)
    {
        RandomNumbers random = new(Seed, 0);
        Spread[] spreads = new Spread[Samples];
        double[] sample = new double[referenceRuns];
        for (int trial = 0; trial < Samples; trial++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ref double normal in sample.AsSpan())
            {
                normal = random.Normal();
            }

            population.Fill(sample, sample);
            spreads[trial] = Spread.Of(sample);
        }

        return [.. Enumerable.Range(1, MostRuns).Select(runs => Factors(population, spreads, FalseAlarms.Rate / runs / 2))];
    }

    private static (double Down, double Up) Factors(SkewedPopulation population, Spread[] spreads, double tail)
    {
        double low = population.Quantile(tail);
        double high = population.Quantile(1 - tail);
        return (Enough(spreads.Select(spread => -spread.Distance(low))), Enough(spreads.Select(spread => spread.Distance(high))));
    }

    private static double Enough(IEnumerable<double> factors) => factors.Quantile(Confidence);
}
