namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// The sizes of a <see cref="MatrixProduct{TLanes}"/>. The left matrix is read where it lies: a sum's position <c>(o, k)</c> stands
/// at <c>row · LeftRow + o · LeftOuter + k · LeftInner</c>, which is a plain matrix with one outer position and the patches of a
/// convolution with an outer position for each row of the kernel. Strides count numbers, not bytes.
/// </summary>
/// <param name="Rows">Of the result.</param>
/// <param name="Columns">Of the result; a multiple of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</param>
/// <param name="Outer">A sum's outer positions.</param>
/// <param name="Inner">A sum's positions for each outer one.</param>
/// <param name="LeftRow">From a row of the left matrix to the next.</param>
/// <param name="LeftOuter">From an outer position to the next.</param>
/// <param name="LeftInner">From an inner position to the next.</param>
/// <param name="RightRow">From a row of the right matrix to the next; its rows are the positions <c>(o, k)</c> in order.</param>
/// <param name="StartRow">From a row of the starts to the next; 0 when all rows start alike.</param>
/// <param name="ResultRow">From a row of the result to the next.</param>
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
    /// <summary>Stops before anything is read or written outside the buffers, for example when a batch is larger than they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A matrix is larger than its buffer.</exception>
    public void Check(int left, int right, int start, int result)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Columns % AlignedFloats.FloatsPerCacheLine, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(left, Extent(LeftRow) + ((Outer - 1L) * LeftOuter) + ((Inner - 1L) * LeftInner) + 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(right, ((((long)Outer * Inner) - 1) * RightRow) + Columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(start, Extent(StartRow) + Columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(result, Extent(ResultRow) + Columns);
    }

    // Wide enough for any product: what does not fit must not look small.
    private long Extent(int stride) => (Rows - 1L) * stride;
}
