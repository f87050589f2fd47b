using FashionRef.Engines.Functions;
namespace FashionRef.Engines.Exact;

/// <summary>
/// exp and log of float32 whose bits are the same on every machine. The mathematics libraries of operating systems differ in the last
/// bits; these use only double additions, multiplications and divisions, which IEEE 754 defines to the bit and .NET never fuses.
/// </summary>
/// <remarks>
/// Computed in double with a relative error below 2^-50 and rounded once, so a result errs by less than 0.5 + 2^-26 units in the last
/// place (ulp). Measured over all 2^32 inputs (ExactMathTests, on x64 with glibc 2.36): every result is the one that the system's
/// double function rounds to; the largest errors are 0.499999998 ulp for exp, at -14.56709, and 0.4999999996 ulp for log, at 3.079322e-20.
/// </remarks>
internal static class ExactMath
{
    // Beyond these the result is infinite or rounds to zero; within, 2^n of the reduction is a normal double.
    private const float InfiniteFrom = 89;
    private const float ZeroUpTo = -104;

    // 1/0! to 1/13!, and 1, 1/3, 1/5 to 1/21; the compiler rounds each quotient once.
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0, 1 / 5_040.0, 1 / 40_320.0, 1 / 362_880.0,
        1 / 3_628_800.0, 1 / 39_916_800.0, 1 / 479_001_600.0, 1 / 6_227_020_800.0,
    ];

    private static ReadOnlySpan<double> InverseOddNumbers =>
        [1, 1 / 3.0, 1 / 5.0, 1 / 7.0, 1 / 9.0, 1 / 11.0, 1 / 13.0, 1 / 15.0, 1 / 17.0, 1 / 19.0, 1 / 21.0];

    /// <summary>e to the power of x.</summary>
    /// <remarks>
    /// <c>e^x = 2^n·e^r</c> with <c>n = round(x / ln 2)</c> and <c>r = x - n·ln 2</c>, |r| up to 0.347; e^r is Taylor's series up to
    /// r^13/13!, whose rest is below 2^-57. NaN gives NaN, infinity infinity, minus infinity 0; results below 2^-126 are denormal.
    /// </remarks>
    public static float Exp(float x)
    {
        // Always the same NaN: processors differ in which one they return.
        if (float.IsNaN(x))
        {
            return float.NaN;
        }

        if (x >= InfiniteFrom)
        {
            return float.PositiveInfinity;
        }

        if (x <= ZeroUpTo)
        {
            return 0;
        }

        double quotient = x * DoubleMath.InverseLn2;
        int n = (int)(quotient < 0 ? quotient - 0.5 : quotient + 0.5);

        // The first difference is exact: the bits of x and of the product fit into a double together.
        double r = x - (n * DoubleMath.Ln2High) - (n * DoubleMath.Ln2Low);
        return (float)(TaylorExp(r) * DoubleMath.PowerOf2(n));
    }

    /// <summary>The natural logarithm of x.</summary>
    /// <remarks>
    /// <c>ln x = e·ln 2 + ln m</c> with x = 2^e·m and m from half the root of 2 to the root of 2; <c>ln m = 2·artanh(s)</c> with
    /// <c>s = (m - 1) / (m + 1)</c>, |s| up to 0.172, is artanh's series up to s^21/21, whose rest is below 2^-59 of the sum.
    /// Both zeros give minus infinity, negative numbers and NaN give NaN, infinity gives infinity; denormal inputs are as good as others.
    /// </remarks>
    public static float Log(float x)
    {
        if (!(x > 0))
        {
            return x == 0 ? float.NegativeInfinity : float.NaN;
        }

        if (float.IsPositiveInfinity(x))
        {
            return x;
        }

        // As a double even a denormal float32 is normal.
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> DoubleMath.FractionBits) - DoubleMath.ExponentBias + 1;
        double m = BitConverter.Int64BitsToDouble((bits & DoubleMath.FractionMask) | ((long)(DoubleMath.ExponentBias - 1) << DoubleMath.FractionBits));
        if (m < DoubleMath.HalfRoot2)
        {
            m *= 2;
            exponent--;
        }

        double s = (m - 1) / (m + 1);
        return (float)((exponent * DoubleMath.Ln2High) + (2 * SeriesArtanh(s) + (exponent * DoubleMath.Ln2Low)));
    }

    private static double TaylorExp(double r) => DoubleMath.Horner(r, InverseFactorials);

    private static double SeriesArtanh(double s) => s * DoubleMath.Horner(s * s, InverseOddNumbers);
}
