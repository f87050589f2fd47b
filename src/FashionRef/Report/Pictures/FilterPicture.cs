using FashionRef.Models;
using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using static System.FormattableString;

namespace FashionRef.Report.Pictures;

/// <summary>The kernels of a model's first convolution, as it learned them.</summary>
internal static class FilterPicture
{
    private const int Height = 415;
    private const float BarWidth = 20;
    private const float BarRoom = 100;
    private const float Edge = 10;
    private static readonly Color[] Shades =
        [Color.FromHex("#00355C"), PictureColors.First, PictureColors.Paper, PictureColors.Second, Color.FromHex("#6B2F00")];

    /// <summary>Draws the kernels of each filter, from the image's one channel, in a square of squares.</summary>
    /// <param name="run">The run.</param>
    public static Picture Draw(ReportedRun run)
    {
        // Of [height, width, in, out], the first convolution's input is the image.
        WeightValues kernel = run.Weights.First(weight => weight.Shape.Rank == 4);
        (int rows, int columns, int filters) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[3]);
        double largest = kernel.Values.Max(Math.Abs);
        int across = (int)Math.Ceiling(Math.Sqrt(filters));
        int down = (filters + across - 1) / across;
        double[,] cells = new double[(down * (rows + 1)) + 1, (across * (columns + 1)) + 1];
        foreach (ref double cell in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref cells[0, 0], cells.Length))
        {
            cell = double.NaN;
        }

        Plot plot = Chart.Create();
        Heatmap map = plot.Add.Heatmap(cells);
        for (int filter = 0; filter < filters; filter++)
        {
            int top = (filter / across * (rows + 1)) + 1;
            int left = (filter % across * (columns + 1)) + 1;
            for (int i = 0; i < rows * columns; i++)
            {
                cells[top + (i / columns), left + (i % columns)] = kernel.Values[(i * kernel.Shape[2] * filters) + filter];
            }

            Frame(plot, cells.GetLength(0), top, left, rows, columns, filter + 1);
        }

        map.Colormap = new ScottPlot.Colormaps.CustomInterpolated(Shades);
        map.ManualRange = new ScottPlot.Range(-largest, largest);
        map.NaNCellColor = PictureColors.Paper;
        map.Update();
        ColorBar bar = plot.Add.ColorBar(map);
        bar.Width = BarWidth;
        bar.Label = "weight";
        bar.LabelStyle.FontSize = Chart.FontSize;
        bar.LabelStyle.Bold = false;
        bar.Axis.TickLabelStyle.FontSize = Chart.FontSize;
        plot.HideAxesAndGrid();
        plot.Layout.Fixed(new PixelPadding(Edge, BarRoom, Edge, Edge));
        plot.Axes.SetLimits(0, cells.GetLength(1) - 1, -0.5, cells.GetLength(0) - 0.5);
        return plot.ToPicture(
            PictureNames.FirstLayerFilters,
            "Filters of the first layer",
            Invariant($"The {filters} kernels of {rows} x {columns} weights in {kernel.Path}, row by row; blue is below zero, orange above. ")
            + Invariant($"Weights run from {kernel.Values.Min():F3} to {kernel.Values.Max():F3}."),
            Height);
    }

    // Rows of a heat map count from the top, the axis from the bottom; a cell's middle has its number.
    private static void Frame(Plot plot, int mapRows, int top, int left, int rows, int columns, int number)
    {
        double upper = mapRows - top - 0.5;
        Rectangle frame = plot.Add.Rectangle(left - 0.5, left + columns - 0.5, upper - rows, upper);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = PictureColors.Ink;
        frame.LineWidth = 1;
        Text label = plot.Add.Text(Invariant($"{number}"), left - 0.5, upper);
        label.LabelFontName = PictureFonts.Family;
        label.LabelFontSize = Chart.FontSize;
        label.LabelFontColor = PictureColors.Ink;
        label.LabelAlignment = Alignment.LowerLeft;
    }
}
