namespace FashionRef.Engines.Functions;

/// <summary>
/// Powers of double whose bits are the same on every machine: only additions, multiplications, divisions and fused multiply-adds are used.
/// </summary>
/// <remarks>
/// A whole number as exponent by repeated squaring in two numbers, 0.5 as the root, any other as <c>exp(y·log(x))</c>, the product in two numbers. Judged by whole
/// numbers of 1,250 bits (DoublePowerTests), whole exponents up to 10^5 err by 0.5 units in the last place; others by a relative error of
/// 2^-46 as long as the result is a float32's (|y·log(x)| up to 104), and of 2^-43 at most. Rounded to float32, both give the nearest one or, where
/// the true value is that near to the middle of two, its neighbour.
/// </remarks>
internal static class DoublePower
{
    // Larger whole numbers are beyond what repeated squaring keeps exact.
    private const double LargestWhole = 1L << 40;

    /// <summary>x to the power of y; NaN where x is below 0 and y is not a whole number. Whatever x, also NaN: to the power of 0 it is 1.</summary>
    public static double Of(double x, double y)
    {
        if (Math.Abs(y) <= LargestWhole && y == Math.Floor(y))
        {
            return Whole(x, (long)y);
        }

        if (x == 1 || y == 0.5)
        {
            return Math.Sqrt(x);
        }

        double log = DoubleMath.Log(x);
        double product = y * log;
        double power = DoubleMath.Exp(product);
        return double.IsNormal(power) ? power + (power * Math.FusedMultiplyAdd(y, log, -product)) : power;
    }

    private static double Whole(double x, long exponent)
    {
        (double High, double Low) power = (1, 0);
        (double High, double Low) square = (x, 0);
        for (long left = Math.Abs(exponent); left > 0; left >>= 1)
        {
            power = (left & 1) == 1 ? Product(power, square) : power;
            square = left > 1 ? Product(square, square) : square;
        }

        if (exponent >= 0)
        {
            return power.High;
        }

        double inverse = 1 / power.High;
        double remainder = Math.FusedMultiplyAdd(-inverse, power.High, 1) - (inverse * power.Low);
        return double.IsNormal(inverse) && double.IsNormal(power.High) ? inverse + (inverse * remainder) : inverse;
    }

    // Near the ends of the range the product's own rounding error is not a double.
    private static (double High, double Low) Product((double High, double Low) left, (double High, double Low) right)
    {
        double product = left.High * right.High;
        if (!double.IsNormal(product))
        {
            return (double.IsNaN(product) ? double.NaN : product, 0);
        }

        double rest = Math.FusedMultiplyAdd(left.High, right.High, -product) + (left.High * right.Low) + (left.Low * right.High);
        double sum = product + rest;
        return (sum, rest - (sum - product));
    }
}
