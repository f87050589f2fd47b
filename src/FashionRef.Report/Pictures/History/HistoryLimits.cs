namespace FashionRef.Report.Pictures.History;

/// <summary>The ends of a history's vertical axis.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct HistoryLimits(double Low, double High)
{
    private const double Margin = 0.06;
    private const double RemarkMargin = 0.14;
    private const double MostStretch = 2;

    /// <summary>
    /// Limits that include all figures, except the first epoch's training figures if these would more than double the axis' length: that
    /// epoch starts with random weights, and Model-1's loss is 2 to 20 in it, but below 0.5 later.
    /// </summary>
    /// <param name="training">Figures of the training images.</param>
    /// <param name="validation">Figures of the test images.</param>
    public static HistoryLimits Of(HistoryColumn training, HistoryColumn validation) => Of([.. training.All], [.. validation.All]);

    /// <summary>The same of any curves.</summary>
    /// <param name="starting">Those whose first epoch may be left out.</param>
    /// <param name="settled">The others. One figure at least is theirs, or of a later epoch.</param>
    public static HistoryLimits Of(IReadOnlyList<double[]> starting, IReadOnlyList<double[]> settled)
    {
        double[] figures = [.. starting.SelectMany(curve => curve.Skip(1)), .. settled.SelectMany(curve => curve)];
        (double low, double high) = (figures.Min(), figures.Max());
        double longest = MostStretch * (high - low);
        double[] firsts = [.. starting.Select(curve => curve[0])];
        foreach (double first in firsts)
        {
            if (Math.Max(high, first) - Math.Min(low, first) <= longest)
            {
                (low, high) = (Math.Min(low, first), Math.Max(high, first));
            }
        }

        // Leaves room for the remark about figures outside.
        double length = high > low ? high - low : 1;
        double below = firsts.Any(first => first < low) ? RemarkMargin : Margin;
        double above = firsts.Any(first => first > high) ? RemarkMargin : Margin;
        return new HistoryLimits(low - (below * length), high + (above * length));
    }

    /// <summary>Whether a figure is inside.</summary>
    public bool Contains(double figure) => figure >= Low && figure <= High;
}
