using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FashionRef.Engines.Exact.Lanes;

/// <summary>One SSE or Arm AdvSimd register; in software if there is neither.</summary>
/// <param name="vector">The numbers.</param>
internal readonly struct Lanes4(Vector128<float> vector) : ILanes<Lanes4>
{
    private readonly Vector128<float> _vector = vector;

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    public static Lanes4 Zero => new(Vector128<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Load(ref readonly float source, nuint offset) => new(Vector128.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Broadcast(float number) => new(Vector128.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyAdd(Lanes4 left, Lanes4 right, Lanes4 addend) =>
        new(Vector128.FusedMultiplyAdd(left._vector, right._vector, addend._vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Sqrt(Lanes4 value) => new(Vector128.Sqrt(value._vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Relu(Lanes4 value) =>
        new(Vector128.AndNot(value._vector, Vector128.LessThanOrEqual(value._vector, Vector128<float>.Zero)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Positive(Lanes4 value) =>
        (uint)Vector128.GreaterThan(value._vector, Vector128<float>.Zero).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 WherePositive(Lanes4 values, Lanes4 other) =>
        new(values._vector & Vector128.GreaterThan(other._vector, Vector128<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 FirstMaximum(Lanes4 first, Lanes4 second, out uint secondWins)
    {
        Vector128<float> isOrdered = Vector128.Equals(first._vector, first._vector);
        Vector128<float> wins = Vector128.AndNot(isOrdered, Vector128.LessThanOrEqual(second._vector, first._vector));
        secondWins = (uint)wins.ExtractMostSignificantBits();
        return new(Vector128.ConditionalSelect(wins, second._vector, first._vector));
    }

    /// <inheritdoc/>
    public static void WideSums(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums)
    {
        Vector128<double> lower = Vector128<double>.Zero;
        Vector128<double> upper = Vector128<double>.Zero;
        nuint row = 0;
        for (nuint t = 0; t < (nuint)count; t++)
        {
            Vector128<double> factor = Vector128.WidenLower(Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in factors), t)));
            (Vector128<double> first, Vector128<double> second) = Vector128.Widen(Vector128.LoadUnsafe(in rows, row));
            lower += factor * first;
            upper += factor * second;
            row += (nuint)stride;
        }

        lower.StoreUnsafe(ref sums);
        upper.StoreUnsafe(ref sums, (nuint)Vector128<double>.Count);
    }

    /// <inheritdoc/>
    public static void WideSumsOf4(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums)
    {
        ref float first = ref Unsafe.AsRef(in factors);
        ref float second = ref Unsafe.Add(ref first, count);
        ref float third = ref Unsafe.Add(ref second, count);
        ref float fourth = ref Unsafe.Add(ref third, count);
        Vector128<double> lower1 = Vector128<double>.Zero;
        Vector128<double> upper1 = lower1;
        Vector128<double> lower2 = lower1;
        Vector128<double> upper2 = lower1;
        Vector128<double> lower3 = lower1;
        Vector128<double> upper3 = lower1;
        Vector128<double> lower4 = lower1;
        Vector128<double> upper4 = lower1;
        nuint row = 0;
        for (nuint t = 0; t < (nuint)count; t++)
        {
            (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(Vector128.LoadUnsafe(in rows, row));
            // Broadcast first: one number alone is widened into the lower part of a register, and waits for what was there.
            Vector128<double> factor1 = Vector128.WidenLower(Vector128.Create(Unsafe.Add(ref first, t)));
            lower1 += factor1 * lower;
            upper1 += factor1 * upper;
            Vector128<double> factor2 = Vector128.WidenLower(Vector128.Create(Unsafe.Add(ref second, t)));
            lower2 += factor2 * lower;
            upper2 += factor2 * upper;
            Vector128<double> factor3 = Vector128.WidenLower(Vector128.Create(Unsafe.Add(ref third, t)));
            lower3 += factor3 * lower;
            upper3 += factor3 * upper;
            Vector128<double> factor4 = Vector128.WidenLower(Vector128.Create(Unsafe.Add(ref fourth, t)));
            lower4 += factor4 * lower;
            upper4 += factor4 * upper;
            row += (nuint)stride;
        }

        nuint half = (nuint)Vector128<double>.Count;
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
    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new(left._vector + right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new(left._vector - right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new(left._vector * right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 left, Lanes4 right) => new(left._vector / right._vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, nuint offset) => _vector.StoreUnsafe(ref destination, offset);
}
