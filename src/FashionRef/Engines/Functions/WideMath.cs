using System.Numerics;

namespace FashionRef.Engines.Functions;

/// <summary>
/// exp, and what is made of it, of several doubles at once: a lane to a number, with operations that IEEE 754 defines to the bit, so that
/// neither the machine nor the vector's width change a bit. Meant to be rounded to float32: a result errs by a few units in the last place
/// of double (WideMathTests).
/// </summary>
internal static class WideMath
{
    // Beyond it tanh is 1 in double.
    private const double TanhIsOne = 20;

    // Beyond them exp is infinite, or 0, in float32.
    private const double LargestExponent = 700;

    // 1/2! to 1/14!, from the last down.
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1 / 87_178_291_200.0, 1 / 6_227_020_800.0, 1 / 479_001_600.0, 1 / 39_916_800.0, 1 / 3_628_800.0, 1 / 362_880.0, 1 / 40_320.0,
        1 / 5_040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 1 / 2.0,
    ];

    /// <summary>
    /// <c>exp(x) = 2^n·exp(r)</c> with <c>n = floor(x / ln 2 + 1/2)</c> and <c>r = x - n·ln 2</c>; below -700 it is that of -700, above 700 that of
    /// 700. NaN gives NaN.
    /// </summary>
    public static Vector<double> Exp(Vector<double> x)
    {
        (Vector<double> power, Vector<double> rest) = Reduced(x);
        return power + (power * rest);
    }

    /// <summary><c>exp(x) - 1 = 2^n·(exp(r) - 1) + (2^n - 1)</c>, as <see cref="Exp"/>.</summary>
    public static Vector<double> ExpMinus1(Vector<double> x)
    {
        (Vector<double> power, Vector<double> rest) = Reduced(x);
        return (power * rest) + (power - Vector<double>.One);
    }

    /// <summary>The hyperbolic tangent, <c>t / (t + 2)</c> with <c>t = exp(2|x|) - 1</c>.</summary>
    public static Vector<double> Tanh(Vector<double> x)
    {
        Vector<double> most = new(TanhIsOne);
        Vector<double> size = Vector.Abs(x);
        Vector<double> t = ExpMinus1(2 * Vector.ConditionalSelect(Vector.GreaterThan(size, most), most, size));
        Vector<double> tanh = t / (t + new Vector<double>(2));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), -tanh, tanh);
    }

    /// <summary><c>1 / (1 + exp(-x))</c>, below 0 <c>exp(x) / (1 + exp(x))</c>.</summary>
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> e = Exp(-Vector.Abs(x));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), e, Vector<double>.One) / (Vector<double>.One + e);
    }

    // 2^n and exp(r) - 1, by Taylor's series.
    private static (Vector<double> Power, Vector<double> Excess) Reduced(Vector<double> x)
    {
        Vector<double> most = new(LargestExponent);
        x = Vector.ConditionalSelect(Vector.GreaterThan(x, most), most, x);
        x = Vector.ConditionalSelect(Vector.LessThan(x, -most), -most, x);
        Vector<double> n = Vector.Floor((x * DoubleMath.InverseLn2) + new Vector<double>(0.5));
        Vector<double> r = x - (n * DoubleMath.Ln2High) - (n * DoubleMath.Ln2Low);
        Vector<double> sum = Vector<double>.Zero;
        foreach (double coefficient in InverseFactorials)
        {
            sum = (sum * r) + new Vector<double>(coefficient);
        }

        return (PowerOf2(n), r + (r * r * sum));
    }

    // By its bits; NaN, which has none of use, gives any number.
    private static Vector<double> PowerOf2(Vector<double> exponent) =>
        Vector.AsVectorDouble((Vector.ConvertToInt64(exponent) + new Vector<long>(DoubleMath.ExponentBias)) << DoubleMath.FractionBits);
}
