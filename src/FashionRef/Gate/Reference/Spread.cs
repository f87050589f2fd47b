using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Reference;

/// <summary>The spread of correct runs' figures, separately down and up: test accuracies fall far more easily than they rise.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Down">Root of the mean squared distance to the mean of those below it.</param>
/// <param name="Up">The same of those above it.</param>
public readonly record struct Spread(double Mean, double Down, double Up)
{
    /// <summary>The spread of a sample.</summary>
    /// <param name="sample">At least three different figures.</param>
    public static Spread Of(IReadOnlyCollection<double> sample)
    {
        double[] figures = sample as double[] ?? [.. sample];
        double mean = figures.Mean();
        (double down, int below, double up, int above) = (0, 0, 0, 0);
        foreach (double value in figures)
        {
            double distance = value - mean;
            if (distance < 0)
            {
                down += distance * distance;
                below++;
            }
            else if (distance > 0)
            {
                up += distance * distance;
                above++;
            }
        }

        return new Spread(mean, Math.Sqrt(down / below), Math.Sqrt(up / above));
    }

    /// <summary>A figure's distance from the mean in spreads; negative below the mean.</summary>
    /// <param name="value">The figure.</param>
    public double Distance(double value) => value < Mean ? (value - Mean) / Down : (value - Mean) / Up;
}
