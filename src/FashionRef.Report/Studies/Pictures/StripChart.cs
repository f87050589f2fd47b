using FashionRef.Report.Pictures;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Pictures;

/// <summary>A row of a strip chart.</summary>
/// <param name="Name">What it shows, to the left above it.</param>
/// <param name="Remark">To the right above it; may be empty.</param>
/// <param name="Points">A figure for each point; those beyond the axis are not drawn.</param>
/// <param name="Collapsed">Figures of collapsed runs, which are drawn otherwise.</param>
/// <param name="Mean">A diamond below the points; null, and beyond the axis, for none.</param>
/// <param name="Bar">The ends of a line below the points; null for none. Cut at the ends of the axis.</param>
/// <param name="Tick">A tick in the line; null for none.</param>
internal sealed record StripRow(
    string Name, string Remark, IReadOnlyList<double> Points, IReadOnlyList<double> Collapsed, double? Mean, (double Low, double High)? Bar, double? Tick = null);

/// <summary>Rows of points over one axis, each with its mean and a range: names of any length fit above them.</summary>
internal static class StripChart
{
    /// <summary>The most rows that a picture has.</summary>
    public const int MostRows = 60;

    private const int RowHeight = 62;
    private const int AxisHeight = 58;
    private const int TopHeight = 30;
    private const int Side = 24;

    // With more rows the axis at the bottom is out of sight from the first, and another is at the top.
    private const int RowsInSight = 10;
    private const float SmallSize = 13;
    private const float MeanSize = 11;
    private const float HalfSpace = (NameSpace - 35) / 2;
    private const float NameSpace = HouseStyle.Width - (2 * Side) - 165;

    // Parts of a row's height, from its top.
    private const double NameAt = 0.36;
    private const double PointsAt = 0.53;
    private const double PointsReach = 0.13;
    private const double BarAt = 0.79;
    private const double TickReach = 0.07;

    // By the golden ratio neighbours come apart, whatever their number.
    private const double Golden = 0.6180339887498949;

    /// <summary>Draws the chart.</summary>
    /// <param name="rows">From the top, at least one.</param>
    /// <param name="limits">The axis.</param>
    /// <param name="quantity">What the axis shows.</param>
    /// <param name="isDifference">Whether figures have signs, and a line marks 0.</param>
    public static Plot Draw(IReadOnlyList<StripRow> rows, FigureLimits limits, string quantity, bool isDifference)
    {
        Plot plot = HouseStyle.Create();
        plot.Axes.Bottom.TickGenerator = limits.Ticks(isDifference);
        plot.Axes.Bottom.Label.Text = quantity;
        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Right, plot.Axes.Top })
        {
            axis.FrameLineStyle.Width = 0;
        }

        bool isLong = rows.Count > RowsInSight;
        if (isLong)
        {
            plot.Axes.Top.TickGenerator = limits.Ticks(isDifference);
            plot.Axes.SetLimitsX(limits.Low, limits.High, plot.Axes.Top);
        }

        plot.Axes.Left.TickGenerator = new EmptyTickGenerator();
        plot.Axes.SetLimits(limits.Low, limits.High, -rows.Count, 0);
        plot.Layout.Fixed(new PixelPadding(Side, Side, AxisHeight, isLong ? TopHeight : 0));
        if (isDifference)
        {
            plot.Add.VerticalLine(0, width: 1.5f, PictureColors.Ink, LinePattern.Dashed);
        }

        foreach ((int i, StripRow row) in rows.Index())
        {
            AddRow(plot, row, limits, -i);
        }

        return plot;
    }

    /// <summary>A chart's height in points.</summary>
    /// <param name="rows">How many rows it has.</param>
    public static int Height(int rows) => (rows * RowHeight) + AxisHeight + (rows > RowsInSight ? TopHeight : 0);

    /// <summary>How many runs are beyond the ends of an axis; nothing where none is.</summary>
    /// <param name="runs">Each run's figure, and whether it has collapsed.</param>
    /// <param name="limits">The axis.</param>
    public static string Beyond(IEnumerable<(double Figure, bool HasCollapsed)> runs, FigureLimits limits)
    {
        (double Figure, bool HasCollapsed)[] outside = [.. runs.Where(run => !limits.Contains(run.Figure))];
        int above = outside.Count(run => run.Figure > limits.High);
        string what = outside.All(run => run.HasCollapsed) ? "collapsed" : "beyond";
        return (outside.Length - above, above) switch
        {
            (0, 0) => "",
            (var below, 0) => Invariant($"← {below} {what}"),
            (0, _) => Invariant($"{above} {what} →"),
            var (below, _) => Invariant($"← {below}, {above} → {what}"),
        };
    }

    /// <summary>What a caption says of runs beyond the ends of the axis; nothing where none is.</summary>
    /// <param name="figures">A figure for each run.</param>
    /// <param name="limits">The axis.</param>
    public static string BeyondSentence(IEnumerable<double> figures, FigureLimits limits) =>
        figures.All(limits.Contains) ? "" : " An arrow tells how many are beyond the scale; a mean there is not drawn.";

    /// <summary>Two names with a word between them, cut to fit in a row.</summary>
    public static string Names(string one, string between, string other)
    {
        string whole = $"{one} {between} {other}";
        return Fitted(whole, NameSpace) == whole ? whole : $"{Fitted(one, HalfSpace)} {between} {Fitted(other, HalfSpace)}";
    }

    private static void AddRow(Plot plot, StripRow row, FigureLimits limits, double top)
    {
        Write(plot, Fitted(row.Name, NameSpace), limits.Low, top - NameAt, Alignment.LowerLeft);
        Write(plot, row.Remark, limits.High, top - NameAt, Alignment.LowerRight);
        plot.AddPoints(Places(row.Points), areCollapsed: false, row.Points.Count);
        plot.AddPoints(Places(row.Collapsed), areCollapsed: true, row.Points.Count);
        if (row.Bar is { } bar && limits.Clamp(bar.Low) < limits.Clamp(bar.High))
        {
            AddLine(plot, limits.Clamp(bar.Low), top - BarAt, limits.Clamp(bar.High), top - BarAt);
        }

        if (row.Tick is { } tick && limits.Contains(tick))
        {
            AddLine(plot, tick, top - BarAt - TickReach, tick, top - BarAt + TickReach);
        }

        if (row.Mean is { } mean && limits.Contains(mean))
        {
            plot.Add.Marker(mean, top - BarAt, MarkerShape.FilledDiamond, MeanSize, PictureColors.Ink);
        }

        IEnumerable<Coordinates> Places(IReadOnlyList<double> figures) =>
            figures.Select((figure, i) => new Coordinates(figure, top - PointsAt + (PointsReach * ((2 * (i * Golden % 1)) - 1)))).Where(place => limits.Contains(place.X));
    }

    private static void AddLine(Plot plot, double x1, double y1, double x2, double y2)
    {
        LinePlot line = plot.Add.Line(x1, y1, x2, y2);
        line.Color = PictureColors.Ink;
        line.LineWidth = 2;
    }

    private static void Write(Plot plot, string words, double x, double y, Alignment alignment)
    {
        if (words.Length == 0)
        {
            return;
        }

        Text text = plot.Add.Text(words, x, y);
        text.LabelFontName = PictureFonts.Family;
        text.LabelFontSize = SmallSize;
        text.LabelFontColor = PictureColors.Ink;
        text.LabelBackgroundColor = PictureColors.Paper;
        text.LabelAlignment = alignment;
    }

    private static string Fitted(string name, float width)
    {
        using SKFont font = new(PictureFonts.Regular, SmallSize);
        if (font.MeasureText(name) <= width)
        {
            return name;
        }

        return $"{name[..Enumerable.Range(1, name.Length).Last(length => length == 1 || font.MeasureText($"{name[..length]}…") <= width)]}…";
    }
}
