namespace FashionRef.Engines.Functions;

/// <summary>
/// Functions of double made of <see cref="DoubleMath"/>, so their bits are the same on every machine. NaN gives always the same NaN.
/// </summary>
/// <remarks>
/// Judged by whole numbers of 1,200 bits (DoubleFunctionsTests), the largest errors seen in units in the last place are 1.1 for LogPlus1,
/// 1.4 for Sigmoid, 1.7 for ExpMinus1, 1.9 for Softplus, 2.1 for Tanh, 4.7 for TanhShrink and 11.6 for Erfc, denormal results among them;
/// guaranteed are 4, 8 for TanhShrink, and 16 for Erfc, a relative error of 2^-48. Rounded to float32, a result is the nearest
/// float32 or, where the true value is that near to the middle of two, its neighbour.
/// </remarks>
internal static class DoubleFunctions
{
    // Below it the series needs few terms, and exp(x) - 1 would lose digits.
    private const double SeriesLimit = 0.35;

    // tanh is 1 from here on, to a double's precision.
    private const double TanhIsOne = 20;

    // From here on the continued fraction is used; below it the series, of which 1 - erf loses up to three bits.
    private const double ErfcLimit = 1;

    // The rest of erf's series is below 2^-60 of the sum, of x - tanh(x) below 2^-60 too.
    private const int SeriesTerms = 21;
    private const int ShrinkTerms = 11;
    private const double ShrinkLimit = 1;

    private const double InverseRootOfPi = 0.5641895835477563;

    // Beyond it erfc is 0 in double.
    private const double ErfcIsZero = 27.3;

    private static ReadOnlySpan<double> InverseFactorialsFrom1 =>
    [
        1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0, 1 / 5_040.0, 1 / 40_320.0, 1 / 362_880.0, 1 / 3_628_800.0,
        1 / 39_916_800.0, 1 / 479_001_600.0, 1 / 6_227_020_800.0, 1 / 87_178_291_200.0,
    ];

    /// <summary><c>exp(x) - 1</c>, by Taylor's series near 0.</summary>
    public static double ExpMinus1(double x) => Math.Abs(x) < SeriesLimit
        ? x * DoubleMath.Horner(x, InverseFactorialsFrom1)
        : DoubleMath.Exp(x) - 1;

    /// <summary><c>log(1 + x)</c>; the rounding of 1 + x is made good by W. Kahan's quotient.</summary>
    public static double LogPlus1(double x)
    {
        double sum = 1 + x;
        return double.IsNaN(x) ? double.NaN : sum == 1 || double.IsPositiveInfinity(sum) ? x : DoubleMath.Log(sum) * (x / (sum - 1));
    }

    /// <summary>The hyperbolic tangent, <c>t / (t + 2)</c> with <c>t = exp(2x) - 1</c>.</summary>
    public static double Tanh(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        double size = Math.Abs(x);
        if (size > TanhIsOne)
        {
            return Math.CopySign(1, x);
        }

        double t = ExpMinus1(2 * size);
        return Math.CopySign(t / (t + 2), x);
    }

    /// <summary>
    /// <c>x - tanh(x)</c>. Near 0, where the difference would lose all digits, it is <c>(x·cosh(x) - sinh(x)) / cosh(x)</c> by
    /// their series: the upper one is the sum of <c>2k/(2k + 1)!·x^(2k + 1)</c>, and all terms have one sign.
    /// </summary>
    public static double TanhShrink(double x)
    {
        if (!(Math.Abs(x) < ShrinkLimit))
        {
            return double.IsNaN(x) ? double.NaN : x - Tanh(x);
        }

        double square = x * x;
        double upper = 0;
        double cosh = 1;
        double power = 1;
        for (int k = 1; k <= ShrinkTerms; k++)
        {
            power *= square / ((2 * k) - 1) / (2 * k);
            cosh += power;
            upper += power * (2 * k) / ((2 * k) + 1);
        }

        return x * upper / cosh;
    }

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    public static double Sigmoid(double x)
    {
        double e = DoubleMath.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    public static double Softplus(double x) => double.IsNaN(x) ? double.NaN : Math.Max(x, 0) + LogPlus1(DoubleMath.Exp(-Math.Abs(x)));

    /// <summary>
    /// The complementary error function, <c>1 - erf(x)</c>: by the series of Abramowitz and Stegun 7.1.6 near 0, by their continued fraction
    /// 7.1.14 farther out.
    /// </summary>
    public static double Erfc(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        double size = Math.Abs(x);
        double positive = size < ErfcLimit ? 1 - SeriesErf(size) : size > ErfcIsZero ? 0 : FractionErfc(size);
        return x >= 0 ? positive : size < ErfcLimit ? 1 + SeriesErf(size) : 2 - positive;
    }

    // 2/sqrt(pi)·exp(-x²)·(x + 2x³/3 + 4x⁵/15 + …): all terms are positive.
    private static double SeriesErf(double x)
    {
        double term = x;
        double sum = x;
        double square = 2 * x * x;
        for (int n = 1; n <= SeriesTerms; n++)
        {
            term *= square / ((2 * n) + 1);
            sum += term;
        }

        return 2 * InverseRootOfPi * GaussianOf(x) * sum;
    }

    // So many terms that the rest is below 2^-54: measured, 200/x² and some more.
    private static double FractionErfc(double x)
    {
        double tail = x;
        for (int n = (int)(12 + (205 / (x * x))); n >= 1; n--)
        {
            tail = x + (n / 2.0 / tail);
        }

        return InverseRootOfPi * GaussianOf(x) / tail;
    }

    // exp(-x²) with the rounding error of the square.
    private static double GaussianOf(double x)
    {
        double square = x * x;
        return DoubleMath.Exp(-square) * (1 - Math.FusedMultiplyAdd(x, x, -square));
    }
}
