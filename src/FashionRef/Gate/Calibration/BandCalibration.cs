using System.Collections.Concurrent;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Calibration;

/// <summary>
/// Finds by simulation how wide bands must be so that correct runs fail no more often than stated: at one run in a thousand, neither
/// the normal distribution nor a small sample's own quantiles can be trusted. Each trial draws a sample of correct runs and new runs
/// from one population, and records how far the new ones are from the sample.
/// </summary>
public static class BandCalibration
{
    /// <summary>The most new runs that a band is derived for.</summary>
    public const int MostRuns = 20;

    private const int Trials = 400_000;
    private const int Chunks = 16;
    private const int Seed = 1;

    // Test accuracies have a longer lower tail, but a few dozen runs do not show its length: from none to the exponential's.
    private static readonly double[] Skewnesses = [0, -2];

    // Each takes seconds.
    private static readonly ConcurrentDictionary<int, BandFactors> Known = new();

    /// <summary>The factors that are wide enough for all populations.</summary>
    /// <param name="referenceRuns">The number of correct runs.</param>
    /// <param name="cancellationToken">Stops the simulation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BandFactors Factors(int referenceRuns, CancellationToken cancellationToken = default) =>
        Known.GetOrAdd(referenceRuns, Find, cancellationToken);

    // All populations use the same draws, which take most of the time.
    private static BandFactors Find(int referenceRuns, CancellationToken cancellationToken)
    {
        SkewedPopulation[] populations = [.. Skewnesses.Select(skewness => new SkewedPopulation(skewness))];
        double[][][] means = [.. populations.Select(_ => Enumerable.Range(0, MostRuns).Select(_ => new double[Trials]).ToArray())];
        double[][] differences = [.. populations.Select(_ => new double[Trials])];
        Parallel.For(0, Chunks, new ParallelOptions { CancellationToken = cancellationToken }, chunk =>
        {
            RandomNumbers random = new(Seed, chunk);
            double[] normals = new double[referenceRuns + MostRuns];
            double[] sample = new double[referenceRuns];
            double[] runs = new double[MostRuns];
            for (int trial = chunk * (Trials / Chunks); trial < (chunk + 1) * (Trials / Chunks); trial++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (ref double normal in normals.AsSpan())
                {
                    normal = random.Normal();
                }

                for (int i = 0; i < populations.Length; i++)
                {
                    populations[i].Fill(normals.AsSpan(0, referenceRuns), sample);
                    populations[i].Fill(normals.AsSpan(referenceRuns), runs);
                    differences[i][trial] = Math.Abs(runs[0] - runs[1]) / sample.StandardDeviation();
                    Distances(Spread.Of(sample), runs, trial, means[i]);
                }
            }
        });
        return populations.Select((_, i) => Factors(means[i], differences[i])).Aggregate((a, b) => a.Or(b));
    }

    private static void Distances(Spread spread, double[] runs, int trial, double[][] means)
    {
        double sum = 0;
        for (int i = 0; i < runs.Length; i++)
        {
            sum += runs[i];
            means[i][trial] = spread.Distance(sum / (i + 1));
        }
    }

    private static BandFactors Factors(double[][] means, double[] differences)
    {
        Array.Sort(differences);
        return new BandFactors(
            [.. means.Select((distances, i) => TwoSided(distances, FalseAlarms.OfMean(i + 1)))],
            SortedArrayStatistics.Quantile(differences, 1 - FalseAlarms.SharedByTwo),
            SortedArrayStatistics.Quantile(differences, 1 - FalseAlarms.OfClass));
    }

    private static (double Down, double Up) TwoSided(double[] distances, double rate)
    {
        Array.Sort(distances);
        return (-SortedArrayStatistics.Quantile(distances, rate / 2), SortedArrayStatistics.Quantile(distances, 1 - (rate / 2)));
    }
}
