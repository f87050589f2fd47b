using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace FashionRef.Report.Pictures.History;

/// <summary>A chart of figures over epochs: bands behind, dashed curves of the notebook over them, runs in front.</summary>
internal sealed class EpochChart
{
    private const int HeightWithoutLegend = 300;
    private const int LegendRow = 24;
    private const int LegendWidth = 380;
    private const int LegendPadding = 16;
    private const double BandAlpha = 0.16;
    private const double DarkBandAlpha = 0.34;
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
    private const double RemarkEpoch = 2.1;

    // With fewer epochs the text would not fit to the right.
    private const int RemarkEpochs = 7;

    private readonly int _epochs;

    /// <summary>An empty chart.</summary>
    /// <param name="quantity">The label of the vertical axis.</param>
    /// <param name="epochs">How many epochs there are.</param>
    public EpochChart(string quantity, int epochs)
    {
        _epochs = epochs;
        int step = (epochs + MostTicks - 1) / MostTicks;
        double[] ticks = [.. Enumerable.Range(1, epochs).Where(epoch => (epoch - 1) % step == 0 || step == 1).Select(epoch => (double)epoch)];
        NumericManual generator = new(ticks, [.. ticks.Select(tick => FormattableString.Invariant($"{tick:0}"))]);
        Plot.Axes.Bottom.TickGenerator = generator;
        Plot.Axes.Bottom.Label.Text = "epoch";
        Plot.Axes.Left.Label.Text = quantity;
        Plot.Axes.SetLimitsX(1 - SideMargin, epochs + SideMargin);
    }

    /// <summary>The plot: epochs on the horizontal axis, figures on the vertical one.</summary>
    public Plot Plot { get; } = HouseStyle.Create();

    /// <summary>Fills the area between two curves.</summary>
    public void AddBand(IReadOnlyList<double> lowest, IReadOnlyList<double> highest, Color color, string legend, bool isDark = false)
    {
        FillY band = Plot.Add.FillY(Epochs(lowest.Count), [.. lowest], [.. highest]);
        band.FillColor = color.WithAlpha(isDark ? DarkBandAlpha : BandAlpha);
        band.LineWidth = 0;
        band.MarkerSize = 0;
        band.LegendText = legend;
    }

    /// <summary>Draws the notebook's figures, dashed.</summary>
    public void AddNotebook(IReadOnlyList<double> figures, Color color, string legend)
    {
        Scatter curve = Plot.Add.Scatter(Epochs(figures.Count), [.. figures], color.WithAlpha(NotebookAlpha));
        curve.LinePattern = LinePattern.Dashed;
        curve.LineWidth = NotebookWidth;
        curve.MarkerSize = NotebookMarker;
        curve.LegendText = legend;
    }

    /// <summary>Draws a run's figures.</summary>
    public void AddRun(IReadOnlyList<double> figures, Color color, MarkerShape marker, string legend)
    {
        Scatter curve = Plot.Add.Scatter(Epochs(figures.Count), [.. figures], color);
        curve.LineWidth = RunWidth;
        curve.MarkerShape = marker;
        curve.MarkerSize = RunMarker;
        curve.LegendText = legend;
    }

    /// <summary>Writes below the chart why something is missing in it.</summary>
    public void AddNote(string text) => Plot.Axes.Bottom.Label.Text = $"epoch ({text})";

    /// <summary>
    /// Writes a remark at the top or bottom of the chart: to the right of where curves enter it from outside, or, with few epochs,
    /// aligned to the chart's right end.
    /// </summary>
    public void AddRemark(double height, string text, bool isAbove)
    {
        bool hasRoom = _epochs >= RemarkEpochs;
        Text remark = Plot.Add.Text(isAbove ? $"↑ {text}" : $"↓ {text}", hasRoom ? RemarkEpoch : _epochs + SideMargin, height);
        remark.LabelFontName = PictureFonts.Family;
        remark.LabelFontSize = SmallSize;
        remark.LabelFontColor = PictureColors.Ink;
        remark.LabelBackgroundColor = PictureColors.Paper;
        remark.LabelAlignment = (isAbove, hasRoom) switch
        {
            (true, true) => Alignment.UpperLeft,
            (true, false) => Alignment.UpperRight,
            (false, true) => Alignment.LowerLeft,
            (false, false) => Alignment.LowerRight,
        };
        remark.LabelPadding = RemarkPadding;
    }

    /// <summary>Sets the ends of the vertical axis.</summary>
    public void Limit(double low, double high)
    {
        string format = high - low < CoarseFrom ? "F3" : "F2";
        Plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = figure => figure.ToString(format, CultureInfo.InvariantCulture) };
        Plot.Axes.SetLimitsY(low, high);
    }

    /// <summary>The chart with its legend below.</summary>
    public Picture ToPicture(string name, string title, string description)
    {
        Legend legend = Plot.ShowLegend(Edge.Bottom).Legend;
        string[] entries = [.. legend.GetItems().Select(item => item.LabelText)];
        bool isWide = FitsSideBySide(entries);
        legend.Orientation = isWide ? Orientation.Horizontal : Orientation.Vertical;
        int rows = isWide ? (entries.Length + 1) / 2 : entries.Length;
        legend.FontName = PictureFonts.Family;
        legend.FontSize = SmallSize;
        legend.SymbolWidth = LegendSymbol;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        return Plot.ToPicture(name, title, description, HeightWithoutLegend + (rows * LegendRow));
    }

    // ScottPlot computes a legend's height from a larger width than it uses and clips the rest, so entries are put side by side only
    // if they certainly fit.
    private static bool FitsSideBySide(IEnumerable<string> entries)
    {
        using SKFont font = new(PictureFonts.Regular, SmallSize);
        return entries.All(entry => 2 * (font.MeasureText(entry) + LegendSymbol + LegendPadding) <= LegendWidth);
    }

    private static double[] Epochs(int count) => [.. Enumerable.Range(1, count).Select(epoch => (double)epoch)];
}
