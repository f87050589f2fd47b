namespace FashionRef.Engines.Exact.Backpropagation.Products;

/// <summary>Copies between images and places on a grid around them.</summary>
internal static class PlaneCopy
{
    /// <summary>
    /// Puts the pixels of an image on a grid of zeros: the pixel (y, x) at the grid's row <c>y·stride + top</c> and the column
    /// <c>x·stride + left</c>. Those that fall outside are left out.
    /// </summary>
    /// <param name="image"><c>[rows, columns, channels]</c>.</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="spread">How the pixels lie on the grid.</param>
    /// <param name="grid">Receives it, row-major.</param>
    public static void Spread(ReadOnlySpan<float> image, int rows, int columns, in GridSpread spread, Span<float> grid)
    {
        int channels = image.Length / (rows * columns);
        grid.Clear();
        int first = Math.Max(0, DivideUp(-spread.Left, spread.StrideX));
        int end = Math.Min(columns, DivideUp(spread.Columns - spread.Left, spread.StrideX));
        for (int y = 0; y < rows && first < end; y++)
        {
            int row = (y * spread.StrideY) + spread.Top;
            if ((uint)row >= (uint)spread.Rows)
            {
                continue;
            }

            ReadOnlySpan<float> source = image.Slice(((y * columns) + first) * channels, (end - first) * channels);
            Span<float> target = grid[(((row * spread.Columns) + (first * spread.StrideX) + spread.Left) * channels)..];
            if (spread.StrideX == 1)
            {
                source.CopyTo(target);
            }
            else
            {
                for (int x = 0; x < end - first; x++)
                {
                    source.Slice(x * channels, channels).CopyTo(target[(x * spread.StrideX * channels)..]);
                }
            }
        }
    }

    /// <summary>Copies the columns of a row-major matrix.</summary>
    /// <param name="source">Rows at a distance of <paramref name="sourceStride"/>.</param>
    /// <param name="sourceStride">From a row to the next.</param>
    /// <param name="target">Receives the columns.</param>
    /// <param name="targetStride">From a row to the next.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many numbers of each.</param>
    public static void Columns(ReadOnlySpan<float> source, int sourceStride, Span<float> target, int targetStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = source.Slice(row * sourceStride, columns);
            Span<float> to = target.Slice(row * targetStride, columns);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[i];
            }
        }
    }

    private static int DivideUp(int number, int divisor) => (int)Math.Ceiling((double)number / divisor);
}

/// <summary>How pixels lie on a grid.</summary>
/// <param name="Rows">Of the grid.</param>
/// <param name="Columns">Of the grid.</param>
/// <param name="Top">The first pixel's row, which may be outside.</param>
/// <param name="Left">The first pixel's column, which may be outside.</param>
/// <param name="StrideY">Rows from a pixel to the next.</param>
/// <param name="StrideX">Columns from a pixel to the next.</param>
internal readonly record struct GridSpread(int Rows, int Columns, int Top, int Left, int StrideY, int StrideX);
