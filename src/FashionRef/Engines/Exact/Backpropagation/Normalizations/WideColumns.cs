using System.Numerics;

namespace FashionRef.Engines.Exact.Backpropagation.Normalizations;

/// <summary>
/// Loops over the columns of a row-major matrix in double, a lane to a column: sums run down the rows, one in each lane, so that the bits
/// do not depend on the vector's width.
/// </summary>
internal static class WideColumns
{
    /// <summary><c>sums[c] += x[r, c]</c>, row by row.</summary>
    /// <param name="x">As many columns as there are sums.</param>
    /// <param name="sums">Receive it.</param>
    public static void Add(ReadOnlySpan<float> x, Span<double> sums)
    {
        for (int row = 0; row < x.Length; row += sums.Length)
        {
            ReadOnlySpan<float> values = x.Slice(row, sums.Length);
            int c = 0;
            for (; c <= values.Length - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(values[c..]), out Vector<double> lower, out Vector<double> upper);
                Span<double> own = sums.Slice(c, Vector<float>.Count);
                (Lower(own) + lower).CopyTo(own);
                (Upper(own) + upper).CopyTo(own[Vector<double>.Count..]);
            }

            for (; c < values.Length; c++)
            {
                sums[c] += values[c];
            }
        }
    }

    /// <summary><c>sums[c] += (x[r, c] - mean[c])²</c>, row by row.</summary>
    /// <param name="x">As many columns as there are sums.</param>
    /// <param name="mean">One for each column.</param>
    /// <param name="sums">Receive it.</param>
    public static void AddSquares(ReadOnlySpan<float> x, ReadOnlySpan<double> mean, Span<double> sums)
    {
        for (int row = 0; row < x.Length; row += sums.Length)
        {
            ReadOnlySpan<float> values = x.Slice(row, sums.Length);
            int c = 0;
            for (; c <= values.Length - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(values[c..]), out Vector<double> lower, out Vector<double> upper);
                lower -= Lower(mean[c..]);
                upper -= Upper(mean[c..]);
                Span<double> own = sums.Slice(c, Vector<float>.Count);
                (Lower(own) + (lower * lower)).CopyTo(own);
                (Upper(own) + (upper * upper)).CopyTo(own[Vector<double>.Count..]);
            }

            for (; c < values.Length; c++)
            {
                double difference = values[c] - mean[c];
                sums[c] += difference * difference;
            }
        }
    }

    /// <summary><c>sums[c] += g[r, c]·(x[r, c] - mean[c])</c>, row by row.</summary>
    /// <param name="g">As many columns as there are sums.</param>
    /// <param name="x">The same size.</param>
    /// <param name="mean">One for each column.</param>
    /// <param name="sums">Receive it.</param>
    public static void AddProducts(ReadOnlySpan<float> g, ReadOnlySpan<float> x, ReadOnlySpan<double> mean, Span<double> sums)
    {
        for (int row = 0; row < g.Length; row += sums.Length)
        {
            ReadOnlySpan<float> values = x.Slice(row, sums.Length);
            ReadOnlySpan<float> factors = g.Slice(row, sums.Length);
            int c = 0;
            for (; c <= values.Length - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(values[c..]), out Vector<double> lower, out Vector<double> upper);
                Vector.Widen(new Vector<float>(factors[c..]), out Vector<double> lowerFactor, out Vector<double> upperFactor);
                Span<double> own = sums.Slice(c, Vector<float>.Count);
                (Lower(own) + (lowerFactor * (lower - Lower(mean[c..])))).CopyTo(own);
                (Upper(own) + (upperFactor * (upper - Upper(mean[c..])))).CopyTo(own[Vector<double>.Count..]);
            }

            for (; c < values.Length; c++)
            {
                sums[c] += factors[c] * (values[c] - mean[c]);
            }
        }
    }

    /// <summary><c>result[r, c] = x[r, c]·scale[c] + shift[c]</c>, rounded once to float32.</summary>
    /// <param name="x">As many columns as there are scales.</param>
    /// <param name="scale">One for each column.</param>
    /// <param name="shift">One for each column.</param>
    /// <param name="result">Receives it; may be <paramref name="x"/>.</param>
    public static void Scale(ReadOnlySpan<float> x, ReadOnlySpan<double> scale, ReadOnlySpan<double> shift, Span<float> result)
    {
        for (int row = 0; row < x.Length; row += scale.Length)
        {
            ReadOnlySpan<float> values = x.Slice(row, scale.Length);
            Span<float> target = result.Slice(row, scale.Length);
            int c = 0;
            for (; c <= values.Length - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(values[c..]), out Vector<double> lower, out Vector<double> upper);
                Vector.Narrow((lower * Lower(scale[c..])) + Lower(shift[c..]), (upper * Upper(scale[c..])) + Upper(shift[c..])).CopyTo(target[c..]);
            }

            for (; c < values.Length; c++)
            {
                target[c] = (float)((values[c] * scale[c]) + shift[c]);
            }
        }
    }

    /// <summary><c>result[r, c] = g[r, c]·ofG[c] + (x[r, c]·ofX[c] + shift[c])</c>, rounded once to float32.</summary>
    /// <param name="g">As many columns as there are factors.</param>
    /// <param name="ofG">One for each column.</param>
    /// <param name="x">The same size.</param>
    /// <param name="ofX">One for each column.</param>
    /// <param name="shift">One for each column.</param>
    /// <param name="result">Receives it; may be <paramref name="g"/>.</param>
    public static void Combine(
        ReadOnlySpan<float> g, ReadOnlySpan<double> ofG, ReadOnlySpan<float> x, ReadOnlySpan<double> ofX, ReadOnlySpan<double> shift, Span<float> result)
    {
        for (int row = 0; row < x.Length; row += shift.Length)
        {
            ReadOnlySpan<float> values = x.Slice(row, shift.Length);
            ReadOnlySpan<float> factors = g.Slice(row, shift.Length);
            Span<float> target = result.Slice(row, shift.Length);
            int c = 0;
            for (; c <= values.Length - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(values[c..]), out Vector<double> lower, out Vector<double> upper);
                Vector.Widen(new Vector<float>(factors[c..]), out Vector<double> lowerFactor, out Vector<double> upperFactor);
                Vector.Narrow(
                    (lowerFactor * Lower(ofG[c..])) + ((lower * Lower(ofX[c..])) + Lower(shift[c..])),
                    (upperFactor * Upper(ofG[c..])) + ((upper * Upper(ofX[c..])) + Upper(shift[c..]))).CopyTo(target[c..]);
            }

            for (; c < values.Length; c++)
            {
                target[c] = (float)((factors[c] * ofG[c]) + ((values[c] * ofX[c]) + shift[c]));
            }
        }
    }

    private static Vector<double> Lower(ReadOnlySpan<double> values) => new(values);

    private static Vector<double> Upper(ReadOnlySpan<double> values) => new(values[Vector<double>.Count..]);
}
