namespace FashionRef.Engines.Functions;

/// <summary>
/// exp and log of double whose bits are the same on every machine. The mathematics libraries of operating systems differ in the last
/// bits; here there are only additions, multiplications, divisions and fused multiply-adds, which IEEE 754 defines to the bit.
/// Reported losses and probabilities are computed with them.
/// </summary>
/// <remarks>
/// The formulas are the textbook's (reduction by ln 2, Taylor's series, 2·artanh; J.-M. Muller, Elementary Functions, chapters on
/// argument reduction and polynomials). The large part of each sum is kept in two numbers, so that only the last addition rounds
/// noticeably. Measured against whole numbers of 1,200 bits (DoubleMathTests): the largest errors seen are 0.68 units in the last
/// place for exp and 0.56 for log; 0.75 is guaranteed.
/// </remarks>
internal static class DoubleMath
{
    /// <summary>The exponent's bits of 1.</summary>
    public const int ExponentBias = 1023;

    /// <summary>Bits of the fraction.</summary>
    public const int FractionBits = 52;

    /// <summary>The fraction's bits as a mask.</summary>
    public const long FractionMask = (1L << FractionBits) - 1;

    /// <summary>The high part of ln 2: it has 32 bits, so that its products with whole numbers up to 2^20 are exact.</summary>
    public const double Ln2High = 2_977_044_471 / 4_294_967_296.0;

    /// <summary>The rest of ln 2.</summary>
    public const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>1 / ln 2.</summary>
    public const double InverseLn2 = 1.4426950408889634;

    /// <summary>The lower end of log's reduced range: half the root of 2, so that both ends are equally far from 1.</summary>
    public const double HalfRoot2 = 0.7071067811865476;

    // Beyond these the result is infinite or rounds to zero.
    private const double InfiniteFrom = 709.79;
    private const double ZeroUpTo = -745.14;

    // 1/2! to 1/15!, and 1/3, 1/5 to 1/23; the compiler rounds each quotient once.
    private static ReadOnlySpan<double> InverseFactorialsFrom2 =>
    [
        1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0, 1 / 5_040.0, 1 / 40_320.0, 1 / 362_880.0, 1 / 3_628_800.0,
        1 / 39_916_800.0, 1 / 479_001_600.0, 1 / 6_227_020_800.0, 1 / 87_178_291_200.0, 1 / 1_307_674_368_000.0,
    ];

    private static ReadOnlySpan<double> InverseOddNumbersFrom3 =>
        [1 / 3.0, 1 / 5.0, 1 / 7.0, 1 / 9.0, 1 / 11.0, 1 / 13.0, 1 / 15.0, 1 / 17.0, 1 / 19.0, 1 / 21.0, 1 / 23.0];

    /// <summary>e to the power of x.</summary>
    /// <remarks>
    /// <c>e^x = 2^n·e^r</c> with <c>n = round(x / ln 2)</c> and <c>r = x - n·ln 2</c>, |r| up to 0.347; e^r is 1 + r, exact in two
    /// numbers, and the rest of Taylor's series up to r^15/15!, whose own rest is below 2^-68. NaN gives NaN, infinity infinity,
    /// minus infinity 0; results below 2^-1022 are denormal and rounded once more.
    /// </remarks>
    public static double Exp(double x)
    {
        // Always the same NaN: processors differ in which one they return.
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x >= InfiniteFrom)
        {
            return double.PositiveInfinity;
        }

        if (x <= ZeroUpTo)
        {
            return 0;
        }

        double quotient = x * InverseLn2;
        int n = (int)(quotient < 0 ? quotient - 0.5 : quotient + 0.5);

        // The first difference is exact: the bits of x and of the product fit into a double together.
        double high = x - (n * Ln2High);
        double low = n * Ln2Low;
        double r = high - low;
        double rest = high - r - low;
        double sum = 1 + r;
        double lost = r - (sum - 1);
        double power = sum + (lost + (rest + (r * r * Horner(r, InverseFactorialsFrom2))));

        // In two steps: 2^n alone may be infinite or denormal where the result is not.
        int half = n / 2;
        return power * PowerOf2(half) * PowerOf2(n - half);
    }

    /// <summary>The natural logarithm of x.</summary>
    /// <remarks>
    /// <c>ln x = e·ln 2 + ln m</c> with x = 2^e·m and m from half the root of 2 to the root of 2; <c>ln m = 2·artanh(s)</c> with
    /// <c>s = (m - 1) / (m + 1)</c> in two numbers, |s| up to 0.172, is artanh's series up to s^23/23, whose rest is below 2^-65 of the
    /// sum. Both zeros give minus infinity, negative numbers and NaN give NaN, infinity gives infinity; denormal inputs are as good
    /// as others.
    /// </remarks>
    public static double Log(double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? double.NegativeInfinity : double.NaN;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        // A denormal number is made a normal one first.
        const int Shift = 54;
        bool isDenormal = BitConverter.DoubleToInt64Bits(x) <= FractionMask;
        long bits = BitConverter.DoubleToInt64Bits(isDenormal ? x * (1L << Shift) : x);
        int exponent = (int)(bits >> FractionBits) - ExponentBias + 1 - (isDenormal ? Shift : 0);
        double m = BitConverter.Int64BitsToDouble((bits & FractionMask) | ((long)(ExponentBias - 1) << FractionBits));
        if (m < HalfRoot2)
        {
            m *= 2;
            exponent--;
        }

        // f is exact. The rounding error of s follows from the division's remainder.
        double f = m - 1;
        double divisor = m + 1;
        double divisorLost = f - (divisor - 2);
        double s = f / divisor;
        double left = Math.FusedMultiplyAdd(-s, divisor, f);
        double sLost = (left - (s * divisorLost)) / divisor;
        double square = s * s;
        double rest = (2 * sLost) + (2 * s * square * Horner(square, InverseOddNumbersFrom3));

        // Their sum and its rounding error, whichever of them is larger.
        double whole = exponent * Ln2High;
        double sum = whole + (2 * s);
        double part = sum - whole;
        double lost = whole - (sum - part) + ((2 * s) - part);
        return sum + (lost + (rest + (exponent * Ln2Low)));
    }

    /// <summary>2 to the power of a whole number from -1022 to 1023.</summary>
    public static double PowerOf2(int exponent) => BitConverter.Int64BitsToDouble((long)(ExponentBias + exponent) << FractionBits);

    /// <summary>A polynomial by Horner's rule, from the highest degree down, always in this order.</summary>
    /// <param name="x">The variable.</param>
    /// <param name="coefficients">The constant term first.</param>
    public static double Horner(double x, ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int degree = coefficients.Length - 1; degree >= 0; degree--)
        {
            sum = (sum * x) + coefficients[degree];
        }

        return sum;
    }
}
