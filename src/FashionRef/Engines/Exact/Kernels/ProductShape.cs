namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// The sizes of a <see cref="MatrixProduct{TLanes}"/>. The left matrix is read in place: the term <c>(o, k)</c> of a sum is
/// at <c>row · LeftRow + o · LeftOuter + k · LeftInner</c>. One outer index gives a plain matrix; one for each kernel row gives the
/// patches of a convolution. Strides count floats, not bytes.
/// </summary>
/// <param name="Rows">Of the result.</param>
/// <param name="Columns">Of the result; a multiple of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</param>
/// <param name="Outer">The number of outer indices of a sum.</param>
/// <param name="Inner">The number of inner indices for each outer one.</param>
/// <param name="LeftRow">The stride from a row of the left matrix to the next.</param>
/// <param name="LeftOuter">The stride from an outer index to the next.</param>
/// <param name="LeftInner">The stride from an inner index to the next.</param>
/// <param name="RightRow">The stride from a row of the right matrix to the next; its rows are the terms <c>(o, k)</c> in order.</param>
/// <param name="StartRow">The stride from a row of initial values to the next; 0 if all rows have the same.</param>
/// <param name="ResultRow">The stride from a row of the result to the next.</param>
internal readonly record struct ProductShape(
    int Rows,
    int Columns,
    int Outer,
    int Inner,
    int LeftRow,
    int LeftOuter,
    int LeftInner,
    int RightRow,
    int StartRow,
    int ResultRow)
{
    /// <summary>Throws before anything is read or written outside the buffers, for example when a batch is too large for them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A matrix is larger than its buffer.</exception>
    public void Check(int left, int right, int start, int result)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Columns % AlignedFloats.FloatsPerCacheLine, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(left, Extent(LeftRow) + ((Outer - 1L) * LeftOuter) + ((Inner - 1L) * LeftInner) + 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(right, ((((long)Outer * Inner) - 1) * RightRow) + Columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(start, Extent(StartRow) + Columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(result, Extent(ResultRow) + Columns);
    }

    // As long: a product that overflows must not look small.
    private long Extent(int stride) => (Rows - 1L) * stride;
}
