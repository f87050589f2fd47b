using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Gate.Rates;

/// <summary>Plays the check of runs that start alike: references are drawn and spreads derived from them, and new runs are judged by the stored bounds.</summary>
internal sealed class PairedSimulation
{
    private const int Chunks = 16;
    private const int Seed = 5;

    private readonly PairedExpectation _expectation;
    private readonly int _seeds;
    private readonly ResidualPopulation[] _populations;
    private readonly double[] _wider;

    /// <param name="reference">What runs are compared with; it has runs that start alike.</param>
    public PairedSimulation(GateReference reference)
    {
        _expectation = reference.Expectation.Paired!;
        _seeds = reference.Paired.Seeds.Count;
        double[][] residuals = PairedDerivation.Residuals(reference.Paired.Groups);
        _wider = PairedDerivation.Wider(reference.Paired.Groups, _expectation.Figures);
        _populations = [ResidualPopulation.Smoothed(residuals), ResidualPopulation.Heavy(residuals)];
    }

    /// <summary>How many gates fail, with each of two shapes of tails.</summary>
    /// <param name="shift">By how much every new run's figures are off, in standard deviations within a seed.</param>
    /// <param name="runs">How many new runs are judged together.</param>
    /// <param name="isOther">Whether by the bounds for other programs.</param>
    /// <param name="trials">How often each is played; a multiple of 16.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IReadOnlyList<Share> Failed(IReadOnlyList<double> shift, int runs, bool isOther, int trials, CancellationToken cancellationToken) =>
        [.. _populations.Select(population => Share.Of(Failed(population, shift, runs, isOther, trials, cancellationToken), trials))];

    private int Failed(ResidualPopulation population, IReadOnlyList<double> shift, int runs, bool isOther, int trials, CancellationToken cancellationToken)
    {
        double bound = _expectation.BoundsOf(runs, isOther).Bound;
        int failed = 0;
        Parallel.For(0, Chunks, new ParallelOptions { CancellationToken = cancellationToken }, chunk =>
        {
            RandomNumbers random = new(Seed, chunk);
            for (int trial = 0; trial < trials / Chunks; trial++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Largest(population, shift, runs, isOther, ref random) > bound)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        });
        return failed;
    }

    private double Largest(ResidualPopulation population, IReadOnlyList<double> shift, int runs, bool isOther, ref RandomNumbers random)
    {
        double[][][] groups = new double[_seeds][][];
        for (int seed = 0; seed < _seeds; seed++)
        {
            groups[seed] = new double[_expectation.References][];
            for (int i = 0; i < groups[seed].Length; i++)
            {
                groups[seed][i] = Run(population, shift.Count, ref random);
            }
        }

        double[] sums = new double[shift.Count];
        for (int run = 0; run < runs; run++)
        {
            double[] figures = Run(population, shift.Count, ref random);
            double[][] seed = groups[run % _seeds];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += figures[i] + shift[i] - seed.Average(reference => reference[i]);
            }
        }

        double largest = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            double spread = PooledSpread.Of([.. groups.Select(group => (double[])[.. group.Select(run => run[i])])]).Deviation;
            double wider = _wider[i] * _expectation.Figures[i].TailFactor * (isOther ? _expectation.Figures[i].OtherSigma / _expectation.Figures[i].Sigma : 1);
            largest = Math.Max(largest, Math.Abs(sums[i]) / (spread * wider * Math.Sqrt(runs * (1 + (1.0 / _expectation.References)))));
        }

        return largest;
    }

    private static double[] Run(ResidualPopulation population, int figures, ref RandomNumbers random)
    {
        double[] run = new double[figures];
        population.Fill(run, ref random);
        return run;
    }
}
