using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>A summary of an array of numbers, in which a small error shows.</summary>
/// <param name="Sum">Of all values.</param>
/// <param name="Magnitudes">The sum of the values' magnitudes.</param>
/// <param name="Squares">The sum of the values' squares.</param>
/// <param name="Values">
/// Up to eight of them, from the first to the last: of n values, row-major in Keras' layout, value j is at <c>floor(j·(n-1)/(m-1))</c>, with
/// <c>m = min(8, n)</c>.
/// </param>
public sealed record ArrayDigest(double Sum, double Magnitudes, double Squares, IReadOnlyList<double> Values)
{
    private const int MostValues = 8;

    // Sums are taken in double, and written with ten digits or more.
    private const double Rounding = 1e-8;

    /// <summary>The digest of an array; its sums are taken in double, one value after the other.</summary>
    /// <param name="array">At least one value, row-major.</param>
    public static ArrayDigest Of(ReadOnlySpan<double> array)
    {
        ArgumentOutOfRangeException.ThrowIfZero(array.Length);
        double sum = 0;
        double magnitudes = 0;
        double squares = 0;
        foreach (double value in array)
        {
            sum += value;
            magnitudes += Math.Abs(value);
            squares += value * value;
        }

        double[] values = new double[CountOf(array.Length)];
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = array[values.Length == 1 ? 0 : (int)((long)j * (array.Length - 1) / (values.Length - 1))];
        }

        return new ArrayDigest(sum, magnitudes, squares, values);
    }

    /// <summary>How many values the digest of an array shows.</summary>
    /// <param name="length">How many the array has.</param>
    public static int CountOf(int length) => Math.Min(MostValues, length);

    /// <summary>What no array's digest has, or null.</summary>
    /// <param name="length">How many values the array has.</param>
    internal string? Fault(int length) =>
        Values.Count != CountOf(length) ? Invariant($"{Values.Count} values, but must have {CountOf(length)}")
        : Magnitudes < 0 ? Invariant($"magnitudes of {Magnitudes}, and no sum of magnitudes is below 0")
        : Squares < 0 ? Invariant($"squares of {Squares}, and no sum of squares is below 0")
        : Math.Abs(Sum) > Magnitudes * (1 + Rounding) ? Invariant($"a sum of {Sum}, and magnitudes of {Magnitudes} only")
        : null;

    /// <summary>How far another digest of the same array is from this one.</summary>
    /// <param name="other">With as many values.</param>
    /// <param name="length">How many values the array has.</param>
    public DigestDistance DistanceTo(ArrayDigest other, int length)
    {
        ArgumentNullException.ThrowIfNull(other);
        double scale = Math.Sqrt(Squares / length);
        return new DigestDistance(
            Ratio(Values.Zip(other.Values, (mine, its) => Math.Abs(its - mine)).Max(), scale),
            Math.Max(
                Math.Max(Ratio(Math.Abs(other.Sum - Sum), Magnitudes), Ratio(Math.Abs(other.Magnitudes - Magnitudes), Magnitudes)),
                Ratio(Math.Abs(other.Squares - Squares), Squares)));
    }

    // An array of zeros has no scale: any other number is infinitely far from it.
    private static double Ratio(double difference, double scale) => difference == 0 ? 0 : difference / scale;
}

/// <summary>How far one array is from another, by their digests.</summary>
/// <param name="Values">The largest difference of a value, over the array's root mean square.</param>
/// <param name="Sums">
/// The largest difference of the sum and of the sum of magnitudes, over the latter, and of the sum of squares, over itself.
/// </param>
public readonly record struct DigestDistance(double Values, double Sums)
{
    /// <summary>The larger of each.</summary>
    public DigestDistance Or(DigestDistance other) => new(Math.Max(Values, other.Values), Math.Max(Sums, other.Sums));
}
