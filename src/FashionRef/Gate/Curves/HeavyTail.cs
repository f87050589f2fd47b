using MathNet.Numerics.Distributions;

namespace FashionRef.Gate.Curves;

/// <summary>Student's t of variance 1, with tails as long as a sample's: they follow from its kurtosis, with a standard error added for safety.</summary>
internal sealed class HeavyTail
{
    // Half of what each of five figures may use of the rate of false alarms.
    private const double Tail = 5e-5;
    private const double LeastExcess = 0.3;
    private const double MostExcess = 12;

    // Quantiles take a microsecond, and tens of millions are drawn.
    private const double Farthest = 6;
    private const int StepsPerUnit = 100;

    private readonly double[] _figures;

    private HeavyTail(double freedom)
    {
        double scale = Math.Sqrt((freedom - 2) / freedom);
        _figures = [.. Enumerable.Range(0, (int)(Farthest * StepsPerUnit) + 1).Select(step => -scale * StudentT.InvCDF(0, 1, freedom, Normal.CDF(0, 1, -(double)step / StepsPerUnit)))];
        Factor = Figure(-Normal.InvCDF(0, 1, Tail)) / -Normal.InvCDF(0, 1, Tail);
    }

    /// <summary>How much farther such a tail reaches than a normal one of the same variance, at one in 20,000; at least 1.</summary>
    public double Factor { get; }

    /// <summary>The tail of a sample.</summary>
    /// <param name="sample">Of mean 0.</param>
    public static HeavyTail Of(double[] sample)
    {
        double square = sample.Average(figure => figure * figure);
        double excess = (sample.Average(figure => Math.Pow(figure, 4)) / (square * square)) - 3;
        double careful = Math.Clamp(excess + Math.Sqrt(24.0 / sample.Length), LeastExcess, MostExcess);

        // The excess kurtosis of Student's t is 6 / (degrees of freedom - 4).
        return new HeavyTail(4 + (6 / careful));
    }

    /// <summary>Turns a normal draw into one of the tail.</summary>
    /// <param name="normal">Of mean 0 and variance 1.</param>
    public double Figure(double normal)
    {
        double place = Math.Min(Math.Abs(normal), Farthest) * StepsPerUnit;
        int step = Math.Min((int)place, _figures.Length - 2);
        double figure = _figures[step] + ((place - step) * (_figures[step + 1] - _figures[step]));
        return normal < 0 ? -figure : figure;
    }
}
