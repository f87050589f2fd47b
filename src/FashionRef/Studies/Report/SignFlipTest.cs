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
    private const int TableBits = 8;

    /// <summary>
    /// The share of all choices of signs whose sum is at least as far from 0, to either side. Of <see cref="Draws"/> drawn ones, counting
    /// the differences as they are, where there are over <see cref="MostExactPairs"/>; the draws are the same each time.
    /// </summary>
    /// <param name="differences">A difference for each pair, at least one.</param>
    /// <returns>In (0, 1].</returns>
    public static double P(IReadOnlyList<double> differences)
    {
        (double[] centred, double mean) = Centred(differences);
        double bound = Math.Abs(mean * centred.Length) - (Rounding * differences.Sum(Math.Abs));
        (double Sum, int Balance)[] choices = Choices(centred);
        return (double)choices.Count(choice => Math.Abs(choice.Sum + (mean * choice.Balance)) >= bound) / choices.Length;
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
        (double[] centred, double mean) = Centred(differences);
        (double Sum, int Balance)[] choices = Choices(centred);
        int needed = (int)Math.Floor(significance * choices.Length);
        return (mean - Reach(-1), mean + Reach(+1));

        // A choice of signs with the sum A of the differences less their mean, and B more pluses than minuses, is at least as far from 0 as the
        // n differences, all shifted to x below (above) their mean, where |A + xB| >= xn (|A - xB| >= xn): up to some x, and beyond it never.
        // So the shifts that are not rejected end where the last choice does that is needed for a p above the significance.
        double Reach(int side)
        {
            double[] reaches = [.. choices.Select(choice => (choice.Sum * choice.Balance * side, choice.Balance) switch
            {
                (_, var balance) when Math.Abs(balance) == centred.Length => double.PositiveInfinity,
                ( > 0, var balance) => Math.Abs(choice.Sum) / (centred.Length + Math.Abs(balance)),
                (_, var balance) => Math.Abs(choice.Sum) / (centred.Length - Math.Abs(balance)),
            })];
            Array.Sort(reaches);
            return reaches[^(needed + 1)];
        }
    }

    private static (double[] Centred, double Mean) Centred(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentOutOfRangeException.ThrowIfZero(differences.Count, nameof(differences));
        double mean = differences.Average();
        return ([.. differences.Select(difference => difference - mean)], mean);
    }

    // The sum of each choice of signs, and how many more pluses than minuses it has; the first has pluses alone.
    private static (double Sum, int Balance)[] Choices(double[] values) => values.Length <= MostExactPairs ? All(values) : Drawn(values);

    // Gray's order changes one sign at a time. A choice and its opposite have sums of one size, so half of the choices are enough.
    private static (double Sum, int Balance)[] All(double[] values)
    {
        (double Sum, int Balance)[] choices = new (double, int)[1 << (values.Length - 1)];
        choices[0] = (values.Sum(), values.Length);
        uint negative = 0;
        for (int i = 1; i < choices.Length; i++)
        {
            int place = BitOperations.TrailingZeroCount(i);
            negative ^= 1u << place;
            int turn = (negative & (1u << place)) != 0 ? -2 : 2;
            choices[i] = (choices[i - 1].Sum + (turn * values[place]), choices[i - 1].Balance + turn);
        }

        return choices;
    }

    private static (double Sum, int Balance)[] Drawn(double[] values)
    {
        double[][] tables = [.. values.Chunk(TableBits).Select(Table)];
        RandomNumbers random = new(Seed, stream: 0);
        (double Sum, int Balance)[] choices = new (double, int)[Draws + 1];
        choices[0] = (values.Sum(), values.Length);
        for (int draw = 1; draw < choices.Length; draw++)
        {
            double sum = 0;
            int negative = 0;
            ulong signs = 0;
            for (int i = 0; i < tables.Length; i++)
            {
                signs = i % (64 / TableBits) == 0 ? random.Bits() : signs >> TableBits;
                int index = (int)signs & (tables[i].Length - 1);
                sum += tables[i][index];
                negative += BitOperations.PopCount((uint)index);
            }

            choices[draw] = (sum, values.Length - (2 * negative));
        }

        return choices;
    }

    // The sums of some values by their signs: a bit that is set makes its value negative.
    private static double[] Table(double[] values) =>
        [.. Enumerable.Range(0, 1 << values.Length).Select(signs => values.Select((value, i) => ((signs >> i) & 1) == 0 ? value : -value).Sum())];
}
