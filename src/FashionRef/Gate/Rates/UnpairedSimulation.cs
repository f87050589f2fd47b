using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Gate.Rates;

/// <summary>Plays the check against runs of other seeds, and the band for single runs: references and new runs are drawn from the stored ones, smoothed.</summary>
/// <param name="reference">What runs are compared with.</param>
internal sealed class UnpairedSimulation(GateReference reference)
{
    private const int Seed = 6;

    private readonly double[][] _runs = [.. reference.Runs.Plain.Where(run => run.HasLearned).Select(run => CurveFigures.Of(CurveFigures.Unpaired, run.Metrics))];

    /// <summary>How many gates fail that compare several runs with those of other seeds.</summary>
    /// <param name="shift">By how much every new run's figures are off, in the order of <see cref="CurveFigures.Unpaired"/>.</param>
    /// <param name="runs">How many new runs are judged together; enough to decide.</param>
    /// <param name="trials">How often it is played.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Share Failed(IReadOnlyList<double> shift, int runs, int trials, CancellationToken cancellationToken)
    {
        int failed = 0;
        (double[] mean, double[] deviation) = Moments();
        double[][] scaled = [.. _runs.Select(run => run.Select((figure, i) => (figure - mean[i]) / deviation[i]).ToArray())];
        ResidualPopulation population = ResidualPopulation.Smoothed(scaled);
        Parallel.For(0, trials, new ParallelOptions { CancellationToken = cancellationToken }, trial =>
        {
            RandomNumbers random = new(Seed, trial);
            double[][] drawn = [.. Enumerable.Range(0, _runs.Length + runs).Select(_ => new double[shift.Count])];
            foreach (double[] run in drawn)
            {
                population.Fill(run, ref random);
            }

            foreach (double[] run in drawn[_runs.Length..])
            {
                for (int i = 0; i < run.Length; i++)
                {
                    run[i] += shift[i] / deviation[i];
                }
            }

            if (PermutationTest.Of(drawn[.._runs.Length], drawn[_runs.Length..]).P <= GateLook.Once.Rate)
            {
                Interlocked.Increment(ref failed);
            }
        });
        return Share.Of(failed, trials);
    }

    /// <summary>Whether so many runs can be compared so.</summary>
    /// <param name="runs">How many.</param>
    public bool CanDecide(int runs) => PermutationTest.SmallestP(_runs.Length, runs) <= GateLook.Once.Rate;

    /// <summary>How many of the stored runs are outside the band for single runs when their accuracy is off.</summary>
    /// <param name="shift">By how much.</param>
    public Share OutsideBand(double shift)
    {
        double[] accuracies = [.. reference.Runs.Plain.Where(run => run.HasLearned).Select(run => run.Accuracy + shift)];
        return Share.Of(accuracies.Count(accuracy => !reference.Expectation.BandOf(1).Contains(accuracy)), accuracies.Length);
    }

    private (double[] Mean, double[] Deviation) Moments()
    {
        double[] mean = [.. _runs[0].Select((_, i) => _runs.Average(run => run[i]))];
        return (mean, [.. mean.Select((center, i) => Math.Sqrt(_runs.Average(run => (run[i] - center) * (run[i] - center))))]);
    }
}
