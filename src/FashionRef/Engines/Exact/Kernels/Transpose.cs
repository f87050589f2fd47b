namespace FashionRef.Engines.Exact.Kernels;

/// <summary>Transposes matrices.</summary>
internal static class Transpose
{
    /// <summary><c>target[column][row] = source[row][column]</c>, both row-major.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="target">Receives the transposed matrix; of the same length.</param>
    public static void Apply(ReadOnlySpan<float> source, int columns, Span<float> target)
    {
        int rows = source.Length / columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, (long)rows * columns);
        ArgumentOutOfRangeException.ThrowIfNotEqual(target.Length, source.Length);
        for (int column = 0; column < columns; column++)
        {
            Span<float> turned = target.Slice(column * rows, rows);
            for (int row = 0; row < turned.Length; row++)
            {
                turned[row] = source[(row * columns) + column];
            }
        }
    }
}
