using System.Runtime.InteropServices;
using FashionRef.Models;
using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using static System.FormattableString;

namespace FashionRef.Report.Pictures;

/// <summary>The trained kernels of a model's first convolution.</summary>
internal static class FilterPicture
{
    private const int Height = 415;
    private const float BarWidth = 20;
    private const float BarRoom = 100;
    private const float Edge = 10;
    private const double HalfCell = 0.5;
    private static readonly Color[] Shades =
        [Color.FromHex("#00355C"), PictureColors.First, PictureColors.Paper, PictureColors.Second, Color.FromHex("#6B2F00")];

    /// <summary>Draws each filter's kernel as a square, in a grid.</summary>
    /// <param name="run">The run.</param>
    public static Picture Draw(ReportedRun run)
    {
        // The first convolution's input is the image.
        WeightValues kernel = run.Weights.First(weight => weight.Shape.Rank == 4);
        Shape shape = kernel.Shape;
        return Chart(kernel).ToPicture(
            PictureNames.FirstLayerFilters,
            "Filters of the first layer",
            Invariant($"The {shape[3]} kernels of {shape[0]} x {shape[1]} weights in {kernel.Path}, row by row; blue is below zero, orange above. ")
            + Invariant($"Weights run from {kernel.Values.Min():F3} to {kernel.Values.Max():F3}."),
            Height);
    }

    /// <summary>The chart: cells count from 0, rightwards and upwards.</summary>
    /// <param name="kernel"><c>[height, width, 1, filters]</c>.</param>
    public static Plot Chart(WeightValues kernel)
    {
        double[,] cells = Cells(kernel);
        double largest = kernel.Values.Max(Math.Abs);
        Plot plot = HouseStyle.Create();
        Heatmap map = plot.Add.Heatmap(cells);
        map.Colormap = new ScottPlot.Colormaps.CustomInterpolated(Shades);
        map.ManualRange = new ScottPlot.Range(-largest, largest);
        map.NaNCellColor = PictureColors.Paper;
        for (int filter = 0; filter < kernel.Shape[3]; filter++)
        {
            AddFrame(plot, kernel.Shape, filter, cells.GetLength(0));
        }

        ColorBar bar = plot.Add.ColorBar(map);
        bar.Width = BarWidth;
        bar.Label = "weight";
        bar.LabelStyle.FontSize = HouseStyle.FontSize;
        bar.LabelStyle.Bold = false;
        bar.Axis.TickLabelStyle.FontSize = HouseStyle.FontSize;
        plot.HideAxesAndGrid();
        plot.Layout.Fixed(new PixelPadding(Edge, BarRoom, Edge, Edge));
        plot.Axes.SetLimits(0, cells.GetLength(1) - 1, -HalfCell, cells.GetLength(0) - HalfCell);
        return plot;
    }

    /// <summary>The upper left cell of a filter's kernel, counted from the heat map's upper left.</summary>
    /// <param name="shape">The kernel's.</param>
    /// <param name="filter">From 0.</param>
    public static (int Row, int Column) CornerOf(Shape shape, int filter) =>
        ((filter / Across(shape) * (shape[0] + 1)) + 1, (filter % Across(shape) * (shape[1] + 1)) + 1);

    private static int Across(Shape shape) => (int)Math.Ceiling(Math.Sqrt(shape[3]));

    // Each kernel has an empty row and column around it.
    private static double[,] Cells(WeightValues kernel)
    {
        Shape shape = kernel.Shape;
        int down = (shape[3] + Across(shape) - 1) / Across(shape);
        double[,] cells = new double[(down * (shape[0] + 1)) + 1, (Across(shape) * (shape[1] + 1)) + 1];
        MemoryMarshal.CreateSpan(ref cells[0, 0], cells.Length).Fill(double.NaN);
        for (int i = 0; i < kernel.Values.Length; i++)
        {
            (int place, int filter) = (i / shape[3], i % shape[3]);
            (int row, int column) = CornerOf(shape, filter);
            cells[row + (place / shape[1]), column + (place % shape[1])] = kernel.Values[i];
        }

        return cells;
    }

    // A heat map's rows count from the top, its axis from the bottom; coordinates are those of the cells' centres.
    private static void AddFrame(Plot plot, Shape shape, int filter, int mapRows)
    {
        (int row, int column) = CornerOf(shape, filter);
        double top = mapRows - row - HalfCell;
        double left = column - HalfCell;
        Rectangle frame = plot.Add.Rectangle(left, left + shape[1], top - shape[0], top);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = PictureColors.Ink;
        frame.LineWidth = 1;
        Text number = plot.Add.Text(Invariant($"{filter + 1}"), left, top);
        number.LabelFontName = PictureFonts.Family;
        number.LabelFontSize = HouseStyle.FontSize;
        number.LabelFontColor = PictureColors.Ink;
        number.LabelAlignment = Alignment.LowerLeft;
    }
}
