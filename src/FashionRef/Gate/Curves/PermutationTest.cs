using FashionRef.Training;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace FashionRef.Gate.Curves;

/// <summary>
/// Whether new runs and reference runs can be runs of one program: a permutation test. The figures of all runs together are whitened by their
/// covariance, so that relabelling them changes nothing; the statistic is the squared distance of the new runs' mean.
/// </summary>
internal static class PermutationTest
{
    // A tenth of the covariance between figures is left out, so that the few runs' chance correlations do not rule (Ledoit and Wolf, 2004, with a fixed share).
    private const double Shrinkage = 0.1;
    private const int Enumerated = 200_000;
    private const int Drawn = 99_999;
    private const int Seed = 4;

    // Sums in another order differ in their last digits.
    private const double Same = 1 - 1e-9;

    /// <summary>The smallest p that so many runs can have.</summary>
    /// <param name="references">How many reference runs.</param>
    /// <param name="runs">How many new runs.</param>
    public static double SmallestP(int references, int runs) => Math.Max(1 / Ways(references, runs), 1.0 / (Drawn + 1));

    /// <summary>Whether so many new runs can have a p as small as the rate: a test that can never fail decides nothing.</summary>
    /// <param name="references">How many reference runs.</param>
    /// <param name="runs">How many new runs.</param>
    /// <param name="rate">How often right runs may fail.</param>
    public static bool CanDecide(int references, int runs, double rate) => runs > 1 && SmallestP(references, runs) <= rate;

    /// <summary>The fewest new runs that can; null if no number up to the largest can.</summary>
    /// <param name="references">How many reference runs.</param>
    /// <param name="rate">How often right runs may fail.</param>
    /// <param name="most">The largest number of new runs.</param>
    public static int? FewestRuns(int references, double rate, int most) =>
        Enumerable.Range(2, most - 1).Where(runs => CanDecide(references, runs, rate)).Select(runs => (int?)runs).FirstOrDefault();

    /// <summary>The p value.</summary>
    /// <param name="references">For each reference run its figures.</param>
    /// <param name="runs">For each new run its figures.</param>
    /// <returns>The p value, and for each figure how far the new runs' mean is from the references' in standard deviations of such a difference.</returns>
    public static (double P, double[] Distances) Of(IReadOnlyList<double[]> references, IReadOnlyList<double[]> runs)
    {
        Matrix<double> all = Matrix<double>.Build.DenseOfRowArrays(runs.Concat(references));
        Vector<double> mean = all.ColumnSums() / all.RowCount;
        Matrix<double> centered = Matrix<double>.Build.DenseOfRowArrays(all.EnumerateRows().Select(row => (row - mean).ToArray()));
        Matrix<double> covariance = centered.TransposeThisAndMultiply(centered) / (all.RowCount - 1);
        Vector<double> variances = covariance.Diagonal();
        Matrix<double> shrunk = ((1 - Shrinkage) * covariance) + (Shrinkage * Matrix<double>.Build.DenseOfDiagonalVector(variances));
        double[][] whitened = [.. shrunk.Cholesky().Factor.Solve(centered.Transpose()).EnumerateColumns().Select(column => column.ToArray())];
        double observed = Distance(whitened, [.. Enumerable.Range(0, runs.Count)]);
        double p = Ways(references.Count, runs.Count) <= Enumerated ? Enumerate(whitened, runs.Count, observed) : Draw(whitened, runs.Count, observed);
        double scale = Math.Sqrt((1.0 / runs.Count) + (1.0 / references.Count));
        return (p, [.. variances.Select((variance, figure) =>
            (runs.Average(run => run[figure]) - references.Average(run => run[figure])) / (Math.Sqrt(variance) * scale))]);
    }

    private static double Ways(int references, int runs) => SpecialFunctions.Binomial(references + runs, runs);

    private static double Distance(double[][] whitened, ReadOnlySpan<int> chosen)
    {
        double distance = 0;
        for (int figure = 0; figure < whitened[0].Length; figure++)
        {
            double sum = 0;
            foreach (int run in chosen)
            {
                sum += whitened[run][figure];
            }

            distance += sum * sum;
        }

        return distance;
    }

    private static double Enumerate(double[][] whitened, int runs, double observed)
    {
        int[] chosen = [.. Enumerable.Range(0, runs)];
        (long hits, long ways) = (0, 0);
        do
        {
            ways++;
            hits += Distance(whitened, chosen) >= observed * Same ? 1 : 0;
        }
        while (Next(chosen, whitened.Length));
        return (double)hits / ways;
    }

    // The next combination in lexicographic order.
    private static bool Next(int[] chosen, int count)
    {
        for (int i = chosen.Length - 1; i >= 0; i--)
        {
            if (chosen[i] < count - chosen.Length + i)
            {
                chosen[i]++;
                for (int j = i + 1; j < chosen.Length; j++)
                {
                    chosen[j] = chosen[j - 1] + 1;
                }

                return true;
            }
        }

        return false;
    }

    private static double Draw(double[][] whitened, int runs, double observed)
    {
        RandomNumbers random = new(Seed, 0);
        int[] order = [.. Enumerable.Range(0, whitened.Length)];
        int hits = 0;
        for (int permutation = 0; permutation < Drawn; permutation++)
        {
            for (int i = 0; i < runs; i++)
            {
                int other = i + random.Below(order.Length - i);
                (order[i], order[other]) = (order[other], order[i]);
            }

            hits += Distance(whitened, order.AsSpan(0, runs)) >= observed * Same ? 1 : 0;
        }

        return (1.0 + hits) / (1.0 + Drawn);
    }
}
