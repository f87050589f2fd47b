namespace FashionRef.Engines.Exact.Lanes;

/// <summary>
/// As many float32 numbers as a vector register of some processor holds, each in its lane. A kernel is written once against this
/// and runs at every width: a lane is always an output of its own, so that no sum runs over lanes and the width never shows.
/// Every operation is one of IEEE 754, rounded once.
/// </summary>
/// <typeparam name="TSelf">The vector type.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many lanes there are.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads <see cref="Count"/> numbers; that they are inside a buffer is the caller's to see to.</summary>
    static abstract TSelf Load(ref readonly float source, nuint offset);

    /// <summary>All lanes the same number.</summary>
    static abstract TSelf Broadcast(float number);

    /// <summary><c>left · right + addend</c>, rounded once, in hardware or not.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary><c>max(value, 0)</c>; NaN stays, and -0 becomes 0.</summary>
    static abstract TSelf Relu(TSelf value);

    /// <summary>Bit i is set where lane i is above 0.</summary>
    static abstract uint Positive(TSelf value);

    /// <summary>The values where the other value is above 0, else 0.</summary>
    static abstract TSelf WherePositive(TSelf values, TSelf other);

    /// <summary>
    /// The first of the larger: <paramref name="second"/> where it is above <paramref name="first"/> or where it alone is NaN.
    /// </summary>
    /// <param name="first">Wins where both are equal.</param>
    /// <param name="second">The other.</param>
    /// <param name="secondWins">Bit i is set where lane i is the second's.</param>
    static abstract TSelf FirstMaximum(TSelf first, TSelf second, out uint secondWins);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Writes <see cref="Count"/> numbers; that they are inside a buffer is the caller's to see to.</summary>
    void Store(ref float destination, nuint offset);
}
