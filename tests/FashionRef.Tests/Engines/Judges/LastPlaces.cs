namespace FashionRef.Tests.Engines.Judges;

/// <summary>The errors of a float32 function against one in double, in units in the last place (ulp) of float32.</summary>
/// <param name="exact">The function in double; it errs by less than 1e-8 ulp of float32.</param>
/// <param name="measured">The function under test.</param>
internal sealed class LastPlaces(Func<double, double> exact, Func<float, float> measured)
{
    // Where float32 overflows, infinity stands for 2^128.
    private const double Overflow = 2.0 * (1UL << 63) * (1UL << 32) * (1UL << 32);

    /// <summary>The largest error; NaN when a result is NaN or infinite and must not be, or the other way round.</summary>
    public double Largest { get; private set; }

    /// <summary>Where it is.</summary>
    public float Where { get; private set; }

    /// <summary>How many results are not the float32 that the double rounds to.</summary>
    public long Misrounded { get; private set; }

    public void Look(float x)
    {
        double wanted = exact(x);
        float result = measured(x);
        Misrounded += result.Equals((float)wanted) ? 0 : 1;
        Keep(Error(wanted, result), x);
    }

    public void Add(LastPlaces other)
    {
        Misrounded += other.Misrounded;
        Keep(other.Largest, other.Where);
    }

    private void Keep(double error, float x)
    {
        // A NaN, once seen, stays.
        if (!(error <= Largest) && !double.IsNaN(Largest))
        {
            (Largest, Where) = (error, x);
        }
    }

    private static double Error(double wanted, float result)
    {
        if (!double.IsFinite(wanted) || float.IsNaN(result))
        {
            return wanted.Equals(result) ? 0 : double.NaN;
        }

        double value = float.IsInfinity(result) ? double.CopySign(Overflow, result) : result;
        double target = Math.Clamp(wanted, -Overflow, Overflow);
        int exponent = target == 0 ? -126 : Math.Clamp(Math.ILogB(target), -126, 127);
        return Math.Abs(value - target) / double.ScaleB(1, exponent - 23);
    }
}
