using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FashionRef.Engines.Exact.Lanes;

/// <summary>One AVX register.</summary>
/// <param name="vector">The numbers.</param>
internal readonly struct Lanes8(Vector256<float> vector) : ILanes<Lanes8>
{
    private readonly Vector256<float> _vector = vector;

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    public static Lanes8 Zero => new(Vector256<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(ref readonly float source, nuint offset) => new(Vector256.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Broadcast(float number) => new(Vector256.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 left, Lanes8 right, Lanes8 addend) =>
        new(Vector256.FusedMultiplyAdd(left._vector, right._vector, addend._vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 value) => new(Vector256.Sqrt(value._vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Relu(Lanes8 value) =>
        new(Vector256.AndNot(value._vector, Vector256.LessThanOrEqual(value._vector, Vector256<float>.Zero)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Positive(Lanes8 value) =>
        (uint)Vector256.GreaterThan(value._vector, Vector256<float>.Zero).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 WherePositive(Lanes8 values, Lanes8 other) =>
        new(values._vector & Vector256.GreaterThan(other._vector, Vector256<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 FirstMaximum(Lanes8 first, Lanes8 second, out uint secondWins)
    {
        Vector256<float> isOrdered = Vector256.Equals(first._vector, first._vector);
        Vector256<float> wins = Vector256.AndNot(isOrdered, Vector256.LessThanOrEqual(second._vector, first._vector));
        secondWins = (uint)wins.ExtractMostSignificantBits();
        return new(Vector256.ConditionalSelect(wins, second._vector, first._vector));
    }

    /// <inheritdoc/>
    public static void WideSums(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums)
    {
        Vector256<double> lower = Vector256<double>.Zero;
        Vector256<double> upper = Vector256<double>.Zero;
        nuint row = 0;
        for (nuint t = 0; t < (nuint)count; t++)
        {
            Vector256<double> factor = Vector256.WidenLower(Vector256.Create(Unsafe.Add(ref Unsafe.AsRef(in factors), t)));
            (Vector256<double> first, Vector256<double> second) = Vector256.Widen(Vector256.LoadUnsafe(in rows, row));
            lower += factor * first;
            upper += factor * second;
            row += (nuint)stride;
        }

        lower.StoreUnsafe(ref sums);
        upper.StoreUnsafe(ref sums, (nuint)Vector256<double>.Count);
    }

    /// <inheritdoc/>
    public static void WideSumsOf4(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums)
    {
        ref float first = ref Unsafe.AsRef(in factors);
        ref float second = ref Unsafe.Add(ref first, count);
        ref float third = ref Unsafe.Add(ref second, count);
        ref float fourth = ref Unsafe.Add(ref third, count);
        Vector256<double> lower1 = Vector256<double>.Zero;
        Vector256<double> upper1 = lower1;
        Vector256<double> lower2 = lower1;
        Vector256<double> upper2 = lower1;
        Vector256<double> lower3 = lower1;
        Vector256<double> upper3 = lower1;
        Vector256<double> lower4 = lower1;
        Vector256<double> upper4 = lower1;
        nuint row = 0;
        for (nuint t = 0; t < (nuint)count; t++)
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(in rows, row));
            // Broadcast first: one number alone is widened into the lower part of a register, and waits for what was there.
            Vector256<double> factor1 = Vector256.WidenLower(Vector256.Create(Unsafe.Add(ref first, t)));
            lower1 += factor1 * lower;
            upper1 += factor1 * upper;
            Vector256<double> factor2 = Vector256.WidenLower(Vector256.Create(Unsafe.Add(ref second, t)));
            lower2 += factor2 * lower;
            upper2 += factor2 * upper;
            Vector256<double> factor3 = Vector256.WidenLower(Vector256.Create(Unsafe.Add(ref third, t)));
            lower3 += factor3 * lower;
            upper3 += factor3 * upper;
            Vector256<double> factor4 = Vector256.WidenLower(Vector256.Create(Unsafe.Add(ref fourth, t)));
            lower4 += factor4 * lower;
            upper4 += factor4 * upper;
            row += (nuint)stride;
        }

        nuint half = (nuint)Vector256<double>.Count;
        lower1.StoreUnsafe(ref sums);
        upper1.StoreUnsafe(ref sums, half);
        lower2.StoreUnsafe(ref sums, 2 * half);
        upper2.StoreUnsafe(ref sums, 3 * half);
        lower3.StoreUnsafe(ref sums, 4 * half);
        upper3.StoreUnsafe(ref sums, 5 * half);
        lower4.StoreUnsafe(ref sums, 6 * half);
        upper4.StoreUnsafe(ref sums, 7 * half);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left._vector + right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left._vector - right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left._vector * right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 left, Lanes8 right) => new(left._vector / right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint offset) => _vector.StoreUnsafe(ref destination, offset);
}
