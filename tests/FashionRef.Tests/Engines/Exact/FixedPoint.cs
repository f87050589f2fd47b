using System.Numerics;

namespace FashionRef.Tests.Engines.Exact;

/// <summary>
/// exp and log by whole numbers alone, in fixed point: slow, and so exact that floating-point numbers can be judged by it. All numbers
/// are given as doubles: a float32 is one too.
/// </summary>
internal sealed class FixedPoint
{
    // Enough behind the point for the least number above zero, and for judging it.
    public static readonly FixedPoint OfSingle = new(digits: 24, leastPlace: -149, mostPlace: 104, fraction: 400);
    public static readonly FixedPoint OfDouble = new(digits: 53, leastPlace: -1074, mostPlace: 971, fraction: 1250);

    private readonly int _digits;
    private readonly int _leastPlace;
    private readonly int _mostPlace;
    private readonly int _fraction;
    private readonly BigInteger _overflow;
    private readonly BigInteger _one;
    private readonly BigInteger _ln2;

    private FixedPoint(int digits, int leastPlace, int mostPlace, int fraction)
    {
        _digits = digits;
        _leastPlace = leastPlace;
        _mostPlace = mostPlace;
        _fraction = fraction;

        // What infinity stands for.
        _overflow = BigInteger.One << (mostPlace + digits + fraction);
        _one = BigInteger.One << fraction;

        // ln 2 = 2·artanh(1/3).
        _ln2 = 2 * Artanh(_one / 3);
    }

    /// <summary>How far a result is from e^x, in units in the last place at e^x.</summary>
    public double ErrorOfExp(double x, double result)
    {
        BigInteger exact = Of(x);
        BigInteger power = BigInteger.Divide(exact, _ln2) - 1;
        BigInteger term = _one;
        BigInteger sum = BigInteger.Zero;
        BigInteger rest = exact - (power * _ln2);
        for (int k = 1; !term.IsZero; k++)
        {
            sum += term;
            term = (term * rest / k) >> _fraction;
        }

        return Error(power >= 0 ? sum << (int)power : sum >> -(int)power, result);
    }

    /// <summary>How far a result is from ln x, in units in the last place at ln x.</summary>
    /// <param name="x">Above 0 and finite.</param>
    /// <param name="result">The result.</param>
    public double ErrorOfLog(double x, double result)
    {
        BigInteger exact = Of(x);
        int power = (int)exact.GetBitLength() - 1 - _fraction;
        BigInteger mantissa = power >= 0 ? exact >> power : exact << -power;
        BigInteger s = ((mantissa - _one) << _fraction) / (mantissa + _one);
        return Error((power * _ln2) + (2 * Artanh(s)), result);
    }

    private BigInteger Artanh(BigInteger s)
    {
        BigInteger square = (s * s) >> _fraction;
        BigInteger sum = BigInteger.Zero;
        for (int degree = 1; !s.IsZero; degree += 2)
        {
            sum += s / degree;
            s = (s * square) >> _fraction;
        }

        return sum;
    }

    // A finite double is its 53 bits times a power of two, from 2^-1074 up.
    private BigInteger Of(double value)
    {
        if (double.IsInfinity(value))
        {
            return value > 0 ? _overflow : -_overflow;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 0x10_0000_0000_0000);
        int shift = Math.Max(exponent, 1) + _fraction - 1075;
        BigInteger magnitude = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return double.IsNegative(value) ? -magnitude : magnitude;
    }

    private double Error(BigInteger exact, double result)
    {
        if (double.IsNaN(result))
        {
            return double.NaN;
        }

        BigInteger target = BigInteger.Min(exact, _overflow);
        int power = (int)BigInteger.Abs(target).GetBitLength() - 1 - _fraction;
        int lastPlace = Math.Clamp(power - _digits + 1, _leastPlace, _mostPlace);
        const int MoreBits = 60;
        BigInteger difference = BigInteger.Abs(Of(result) - target) << MoreBits >> (_fraction + lastPlace);
        return double.ScaleB((double)difference, -MoreBits);
    }
}
