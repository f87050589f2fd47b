using System.Numerics;
using FashionRef.Training;

namespace FashionRef.Studies.Report;

/// <summary>
/// Whether differences of pairs are more than chance: were the two of a pair alike, each difference would have the other sign as easily
/// (Fisher, 1935). No form of the differences' distribution is assumed.
/// </summary>
public static class SignFlipTest
{
    /// <summary>With more pairs, signs are drawn instead of counted.</summary>
    public const int MostExactPairs = 20;

    /// <summary>How many choices of signs are drawn.</summary>
    public const int Draws = 100_000;

    // Sums of the same numbers in another order differ by rounding.
    private const double Rounding = 1e-12;
    private const int Seed = 1;
    private const double Margin = 1e-9;
    private const int SearchSteps = 60;

    /// <summary>
    /// The share of all choices of signs whose sum is at least as far from 0, to either side. Of <see cref="Draws"/> drawn ones, counting
    /// the differences as they are, where there are over <see cref="MostExactPairs"/>; the draws are the same each time.
    /// </summary>
    /// <param name="differences">A difference for each pair, at least one.</param>
    /// <returns>In (0, 1].</returns>
    public static double P(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentOutOfRangeException.ThrowIfZero(differences.Count, nameof(differences));
        double[] values = [.. differences];
        double bound = Math.Abs(values.Sum()) - (Rounding * values.Sum(Math.Abs));
        return values.Length <= MostExactPairs ? Exact(values, bound) : Drawn(values, bound);
    }

    /// <summary>
    /// The shifts that the test does not reject: taken away from every difference, they leave a p above the significance. Unadjusted for
    /// other comparisons.
    /// </summary>
    /// <param name="differences">A difference for each pair, at least one.</param>
    /// <param name="significance">In (0, 1), for example 0.05 for an interval of 95 %.</param>
    /// <returns>The lowest and the highest; infinite where the pairs are too few to reject any.</returns>
    public static (double Low, double High) Interval(IReadOnlyList<double> differences, double significance)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double mean = differences.Average();
        double reach = differences.Max(difference => Math.Abs(difference - mean));
        return (End(-1), End(+1));

        // No shift beyond the differences themselves has another p than they.
        double End(int side)
        {
            double rejected = mean + (side * ((2 * reach) + (Margin * Math.Max(1, Math.Abs(mean)))));
            if (PShifted(rejected) > significance)
            {
                return side * double.PositiveInfinity;
            }

            double kept = mean;
            for (int step = 0; step < SearchSteps; step++)
            {
                double middle = (kept + rejected) / 2;
                (kept, rejected) = PShifted(middle) > significance ? (middle, rejected) : (kept, middle);
            }

            return kept;
        }

        double PShifted(double shift) => P([.. differences.Select(difference => difference - shift)]);
    }

    // Gray's order changes one sign at a time. A choice and its opposite have sums of one size, so half of the choices are enough.
    private static double Exact(double[] values, double bound)
    {
        long choices = 1L << (values.Length - 1);
        double sum = values.Sum();
        long far = 0;
        uint negative = 0;
        for (long i = 0; ;)
        {
            far += Math.Abs(sum) >= bound ? 1 : 0;
            if (++i == choices)
            {
                return (double)far / choices;
            }

            int place = BitOperations.TrailingZeroCount(i);
            negative ^= 1u << place;
            sum += (negative & (1u << place)) != 0 ? -2 * values[place] : 2 * values[place];
        }
    }

    private static double Drawn(double[] values, double bound)
    {
        RandomNumbers random = new(Seed, stream: 0);
        long far = 1;
        for (int draw = 0; draw < Draws; draw++)
        {
            double sum = 0;
            ulong signs = 0;
            for (int i = 0; i < values.Length; i++)
            {
                signs = i % 64 == 0 ? random.Bits() : signs >> 1;
                sum += (signs & 1) == 0 ? values[i] : -values[i];
            }

            far += Math.Abs(sum) >= bound ? 1 : 0;
        }

        return (double)far / (Draws + 1);
    }
}
