using System.Numerics;

namespace FashionRef.Tests.Engines.Exact;

/// <summary>
/// exp and log by whole numbers alone, in fixed point with 400 bits behind the point: slow, and so exact that a float32 can be judged by it.
/// </summary>
internal static class FixedPoint
{
    private const int Fraction = 400;

    // Where float32 overflows, infinity stands for 2^128.
    private static readonly BigInteger Overflow = BigInteger.One << (128 + Fraction);

    private static readonly BigInteger One = BigInteger.One << Fraction;

    // ln 2 = 2·artanh(1/3).
    private static readonly BigInteger Ln2 = 2 * Artanh(One / 3);

    /// <summary>How far a result is from e^x, in units in the last place of float32 at e^x.</summary>
    public static double ErrorOfExp(float x, float result)
    {
        BigInteger exact = Of(x);
        BigInteger power = BigInteger.Divide(exact, Ln2) - 1;
        BigInteger term = One;
        BigInteger sum = BigInteger.Zero;
        BigInteger rest = exact - (power * Ln2);
        for (int k = 1; !term.IsZero; k++)
        {
            sum += term;
            term = (term * rest / k) >> Fraction;
        }

        return Error(power >= 0 ? sum << (int)power : sum >> -(int)power, result);
    }

    /// <summary>How far a result is from ln x, in units in the last place of float32 at ln x.</summary>
    /// <param name="x">Above 0 and finite.</param>
    /// <param name="result">The result.</param>
    public static double ErrorOfLog(float x, float result)
    {
        BigInteger exact = Of(x);
        int power = (int)exact.GetBitLength() - 1 - Fraction;
        BigInteger mantissa = power >= 0 ? exact >> power : exact << -power;
        BigInteger s = ((mantissa - One) << Fraction) / (mantissa + One);
        return Error((power * Ln2) + (2 * Artanh(s)), result);
    }

    private static BigInteger Artanh(BigInteger s)
    {
        BigInteger square = (s * s) >> Fraction;
        BigInteger sum = BigInteger.Zero;
        for (int degree = 1; !s.IsZero; degree += 2)
        {
            sum += s / degree;
            s = (s * square) >> Fraction;
        }

        return sum;
    }

    // A float32 is its 24 bits times a power of two, from 2^-149 to 2^104; infinity's bits mean 2^128 when read so.
    private static BigInteger Of(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int exponent = (bits >> 23) & 0xFF;
        int mantissa = (bits & 0x7F_FFFF) | (exponent == 0 ? 0 : 0x80_0000);
        BigInteger magnitude = (BigInteger)mantissa << (Math.Max(exponent, 1) + Fraction - 150);
        return float.IsNegative(value) ? -magnitude : magnitude;
    }

    private static double Error(BigInteger exact, float result)
    {
        if (float.IsNaN(result))
        {
            return double.NaN;
        }

        BigInteger target = BigInteger.Min(exact, Overflow);
        int power = (int)BigInteger.Abs(target).GetBitLength() - 1 - Fraction;
        int lastPlace = Math.Clamp(power - 23, -149, 104);
        const int MoreBits = 60;
        BigInteger difference = BigInteger.Abs(Of(result) - target) << MoreBits >> (Fraction + lastPlace);
        return double.ScaleB((double)difference, -MoreBits);
    }
}
