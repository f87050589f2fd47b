namespace FashionRef.Engines.Exact.Lanes;

/// <summary>
/// A vector of float32 numbers, one in each SIMD lane. A kernel is written once against this interface and runs at every vector
/// width: each lane holds a different output, so no sum runs over lanes and the bits do not depend on the width. Every operation is
/// one of IEEE 754, rounded once.
/// </summary>
/// <typeparam name="TSelf">The vector type.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many lanes there are.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads <see cref="Count"/> numbers; the caller must ensure that they are inside the buffer.</summary>
    static abstract TSelf Load(ref readonly float source, nuint offset);

    /// <summary>The same number in all lanes.</summary>
    static abstract TSelf Broadcast(float number);

    /// <summary><c>left · right + addend</c>, rounded once, in hardware or not.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary><c>max(value, 0)</c>; NaN stays NaN, and -0 becomes 0.</summary>
    static abstract TSelf Relu(TSelf value);

    /// <summary>Bit i is set where lane i is above 0.</summary>
    static abstract uint Positive(TSelf value);

    /// <summary>The values where the other value is above 0, else 0.</summary>
    static abstract TSelf WherePositive(TSelf values, TSelf other);

    /// <summary>
    /// The maximum: <paramref name="second"/> where it is above <paramref name="first"/> or where only it is NaN, else the first.
    /// </summary>
    /// <param name="first">Wins where both are equal.</param>
    /// <param name="second">The other.</param>
    /// <param name="secondWins">Bit i is set where lane i is from the second.</param>
    static abstract TSelf FirstMaximum(TSelf first, TSelf second, out uint secondWins);

    /// <summary>
    /// Sums of products in double, <c>sums[i] = sum over t of factors[t] · rows[t·stride + i]</c> for <see cref="Count"/> outputs: each product of
    /// two float32 is exact, and they are added in the order of t.
    /// </summary>
    /// <param name="factors">The first of the factors.</param>
    /// <param name="count">How many factors there are.</param>
    /// <param name="rows">The first number of the first row.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="sums">Receives the sums.</param>
    static abstract void WideSums(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums);

    /// <summary>
    /// The same for four times as many factors, one lot after the other: the same bits, in less time since eight sums run side by side.
    /// </summary>
    /// <param name="factors">The first of the factors.</param>
    /// <param name="count">How many factors each lot has.</param>
    /// <param name="rows">The first number of the first row.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="sums">Receives the sums of each lot, one lot after the other.</param>
    static abstract void WideSumsOf4(ref readonly float factors, int count, ref readonly float rows, int stride, ref double sums);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Writes <see cref="Count"/> numbers; the caller must ensure that they are inside the buffer.</summary>
    void Store(ref float destination, nuint offset);
}
