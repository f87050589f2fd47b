using MathNet.Numerics.Statistics;

namespace FashionRef.Cli.Speed;

/// <summary>The middle of a sample and how far it spreads: half of the figures lie between the quartiles.</summary>
/// <param name="Lower">A quarter of the figures lies below.</param>
/// <param name="Median">Half of them.</param>
/// <param name="Upper">Three quarters.</param>
internal readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>Of a sample; between two figures they divide the distance (definition 7 of Hyndman and Fan, 1996, as NumPy's default).</summary>
    /// <param name="sample">At least one figure.</param>
    public static Quartiles Of(IEnumerable<double> sample)
    {
        double[] figures = [.. sample];
        ArgumentOutOfRangeException.ThrowIfZero(figures.Length, nameof(sample));
        return new Quartiles(At(figures, 0.25), At(figures, 0.5), At(figures, 0.75));
    }

    private static double At(double[] figures, double share) => figures.QuantileCustom(share, QuantileDefinition.R7);
}
