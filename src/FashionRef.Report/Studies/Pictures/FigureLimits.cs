using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace FashionRef.Report.Studies.Pictures;

/// <summary>The ends of an axis of figures.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct FigureLimits(double Low, double High)
{
    private const double Margin = 0.06;
    private const double MostStretch = 2;

    // How many lengths of the middle half a figure may be away from it. Normal figures are never that far.
    private const double MostReach = 8;

    // Where all figures are one.
    private const double LeastLength = 0.01;

    /// <summary>
    /// Limits that include all figures that are needed, and of the others those that do not more than double the axis: a few collapsed runs
    /// would press all others into a line.
    /// </summary>
    /// <param name="needed">Figures; those that are not finite are left out.</param>
    /// <param name="others">Further ones; all are needed where there is nothing else.</param>
    /// <param name="always">A figure that is included besides; null for none.</param>
    public static FigureLimits Of(IEnumerable<double> needed, IEnumerable<double> others, double? always = null)
    {
        double[] finite = [.. needed.Where(double.IsFinite)];
        double[] further = [.. others.Where(double.IsFinite)];
        double[] figures = [.. finite.Length > 0 ? finite : further, .. always is { } figure ? [figure] : Array.Empty<double>()];
        (double low, double high) = figures.Length > 0 ? (figures.Min(), figures.Max()) : (0, 0);
        double longest = MostStretch * Math.Max(high - low, LeastLength);
        double[] nearestFirst = [.. further.OrderBy(other => Math.Max(low - other, other - high))];
        foreach (double other in nearestFirst)
        {
            if (Math.Max(high, other) - Math.Min(low, other) <= longest)
            {
                (low, high) = (Math.Min(low, other), Math.Max(high, other));
            }
        }

        if (high - low < LeastLength * Margin)
        {
            (low, high) = (low - (LeastLength / 2), high + (LeastLength / 2));
        }

        double length = high - low;
        return new FigureLimits(low - (Margin * length), high + (Margin * length));
    }

    /// <summary>
    /// The same of many experiments on one scale: figures far from the middle half of all are not needed, since a single experiment that goes
    /// wrong would press all others into a line.
    /// </summary>
    /// <inheritdoc cref="Of(IEnumerable{double}, IEnumerable{double}, double?)"/>
    public static FigureLimits OfMany(IEnumerable<double> needed, IEnumerable<double> others, double? always = null)
    {
        double[] sorted = [.. needed.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
        {
            return Of([], others, always);
        }

        (double lower, double upper) = (sorted[(sorted.Length - 1) / 4], sorted[^(((sorted.Length - 1) / 4) + 1)]);
        double reach = MostReach * Math.Max(upper - lower, LeastLength);
        ILookup<bool, double> areNear = sorted.ToLookup(figure => figure >= lower - reach && figure <= upper + reach);
        return Of(areNear[true], others.Concat(areNear[false]), always);
    }

    /// <summary>Whether a figure is inside.</summary>
    public bool Contains(double figure) => figure >= Low && figure <= High;

    /// <summary>A figure, or the end of the axis that it is beyond.</summary>
    public double Clamp(double figure) => Math.Clamp(figure, Low, High);

    /// <summary>Ticks with as many digits as tell them apart.</summary>
    /// <param name="isSigned">Whether positive figures have a sign.</param>
    public ITickGenerator Ticks(bool isSigned)
    {
        string digits = new('0', Math.Clamp((int)Math.Ceiling(-Math.Log10(High - Low)) + 1, 1, 9));
        string format = isSigned ? $"+0.{digits};−0.{digits};0" : $"0.{digits};−0.{digits};0.{digits}";
        return new NumericAutomatic { LabelFormatter = figure => figure.ToString(format, CultureInfo.InvariantCulture) };
    }
}
