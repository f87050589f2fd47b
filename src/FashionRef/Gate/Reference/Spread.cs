using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Reference;

/// <summary>How figures of right runs scatter, down and up apart: test accuracies fall far more easily than they rise.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Down">Root of the mean squared distance to the mean of those below it.</param>
/// <param name="Up">The same of those above it.</param>
public readonly record struct Spread(double Mean, double Down, double Up)
{
    /// <summary>The spread of a sample.</summary>
    /// <param name="sample">At least three different figures.</param>
    public static Spread Of(IReadOnlyCollection<double> sample)
    {
        double mean = sample.Mean();
        return new Spread(
            mean,
            RootMeanSquare(sample.Where(value => value < mean).Select(value => value - mean)),
            RootMeanSquare(sample.Where(value => value > mean).Select(value => value - mean)));
    }

    /// <summary>How many spreads a figure stands from the mean: below 0 when it is under it.</summary>
    /// <param name="value">The figure.</param>
    public double Distance(double value) => value < Mean ? (value - Mean) / Down : (value - Mean) / Up;

    private static double RootMeanSquare(IEnumerable<double> values) => Math.Sqrt(values.Average(value => value * value));
}
