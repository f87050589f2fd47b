namespace FashionRef.Engines.Functions;

/// <summary>
/// Sine and cosine of double whose bits are the same on every machine: only additions, multiplications, and fused multiply-adds are used.
/// </summary>
/// <remarks>
/// <c>x = n·π/2 + r</c> with |r| up to π/4 in two numbers (reduction of Cody and Waite with a π/2 of four parts), then Taylor's series. Judged by
/// whole numbers of 1,250 bits (DoubleTrigonometryTests), the largest error seen for |x| up to <see cref="Largest"/> is 0.71 units in the last
/// place; 1 is guaranteed there.
/// </remarks>
internal static class DoubleTrigonometry
{
    /// <summary>The largest |x| that is as good as promised; up to here products of n and the parts of π/2 are exact.</summary>
    public const double Largest = 1_000_000;

    private const double TwoByPi = 0.6366197723675814;

    // 33 bits each, so that products with n up to 2^20 are exact; the last one has all the bits of a double.
    private const double HalfPi1 = 6_746_518_852 / 4_294_967_296.0;
    private const double HalfPi2 = 4_484_108_710 / 4_294_967_296.0 / 17_179_869_184.0;
    private const double HalfPi3 = 5_127_054_048 / 4_294_967_296.0 / 4_294_967_296.0 / 137_438_953_472.0;
    private const double HalfPi4 = 8.4784276603689e-32;

    // -1/3!, 1/5! to -1/19!, and 1/4!, -1/6! to 1/20!; the compiler rounds each quotient once.
    private static ReadOnlySpan<double> OfSine =>
    [
        -1 / 6.0, 1 / 120.0, -1 / 5_040.0, 1 / 362_880.0, -1 / 39_916_800.0, 1 / 6_227_020_800.0, -1 / 1_307_674_368_000.0,
        1 / 355_687_428_096_000.0, -1 / 121_645_100_408_832_000.0,
    ];

    private static ReadOnlySpan<double> OfCosine =>
    [
        1 / 24.0, -1 / 720.0, 1 / 40_320.0, -1 / 3_628_800.0, 1 / 479_001_600.0, -1 / 87_178_291_200.0, 1 / 20_922_789_888_000.0,
        -1 / 6_402_373_705_728_000.0, 1 / 2_432_902_008_176_640_000.0,
    ];

    /// <summary>The sine of x radians, |x| up to <see cref="Largest"/>; NaN beyond, and for NaN.</summary>
    public static double Sin(double x) => x == 0 ? x : Turned(x, quarters: 0);

    /// <summary>The cosine of x radians, |x| up to <see cref="Largest"/>; NaN beyond, and for NaN.</summary>
    public static double Cos(double x) => Turned(x, quarters: 1);

    // The sine of x and some quarters of a turn.
    private static double Turned(double x, int quarters)
    {
        if (!(Math.Abs(x) <= Largest))
        {
            return double.NaN;
        }

        double quotient = x * TwoByPi;
        int n = (int)(quotient < 0 ? quotient - 0.5 : quotient + 0.5);

        // The first difference is exact; the others with their rounding errors.
        double high = x - (n * HalfPi1);
        (double middle, double lost) = Difference(high, n * HalfPi2);
        (double r, double rest) = Difference(middle, n * HalfPi3);
        rest += lost - (n * HalfPi4);
        (r, rest) = Difference(r, -rest);
        double value = ((n + quarters) & 1) == 0 ? Sine(r, rest) : Cosine(r, rest);
        return ((n + quarters) & 2) == 0 ? value : -value;
    }

    private static (double Value, double Lost) Difference(double left, double right)
    {
        double difference = left - right;
        double part = left - difference;
        return (difference, (left - (difference + part)) + (part - right));
    }

    // The rest's share of the sine is nearly rest·cos(r).
    private static double Sine(double r, double rest)
    {
        double square = r * r;
        return r + ((r * square * DoubleMath.Horner(square, OfSine)) + (rest * (1 - (square / 2))));
    }

    // 1 - r²/2 in two numbers.
    private static double Cosine(double r, double rest)
    {
        double square = r * r;
        double half = square / 2;
        double first = 1 - half;
        double lost = 1 - first - half;
        return first + (lost + ((square * square * DoubleMath.Horner(square, OfCosine)) - (r * rest)));
    }
}
