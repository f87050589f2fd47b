using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace FashionRef.Report.Pictures;

/// <summary>A chart of figures over epochs: bands behind, dashed curves of the notebook over them, runs in front.</summary>
internal sealed class EpochChart
{
    private const int HeightWithoutLegend = 300;
    private const int LegendRow = 24;
    private const int LegendWidth = 380;
    private const int LegendPadding = 16;
    private const double BandAlpha = 0.16;
    private const double NotebookAlpha = 0.75;
    private const float NotebookWidth = 1.5f;
    private const float NotebookMarker = 4;
    private const float RunWidth = 2.5f;
    private const float RunMarker = 8;
    private const double SideMargin = 0.4;
    private const double CoarseFrom = 0.05;
    private const int MostTicks = 10;
    private const float SmallSize = 13;
    private const float RemarkPadding = 4;
    private const float LegendSymbol = 30;

    private readonly Plot _plot = Chart.Create();

    /// <summary>An empty chart.</summary>
    /// <param name="quantity">What stands on the vertical axis.</param>
    /// <param name="epochs">How many epochs there are.</param>
    public EpochChart(string quantity, int epochs)
    {
        int step = (epochs + MostTicks - 1) / MostTicks;
        double[] ticks = [.. Enumerable.Range(1, epochs).Where(epoch => (epoch - 1) % step == 0 || step == 1).Select(epoch => (double)epoch)];
        NumericManual generator = new(ticks, [.. ticks.Select(tick => FormattableString.Invariant($"{tick:0}"))]);
        _plot.Axes.Bottom.TickGenerator = generator;
        _plot.Axes.Bottom.Label.Text = "epoch";
        _plot.Axes.Left.Label.Text = quantity;
        _plot.Axes.SetLimitsX(1 - SideMargin, epochs + SideMargin);
    }

    /// <summary>Fills what lies between two curves.</summary>
    public void AddBand(IReadOnlyList<double> lowest, IReadOnlyList<double> highest, Color color, string legend)
    {
        FillY band = _plot.Add.FillY(Epochs(lowest.Count), [.. lowest], [.. highest]);
        band.FillColor = color.WithAlpha(BandAlpha);
        band.LineWidth = 0;
        band.MarkerSize = 0;
        band.LegendText = legend;
    }

    /// <summary>Draws the notebook's figures, dashed.</summary>
    public void AddNotebook(IReadOnlyList<double> figures, Color color, string legend)
    {
        Scatter curve = _plot.Add.Scatter(Epochs(figures.Count), [.. figures], color.WithAlpha(NotebookAlpha));
        curve.LinePattern = LinePattern.Dashed;
        curve.LineWidth = NotebookWidth;
        curve.MarkerSize = NotebookMarker;
        curve.LegendText = legend;
    }

    /// <summary>Draws a run's figures.</summary>
    public void AddRun(IReadOnlyList<double> figures, Color color, MarkerShape marker, string legend)
    {
        Scatter curve = _plot.Add.Scatter(Epochs(figures.Count), [.. figures], color);
        curve.LineWidth = RunWidth;
        curve.MarkerShape = marker;
        curve.MarkerSize = RunMarker;
        curve.LegendText = legend;
    }

    /// <summary>Writes a remark at the upper or lower end of the chart, to the right of an epoch.</summary>
    public void AddRemark(double epoch, double height, string text, bool isAbove)
    {
        Text remark = _plot.Add.Text(isAbove ? $"↑ {text}" : $"↓ {text}", epoch, height);
        remark.LabelFontName = PictureFonts.Family;
        remark.LabelFontSize = SmallSize;
        remark.LabelFontColor = PictureColors.Ink;
        remark.LabelBackgroundColor = PictureColors.Paper;
        remark.LabelAlignment = isAbove ? Alignment.UpperLeft : Alignment.LowerLeft;
        remark.LabelPadding = RemarkPadding;
    }

    /// <summary>Sets the ends of the vertical axis.</summary>
    public void Limit(double low, double high)
    {
        string format = high - low < CoarseFrom ? "F3" : "F2";
        _plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = figure => figure.ToString(format, CultureInfo.InvariantCulture) };
        _plot.Axes.SetLimitsY(low, high);
    }

    /// <summary>The chart with its legend below.</summary>
    public Picture ToPicture(string name, string title, string description)
    {
        Legend legend = _plot.ShowLegend(Edge.Bottom).Legend;
        string[] entries = [.. legend.GetItems().Select(item => item.LabelText)];
        bool isWide = FitsSideBySide(entries);
        legend.Orientation = isWide ? Orientation.Horizontal : Orientation.Vertical;
        int rows = isWide ? (entries.Length + 1) / 2 : entries.Length;
        legend.FontName = PictureFonts.Family;
        legend.FontSize = SmallSize;
        legend.SymbolWidth = LegendSymbol;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        return _plot.ToPicture(name, title, description, HeightWithoutLegend + (rows * LegendRow));
    }

    // ScottPlot reckons a legend's height from a width that it then does not give it, and cuts off what is too low: so entries
    // stand side by side only where there is room in any case.
    private static bool FitsSideBySide(IEnumerable<string> entries)
    {
        using SKFont font = new(PictureFonts.Regular, SmallSize);
        return entries.All(entry => 2 * (font.MeasureText(entry) + LegendSymbol + LegendPadding) <= LegendWidth);
    }

    private static double[] Epochs(int count) => [.. Enumerable.Range(1, count).Select(epoch => (double)epoch)];
}
