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
            Vector128<double> factor = Vector128.Create((double)Unsafe.Add(ref Unsafe.AsRef(in factors), t));
            (Vector128<double> first, Vector128<double> second) = Vector128.Widen(Vector128.LoadUnsafe(in rows, row));
            lower += factor * first;
            upper += factor * second;
            row += (nuint)stride;
        }

        lower.StoreUnsafe(ref sums);
        upper.StoreUnsafe(ref sums, (nuint)Vector128<double>.Count);
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
