using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// <c>result[r][c] = start[r][c] + sum over o, k of left[r][o, k] · right[o, k][c]</c>: convolutions and dense layers, forward and
/// backward. Every sum runs in one order, k fastest, by one fused multiply-add per term, whatever the tile and the vector width.
/// The error of a result is at most <c>n · 2^-24 · (|start| + sum |left · right|)</c> for n terms, to first order.
/// </summary>
/// <typeparam name="TLanes">The vector type; a lane is a column.</typeparam>
internal static class MatrixProduct<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Computes the result.</summary>
    /// <param name="shape">All sizes.</param>
    /// <param name="left">In any layout that the shape can describe.</param>
    /// <param name="right">Row-major.</param>
    /// <param name="start">The sums' initial values; may be the result's own buffer.</param>
    /// <param name="result">Row-major.</param>
    /// <exception cref="ArgumentOutOfRangeException">A buffer is too small; nothing was written.</exception>
    public static void Compute(
        in ProductShape shape, ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> start, Span<float> result)
    {
        shape.Check(left.Length, right.Length, start.Length, result.Length);
        ref readonly float a = ref MemoryMarshal.GetReference(left);
        ref readonly float b = ref MemoryMarshal.GetReference(right);
        ref readonly float s = ref MemoryMarshal.GetReference(start);
        ref float c = ref MemoryMarshal.GetReference(result);

        // Tiles of two vectors of columns, and as many rows as there are registers for their sums.
        int column = 0;
        for (; column + (2 * TLanes.Count) <= shape.Columns; column += 2 * TLanes.Count)
        {
            int row = 0;
            if (TLanes.Count == Lanes16.Count)
            {
                for (; row + 7 <= shape.Rows; row += 7)
                {
                    Tile7x2(in Left(in a, row, shape), in Right(in b, column), in Start(in s, row, column, shape), ref Result(ref c, row, column, shape), in shape);
                }
            }

            for (; row + 4 <= shape.Rows; row += 4)
            {
                Tile4x2(in Left(in a, row, shape), in Right(in b, column), in Start(in s, row, column, shape), ref Result(ref c, row, column, shape), in shape);
            }

            for (; row < shape.Rows; row++)
            {
                Tile1x2(in Left(in a, row, shape), in Right(in b, column), in Start(in s, row, column, shape), ref Result(ref c, row, column, shape), in shape);
            }
        }

        if (column < shape.Columns)
        {
            int row = 0;
            for (; row + 7 <= shape.Rows; row += 7)
            {
                Tile7x1(in Left(in a, row, shape), in Right(in b, column), in Start(in s, row, column, shape), ref Result(ref c, row, column, shape), in shape);
            }

            for (; row < shape.Rows; row++)
            {
                Tile1x1(in Left(in a, row, shape), in Right(in b, column), in Start(in s, row, column, shape), ref Result(ref c, row, column, shape), in shape);
            }
        }
    }

    private static ref readonly float Left(ref readonly float left, int row, in ProductShape shape) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in left), row * shape.LeftRow);

    private static ref readonly float Right(ref readonly float right, int column) => ref Unsafe.Add(ref Unsafe.AsRef(in right), column);

    private static ref readonly float Start(ref readonly float start, int row, int column, in ProductShape shape) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in start), (row * shape.StartRow) + column);

    private static ref float Result(ref float result, int row, int column, in ProductShape shape) =>
        ref Unsafe.Add(ref result, (row * shape.ResultRow) + column);

    // The tiles are unrolled, with a local for each sum: the compiler keeps locals in registers, but never arrays.

    // Fourteen sums fit into 32 registers besides the operands, and seven rows are a quarter of 28 pixels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile7x2(ref readonly float left, ref readonly float right, ref readonly float start, ref float result, in ProductShape shape)
    {
        nuint lanes = (nuint)TLanes.Count;
        nuint row1 = (nuint)shape.LeftRow;
        nuint row2 = row1 + row1;
        nuint row3 = row2 + row1;
        nuint row4 = row3 + row1;
        nuint row5 = row4 + row1;
        nuint row6 = row5 + row1;
        nuint startRow = (nuint)shape.StartRow;
        TLanes sum00 = TLanes.Load(in start, 0);
        TLanes sum01 = TLanes.Load(in start, lanes);
        TLanes sum10 = TLanes.Load(in start, startRow);
        TLanes sum11 = TLanes.Load(in start, startRow + lanes);
        TLanes sum20 = TLanes.Load(in start, 2 * startRow);
        TLanes sum21 = TLanes.Load(in start, (2 * startRow) + lanes);
        TLanes sum30 = TLanes.Load(in start, 3 * startRow);
        TLanes sum31 = TLanes.Load(in start, (3 * startRow) + lanes);
        TLanes sum40 = TLanes.Load(in start, 4 * startRow);
        TLanes sum41 = TLanes.Load(in start, (4 * startRow) + lanes);
        TLanes sum50 = TLanes.Load(in start, 5 * startRow);
        TLanes sum51 = TLanes.Load(in start, (5 * startRow) + lanes);
        TLanes sum60 = TLanes.Load(in start, 6 * startRow);
        TLanes sum61 = TLanes.Load(in start, (6 * startRow) + lanes);
        ref readonly float outerLeft = ref left;
        ref readonly float b = ref right;
        for (int outer = 0; outer < shape.Outer; outer++)
        {
            ref readonly float a = ref outerLeft;
            for (int inner = 0; inner < shape.Inner; inner++)
            {
                TLanes right0 = TLanes.Load(in b, 0);
                TLanes right1 = TLanes.Load(in b, lanes);
                TLanes left0 = TLanes.Broadcast(a);
                sum00 = TLanes.MultiplyAdd(left0, right0, sum00);
                sum01 = TLanes.MultiplyAdd(left0, right1, sum01);
                TLanes left1 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row1));
                sum10 = TLanes.MultiplyAdd(left1, right0, sum10);
                sum11 = TLanes.MultiplyAdd(left1, right1, sum11);
                TLanes left2 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row2));
                sum20 = TLanes.MultiplyAdd(left2, right0, sum20);
                sum21 = TLanes.MultiplyAdd(left2, right1, sum21);
                TLanes left3 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row3));
                sum30 = TLanes.MultiplyAdd(left3, right0, sum30);
                sum31 = TLanes.MultiplyAdd(left3, right1, sum31);
                TLanes left4 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row4));
                sum40 = TLanes.MultiplyAdd(left4, right0, sum40);
                sum41 = TLanes.MultiplyAdd(left4, right1, sum41);
                TLanes left5 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row5));
                sum50 = TLanes.MultiplyAdd(left5, right0, sum50);
                sum51 = TLanes.MultiplyAdd(left5, right1, sum51);
                TLanes left6 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row6));
                sum60 = TLanes.MultiplyAdd(left6, right0, sum60);
                sum61 = TLanes.MultiplyAdd(left6, right1, sum61);
                a = ref Unsafe.Add(ref Unsafe.AsRef(in a), shape.LeftInner);
                b = ref Unsafe.Add(ref Unsafe.AsRef(in b), shape.RightRow);
            }

            outerLeft = ref Unsafe.Add(ref Unsafe.AsRef(in outerLeft), shape.LeftOuter);
        }

        nuint resultRow = (nuint)shape.ResultRow;
        sum00.Store(ref result, 0);
        sum01.Store(ref result, lanes);
        sum10.Store(ref result, resultRow);
        sum11.Store(ref result, resultRow + lanes);
        sum20.Store(ref result, 2 * resultRow);
        sum21.Store(ref result, (2 * resultRow) + lanes);
        sum30.Store(ref result, 3 * resultRow);
        sum31.Store(ref result, (3 * resultRow) + lanes);
        sum40.Store(ref result, 4 * resultRow);
        sum41.Store(ref result, (4 * resultRow) + lanes);
        sum50.Store(ref result, 5 * resultRow);
        sum51.Store(ref result, (5 * resultRow) + lanes);
        sum60.Store(ref result, 6 * resultRow);
        sum61.Store(ref result, (6 * resultRow) + lanes);
    }

    // Eight sums fit into 16 registers besides the operands, and hide the latency of a multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x2(ref readonly float left, ref readonly float right, ref readonly float start, ref float result, in ProductShape shape)
    {
        nuint lanes = (nuint)TLanes.Count;
        nuint row1 = (nuint)shape.LeftRow;
        nuint row2 = row1 + row1;
        nuint row3 = row2 + row1;
        nuint startRow = (nuint)shape.StartRow;
        TLanes sum00 = TLanes.Load(in start, 0);
        TLanes sum01 = TLanes.Load(in start, lanes);
        TLanes sum10 = TLanes.Load(in start, startRow);
        TLanes sum11 = TLanes.Load(in start, startRow + lanes);
        TLanes sum20 = TLanes.Load(in start, 2 * startRow);
        TLanes sum21 = TLanes.Load(in start, (2 * startRow) + lanes);
        TLanes sum30 = TLanes.Load(in start, 3 * startRow);
        TLanes sum31 = TLanes.Load(in start, (3 * startRow) + lanes);
        ref readonly float outerLeft = ref left;
        ref readonly float b = ref right;
        for (int outer = 0; outer < shape.Outer; outer++)
        {
            ref readonly float a = ref outerLeft;
            for (int inner = 0; inner < shape.Inner; inner++)
            {
                TLanes right0 = TLanes.Load(in b, 0);
                TLanes right1 = TLanes.Load(in b, lanes);
                TLanes left0 = TLanes.Broadcast(a);
                sum00 = TLanes.MultiplyAdd(left0, right0, sum00);
                sum01 = TLanes.MultiplyAdd(left0, right1, sum01);
                TLanes left1 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row1));
                sum10 = TLanes.MultiplyAdd(left1, right0, sum10);
                sum11 = TLanes.MultiplyAdd(left1, right1, sum11);
                TLanes left2 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row2));
                sum20 = TLanes.MultiplyAdd(left2, right0, sum20);
                sum21 = TLanes.MultiplyAdd(left2, right1, sum21);
                TLanes left3 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row3));
                sum30 = TLanes.MultiplyAdd(left3, right0, sum30);
                sum31 = TLanes.MultiplyAdd(left3, right1, sum31);
                a = ref Unsafe.Add(ref Unsafe.AsRef(in a), shape.LeftInner);
                b = ref Unsafe.Add(ref Unsafe.AsRef(in b), shape.RightRow);
            }

            outerLeft = ref Unsafe.Add(ref Unsafe.AsRef(in outerLeft), shape.LeftOuter);
        }

        nuint resultRow = (nuint)shape.ResultRow;
        sum00.Store(ref result, 0);
        sum01.Store(ref result, lanes);
        sum10.Store(ref result, resultRow);
        sum11.Store(ref result, resultRow + lanes);
        sum20.Store(ref result, 2 * resultRow);
        sum21.Store(ref result, (2 * resultRow) + lanes);
        sum30.Store(ref result, 3 * resultRow);
        sum31.Store(ref result, (3 * resultRow) + lanes);
    }

    // The remaining rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x2(ref readonly float left, ref readonly float right, ref readonly float start, ref float result, in ProductShape shape)
    {
        nuint lanes = (nuint)TLanes.Count;
        TLanes sum00 = TLanes.Load(in start, 0);
        TLanes sum01 = TLanes.Load(in start, lanes);
        ref readonly float outerLeft = ref left;
        ref readonly float b = ref right;
        for (int outer = 0; outer < shape.Outer; outer++)
        {
            ref readonly float a = ref outerLeft;
            for (int inner = 0; inner < shape.Inner; inner++)
            {
                TLanes right0 = TLanes.Load(in b, 0);
                TLanes right1 = TLanes.Load(in b, lanes);
                TLanes left0 = TLanes.Broadcast(a);
                sum00 = TLanes.MultiplyAdd(left0, right0, sum00);
                sum01 = TLanes.MultiplyAdd(left0, right1, sum01);
                a = ref Unsafe.Add(ref Unsafe.AsRef(in a), shape.LeftInner);
                b = ref Unsafe.Add(ref Unsafe.AsRef(in b), shape.RightRow);
            }

            outerLeft = ref Unsafe.Add(ref Unsafe.AsRef(in outerLeft), shape.LeftOuter);
        }

        sum00.Store(ref result, 0);
        sum01.Store(ref result, lanes);
    }

    // The remaining columns: one vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile7x1(ref readonly float left, ref readonly float right, ref readonly float start, ref float result, in ProductShape shape)
    {
        nuint lanes = (nuint)TLanes.Count;
        nuint row1 = (nuint)shape.LeftRow;
        nuint row2 = row1 + row1;
        nuint row3 = row2 + row1;
        nuint row4 = row3 + row1;
        nuint row5 = row4 + row1;
        nuint row6 = row5 + row1;
        nuint startRow = (nuint)shape.StartRow;
        TLanes sum00 = TLanes.Load(in start, 0);
        TLanes sum10 = TLanes.Load(in start, startRow);
        TLanes sum20 = TLanes.Load(in start, 2 * startRow);
        TLanes sum30 = TLanes.Load(in start, 3 * startRow);
        TLanes sum40 = TLanes.Load(in start, 4 * startRow);
        TLanes sum50 = TLanes.Load(in start, 5 * startRow);
        TLanes sum60 = TLanes.Load(in start, 6 * startRow);
        ref readonly float outerLeft = ref left;
        ref readonly float b = ref right;
        for (int outer = 0; outer < shape.Outer; outer++)
        {
            ref readonly float a = ref outerLeft;
            for (int inner = 0; inner < shape.Inner; inner++)
            {
                TLanes right0 = TLanes.Load(in b, 0);
                TLanes left0 = TLanes.Broadcast(a);
                sum00 = TLanes.MultiplyAdd(left0, right0, sum00);
                TLanes left1 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row1));
                sum10 = TLanes.MultiplyAdd(left1, right0, sum10);
                TLanes left2 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row2));
                sum20 = TLanes.MultiplyAdd(left2, right0, sum20);
                TLanes left3 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row3));
                sum30 = TLanes.MultiplyAdd(left3, right0, sum30);
                TLanes left4 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row4));
                sum40 = TLanes.MultiplyAdd(left4, right0, sum40);
                TLanes left5 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row5));
                sum50 = TLanes.MultiplyAdd(left5, right0, sum50);
                TLanes left6 = TLanes.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in a), row6));
                sum60 = TLanes.MultiplyAdd(left6, right0, sum60);
                a = ref Unsafe.Add(ref Unsafe.AsRef(in a), shape.LeftInner);
                b = ref Unsafe.Add(ref Unsafe.AsRef(in b), shape.RightRow);
            }

            outerLeft = ref Unsafe.Add(ref Unsafe.AsRef(in outerLeft), shape.LeftOuter);
        }

        nuint resultRow = (nuint)shape.ResultRow;
        sum00.Store(ref result, 0);
        sum10.Store(ref result, resultRow);
        sum20.Store(ref result, 2 * resultRow);
        sum30.Store(ref result, 3 * resultRow);
        sum40.Store(ref result, 4 * resultRow);
        sum50.Store(ref result, 5 * resultRow);
        sum60.Store(ref result, 6 * resultRow);
    }

    // The remaining rows of those columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x1(ref readonly float left, ref readonly float right, ref readonly float start, ref float result, in ProductShape shape)
    {
        nuint lanes = (nuint)TLanes.Count;
        TLanes sum00 = TLanes.Load(in start, 0);
        ref readonly float outerLeft = ref left;
        ref readonly float b = ref right;
        for (int outer = 0; outer < shape.Outer; outer++)
        {
            ref readonly float a = ref outerLeft;
            for (int inner = 0; inner < shape.Inner; inner++)
            {
                TLanes right0 = TLanes.Load(in b, 0);
                TLanes left0 = TLanes.Broadcast(a);
                sum00 = TLanes.MultiplyAdd(left0, right0, sum00);
                a = ref Unsafe.Add(ref Unsafe.AsRef(in a), shape.LeftInner);
                b = ref Unsafe.Add(ref Unsafe.AsRef(in b), shape.RightRow);
            }

            outerLeft = ref Unsafe.Add(ref Unsafe.AsRef(in outerLeft), shape.LeftOuter);
        }

        sum00.Store(ref result, 0);
    }
}
