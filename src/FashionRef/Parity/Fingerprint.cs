using System.Globalization;
using System.Text.Json.Serialization;

namespace FashionRef.Parity;

/// <summary>A trace's summary of an array: all values of a small one, else its length, two sums and some of its values.</summary>
/// <param name="Count">How many values the array has.</param>
/// <param name="Sum">Of all values.</param>
/// <param name="SumOfSquares">Of all values.</param>
/// <param name="At">Flat row-major positions in Keras' layout.</param>
/// <param name="Values">The values there.</param>
/// <param name="All">All values, instead of the four above.</param>
public sealed record Fingerprint(
    int Count,
    double? Sum = null,
    [property: JsonPropertyName("sumsq")] double? SumOfSquares = null,
    IReadOnlyList<int>? At = null,
    IReadOnlyList<double>? Values = null,
    IReadOnlyList<double>? All = null)
{
    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="count">How many values it should have.</param>
    public string? Fault(int count)
    {
        if (Count != count)
        {
            return $"it has {Count} values, but the array has {count}";
        }

        if (All is not null)
        {
            return All.Count == Count ? null : $"'all' holds {All.Count} values instead of {Count}";
        }

        if (Sum is null || SumOfSquares is null || At is null || Values is null)
        {
            return "it needs either 'all' or 'sum', 'sumsq', 'at' and 'values'";
        }

        if (SumOfSquares < 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"'sumsq' is {SumOfSquares}, and no sum of squares is below 0");
        }

        if (At.Count != Values.Count)
        {
            return $"'at' names {At.Count} positions, and 'values' holds {Values.Count}";
        }

        if (At.Count == 0)
        {
            return "'at' is empty, so no value could be compared";
        }

        foreach (int position in At)
        {
            if (position < 0 || position >= Count)
            {
                return $"'at' names position {position}; legal are 0 to {Count - 1}";
            }
        }

        return null;
    }

    /// <summary>
    /// The largest error of an array: of each kept value relative to itself or to the array's root mean square, whichever is larger
    /// (values near zero are sums of larger numbers and carry their rounding); of the sum relative to <c>count · rms</c>; of the sum
    /// of squares relative to itself.
    /// </summary>
    /// <param name="actual">As many values as the fingerprint's array.</param>
    /// <returns>At least 0; NaN when a value is NaN.</returns>
    public double Error(ReadOnlySpan<double> actual)
    {
        double sumOfSquares = SumOfSquares ?? All!.Sum(value => value * value);
        double rms = Math.Sqrt(sumOfSquares / Count);
        double error = 0;
        if (All is not null)
        {
            for (int i = 0; i < Count; i++)
            {
                error = Math.Max(error, RelativeError.Of(actual[i], All[i], rms));
            }

            return error;
        }

        for (int i = 0; i < At!.Count; i++)
        {
            error = Math.Max(error, RelativeError.Of(actual[At[i]], Values![i], rms));
        }

        double actualSum = 0;
        double actualSumOfSquares = 0;
        foreach (double value in actual)
        {
            actualSum += value;
            actualSumOfSquares += value * value;
        }

        error = Math.Max(error, RelativeError.Of(actualSum, Sum!.Value, rms * Count));
        return Math.Max(error, RelativeError.Of(actualSumOfSquares, sumOfSquares, 0));
    }
}
