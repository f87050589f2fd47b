using System.Numerics;

namespace FashionRef.Tests.Engines.Judges;

/// <summary>
/// Functions by whole numbers alone, in fixed point: slow, and so exact that floating-point numbers can be judged by it. All numbers
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
    private readonly Lazy<BigInteger> _pi;

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

        // By Machin.
        _pi = new(() => 4 * ((4 * ArcTanOfInverse(5)) - ArcTanOfInverse(239)));
    }

    /// <summary>How far a result is from e^x, in units in the last place at e^x.</summary>
    public double ErrorOfExp(double x, double result) => Error(Exp(Of(x)), result);

    /// <summary>How far a result is from ln x, in units in the last place at ln x.</summary>
    /// <param name="x">Above 0 and finite.</param>
    /// <param name="result">The result.</param>
    public double ErrorOfLog(double x, double result) => Error(Log(Of(x)), result);

    /// <summary>How far a result is from e^x - 1, in units in the last place there.</summary>
    public double ErrorOfExpMinus1(double x, double result) => Error(Exp(Of(x)) - _one, result);

    /// <summary>How far a result is from ln(1 + x), in units in the last place there.</summary>
    /// <param name="x">Above -1 and finite.</param>
    /// <param name="result">The result.</param>
    public double ErrorOfLogPlus1(double x, double result) => Error(Log(_one + Of(x)), result);

    /// <summary>How far a result is from tanh x, in units in the last place there.</summary>
    public double ErrorOfTanh(double x, double result) => Error(Tanh(Of(x)), result);

    /// <summary>How far a result is from x - tanh x, in units in the last place there.</summary>
    public double ErrorOfTanhShrink(double x, double result) => Error(Of(x) - Tanh(Of(x)), result);

    /// <summary>How far a result is from 1/(1 + e^-x), in units in the last place there.</summary>
    public double ErrorOfSigmoid(double x, double result) => Error((_one << _fraction) / (_one + Exp(-Of(x))), result);

    /// <summary>How far a result is from ln(1 + e^x), in units in the last place there.</summary>
    public double ErrorOfSoftplus(double x, double result) => Error(Log(_one + Exp(Of(x))), result);

    /// <summary>How far a result is from 1 - erf x, in units in the last place there.</summary>
    public double ErrorOfErfc(double x, double result)
    {
        // erf x = 2/sqrt(pi)·sum of (-1)^n·x^(2n + 1)/(n!·(2n + 1)).
        BigInteger exact = Of(x);
        BigInteger square = (exact * exact) >> _fraction;
        BigInteger power = exact;
        BigInteger sum = BigInteger.Zero;
        for (int n = 0; !power.IsZero && power != -1; n++)
        {
            sum += power / ((2 * n) + 1);
            power = -(((power * square) >> _fraction) / (n + 1));
        }

        BigInteger rootOfPi = Root(_pi.Value << _fraction);
        return Error(_one - ((2 * sum << _fraction) / rootOfPi), result);
    }

    /// <summary>How far a result is from sin x, in units in the last place there.</summary>
    public double ErrorOfSin(double x, double result) => Error(Sin(Of(x)), result);

    /// <summary>How far a result is from cos x, in units in the last place there.</summary>
    public double ErrorOfCos(double x, double result) => Error(Sin(Of(x) + (_pi.Value / 2)), result);

    /// <summary>How far a result is from x^y, in units in the last place there.</summary>
    /// <param name="x">Above 0 and finite.</param>
    /// <param name="y">Finite.</param>
    /// <param name="result">The result.</param>
    public double ErrorOfPower(double x, double y, double result) => Error(Exp((Log(Of(x)) * Of(y)) >> _fraction), result);

    // Half turns go first: they change the sign.
    private BigInteger Sin(BigInteger exact)
    {
        BigInteger halfTurns = BigInteger.Divide(exact, _pi.Value);
        BigInteger rest = exact - (halfTurns * _pi.Value);
        BigInteger square = (rest * rest) >> _fraction;
        BigInteger term = rest;
        BigInteger sum = BigInteger.Zero;
        for (int k = 2; !term.IsZero && term != -1; k += 2)
        {
            sum += term;
            term = -(((term * square) >> _fraction) / (k * (k + 1)));
        }

        return halfTurns.IsEven ? sum : -sum;
    }

    private BigInteger Exp(BigInteger exact)
    {
        BigInteger power = BigInteger.Divide(exact, _ln2) - 1;
        BigInteger term = _one;
        BigInteger sum = BigInteger.Zero;
        BigInteger rest = exact - (power * _ln2);
        for (int k = 1; !term.IsZero; k++)
        {
            sum += term;
            term = (term * rest / k) >> _fraction;
        }

        return power >= 0 ? sum << (int)power : sum >> -(int)power;
    }

    private BigInteger Log(BigInteger exact)
    {
        int power = (int)exact.GetBitLength() - 1 - _fraction;
        BigInteger mantissa = power >= 0 ? exact >> power : exact << -power;
        BigInteger s = ((mantissa - _one) << _fraction) / (mantissa + _one);
        return (power * _ln2) + (2 * Artanh(s));
    }

    private BigInteger Tanh(BigInteger exact)
    {
        BigInteger e = Exp(2 * exact);
        return ((e - _one) << _fraction) / (e + _one);
    }

    private BigInteger ArcTanOfInverse(int number)
    {
        BigInteger power = _one / number;
        BigInteger sum = BigInteger.Zero;
        for (int degree = 1; !power.IsZero; degree += 2)
        {
            sum += (degree % 4 == 1 ? power : -power) / degree;
            power /= number * number;
        }

        return sum;
    }

    // By Newton, from above.
    private static BigInteger Root(BigInteger square)
    {
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (square / root)) / 2;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
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
