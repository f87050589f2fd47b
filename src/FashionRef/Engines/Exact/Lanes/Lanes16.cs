using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FashionRef.Engines.Exact.Lanes;

/// <summary>One AVX-512 register.</summary>
/// <param name="vector">The numbers.</param>
internal readonly struct Lanes16(Vector512<float> vector) : ILanes<Lanes16>
{
    private readonly Vector512<float> _vector = vector;

    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    public static Lanes16 Zero => new(Vector512<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Load(ref readonly float source, nuint offset) => new(Vector512.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Broadcast(float number) => new(Vector512.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MultiplyAdd(Lanes16 left, Lanes16 right, Lanes16 addend) =>
        new(Vector512.FusedMultiplyAdd(left._vector, right._vector, addend._vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Sqrt(Lanes16 value) => new(Vector512.Sqrt(value._vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Relu(Lanes16 value) =>
        new(Vector512.AndNot(value._vector, Vector512.LessThanOrEqual(value._vector, Vector512<float>.Zero)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Positive(Lanes16 value) =>
        (uint)Vector512.GreaterThan(value._vector, Vector512<float>.Zero).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 WherePositive(Lanes16 values, Lanes16 other) =>
        new(values._vector & Vector512.GreaterThan(other._vector, Vector512<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 FirstMaximum(Lanes16 first, Lanes16 second, out uint secondWins)
    {
        Vector512<float> isOrdered = Vector512.Equals(first._vector, first._vector);
        Vector512<float> wins = Vector512.AndNot(isOrdered, Vector512.LessThanOrEqual(second._vector, first._vector));
        secondWins = (uint)wins.ExtractMostSignificantBits();
        return new(Vector512.ConditionalSelect(wins, second._vector, first._vector));
    }

    /// <inheritdoc/>
    public static void WideSums(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums)
    {
        Vector512<double> lower = Vector512<double>.Zero;
        Vector512<double> upper = Vector512<double>.Zero;
        nuint row = 0;
        for (nuint t = 0; t < (nuint)count; t++)
        {
            Vector512<double> factor = Vector512.WidenLower(Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in factors), t)));
            (Vector512<double> first, Vector512<double> second) = Vector512.Widen(Vector512.LoadUnsafe(in rows, row));
            lower += factor * first;
            upper += factor * second;
            row += (nuint)stride;
        }

        lower.StoreUnsafe(ref sums);
        upper.StoreUnsafe(ref sums, (nuint)Vector512<double>.Count);
    }

    /// <inheritdoc/>
    public static void WideSumsOf4(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums)
    {
        ref float first = ref Unsafe.AsRef(in factors);
        ref float second = ref Unsafe.Add(ref first, count);
        ref float third = ref Unsafe.Add(ref second, count);
        ref float fourth = ref Unsafe.Add(ref third, count);
        Vector512<double> lower1 = Vector512<double>.Zero;
        Vector512<double> upper1 = lower1;
        Vector512<double> lower2 = lower1;
        Vector512<double> upper2 = lower1;
        Vector512<double> lower3 = lower1;
        Vector512<double> upper3 = lower1;
        Vector512<double> lower4 = lower1;
        Vector512<double> upper4 = lower1;
        nuint row = 0;
        for (nuint t = 0; t < (nuint)count; t++)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.LoadUnsafe(in rows, row));
            // Broadcast first: one number alone is widened into the lower part of a register, and waits for what was there.
            Vector512<double> factor1 = Vector512.WidenLower(Vector512.Create(Unsafe.Add(ref first, t)));
            lower1 += factor1 * lower;
            upper1 += factor1 * upper;
            Vector512<double> factor2 = Vector512.WidenLower(Vector512.Create(Unsafe.Add(ref second, t)));
            lower2 += factor2 * lower;
            upper2 += factor2 * upper;
            Vector512<double> factor3 = Vector512.WidenLower(Vector512.Create(Unsafe.Add(ref third, t)));
            lower3 += factor3 * lower;
            upper3 += factor3 * upper;
            Vector512<double> factor4 = Vector512.WidenLower(Vector512.Create(Unsafe.Add(ref fourth, t)));
            lower4 += factor4 * lower;
            upper4 += factor4 * upper;
            row += (nuint)stride;
        }

        nuint half = (nuint)Vector512<double>.Count;
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
    public static Lanes16 operator +(Lanes16 left, Lanes16 right) => new(left._vector + right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 left, Lanes16 right) => new(left._vector - right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator *(Lanes16 left, Lanes16 right) => new(left._vector * right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator /(Lanes16 left, Lanes16 right) => new(left._vector / right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint offset) => _vector.StoreUnsafe(ref destination, offset);
}
