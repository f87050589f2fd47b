using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Rates;

/// <summary>
/// Simulates the gate many times: correct runs are drawn, bands are derived from them as for a real expectation, and new runs are judged.
/// </summary>
internal static class MeanSimulation
{
    /// <summary>How many new runs a mean is of.</summary>
    public static readonly int[] RunCounts = [1, 3, 5, 10];

    /// <summary>By how much new runs are worse: nothing, half a point, one point, two points.</summary>
    public static readonly double[] Drops = [0, 0.005, 0.01, 0.02];

    private const int Chunks = 16;
    private const int Seed = 2;

    /// <summary>The rates for each count of runs and each drop.</summary>
    /// <param name="figures">Figures of correct runs.</param>
    /// <param name="trials">How often; a multiple of 16.</param>
    /// <param name="cancellationToken">Stops the simulation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<AlarmRates> Of(IReadOnlyList<double> figures, int trials, CancellationToken cancellationToken)
    {
        SmoothedSample population = new(figures);
        BandFactors factors = BandCalibration.Factors(figures.Count, cancellationToken);
        double quantile = StudentT.InvCDF(0, 1, figures.Count - 1, 1 - (FalseAlarms.Rate / 2));
        int[,,] alarms = new int[RunCounts.Length, Drops.Length, 2];
        Parallel.For(0, Chunks, new ParallelOptions { CancellationToken = cancellationToken }, chunk =>
        {
            RandomNumbers random = new(Seed, chunk);
            double[] sample = new double[figures.Count];
            double[] runs = new double[RunCounts[^1]];
            for (int trial = 0; trial < trials / Chunks; trial++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                population.Fill(sample, ref random);
                population.Fill(runs, ref random);
                Spread spread = Spread.Of(sample);
                double deviation = sample.StandardDeviation();
                for (int i = 0; i < RunCounts.Length; i++)
                {
                    double mean = runs.Take(RunCounts[i]).Mean();
                    Band band = factors.Band(spread, RunCounts[i]);
                    double halfWidth = quantile * deviation * Math.Sqrt((1.0 / RunCounts[i]) + (1.0 / sample.Length));
                    for (int j = 0; j < Drops.Length; j++)
                    {
                        double worse = mean - Drops[j];
                        Count(ref alarms[i, j, 0], !band.Contains(worse));
                        Count(ref alarms[i, j, 1], Math.Abs(worse - spread.Mean) > halfWidth);
                    }
                }
            }
        });
        return
        [
            .. RunCounts.SelectMany((runs, i) => Drops.Select((drop, j) =>
                new AlarmRates(runs, drop, Share.Of(alarms[i, j, 0], trials), Share.Of(alarms[i, j, 1], trials)))),
        ];
    }

    private static void Count(ref int alarms, bool isAlarm)
    {
        if (isAlarm)
        {
            Interlocked.Increment(ref alarms);
        }
    }
}
