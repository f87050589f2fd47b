using FashionRef.Gate.Curves;
using FashionRef.Gate.Rates;
using FashionRef.Gate.Reference;
using FashionRef.Studies;
using FashionRef.Training;

namespace FashionRef.Harms.Curves;

/// <summary>How often the gate fails whole runs with a mistake: its measured mean shift is put onto runs that are drawn as right ones are.</summary>
/// <param name="reference">What runs are compared with.</param>
internal sealed class CurvePower(GateReference reference)
{
    private const int Trials = 1_600;
    private const int PermutationTrials = 200;
    private const int Resamples = 10;
    private const int Seed = 8;

    /// <summary>The largest mean shift of a figure, in standard deviations within a seed, and the figure.</summary>
    /// <param name="histories">Of seeds 1, 2, 3 …</param>
    public (StudyFigure Figure, double Shift) Largest(IReadOnlyList<EpochMetrics>[] histories)
    {
        double[] shift = Mean(Shifts(histories));
        int largest = Array.IndexOf(shift, shift.MaxBy(Math.Abs));
        return (CurveFigures.Paired[largest], shift[largest]);
    }

    /// <summary>The share of gates that fail runs which start alike, and the interval that the shift's own uncertainty gives.</summary>
    /// <param name="histories">Of seeds 1, 2, 3 …</param>
    /// <param name="runs">How many runs are judged together.</param>
    public (double Share, double Low, double High) Paired(IReadOnlyList<EpochMetrics>[] histories, int runs)
    {
        PairedSimulation simulation = new(reference);
        return Interval(Shifts(histories), shift => simulation.Failed(shift, runs, isOther: false, Trials, CancellationToken.None).Min(share => (double)share.Events / share.Trials));
    }

    /// <summary>The same of runs that are compared with those of other seeds.</summary>
    /// <param name="histories">Of seeds 1, 2, 3 …</param>
    /// <param name="runs">How many runs are judged together.</param>
    public (double Share, double Low, double High) Unpaired(IReadOnlyList<EpochMetrics>[] histories, int runs)
    {
        UnpairedSimulation simulation = new(reference);
        double[][] shifts =
        [
            .. histories.Select((history, i) => CurveFigures.Of(CurveFigures.Unpaired, history)
                .Zip(MeanOf(i + 1), (figure, right) => figure - right).ToArray()),
        ];
        return Interval(shifts, shift => simulation.Failed(shift, runs, PermutationTrials, CancellationToken.None) is var share ? (double)share.Events / share.Trials : 0);
    }

    // The figures that both ways of judging have, of the right runs that start alike.
    private double[] MeanOf(int seed)
    {
        double[][] right = [.. reference.Runs.Runs.Where(run => run.Seed == seed).Select(run => CurveFigures.Of(CurveFigures.Unpaired, run.Metrics))];
        return Mean(right);
    }

    private double[][] Shifts(IReadOnlyList<EpochMetrics>[] histories) =>
    [
        .. histories.Select((history, i) => CurveFigures.Of(CurveFigures.Paired, history)
            .Zip(reference.Paired.MeanFor(i + 1, history).Mean, (figure, right) => figure - right)
            .Zip(reference.Expectation.Paired!.Figures, (difference, spread) => difference / spread.Sigma).ToArray()),
    ];

    private static (double Share, double Low, double High) Interval(double[][] shifts, Func<double[], double> power)
    {
        RandomNumbers random = new(Seed, 0);
        double[] resampled = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            double[][] drawn = new double[shifts.Length][];
            for (int j = 0; j < drawn.Length; j++)
            {
                drawn[j] = shifts[random.Below(shifts.Length)];
            }

            resampled[i] = power(Mean(drawn));
        }

        return (power(Mean(shifts)), resampled.Min(), resampled.Max());
    }

    private static double[] Mean(double[][] all) => [.. all[0].Select((_, i) => all.Average(run => run[i]))];
}
