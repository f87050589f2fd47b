using FashionRef.Data;
using FashionRef.Evaluation;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using static System.FormattableString;

namespace FashionRef.Report.Pictures;

/// <summary>A confusion matrix as a heat map with its counts.</summary>
internal static class ConfusionPicture
{
    private const int Height = 476;
    private const float CountSize = 13;
    private const int NamesHeight = 105;
    private const int MistakesTold = 3;
    private const double WhiteTextFrom = 0.5;
    private static readonly Color[] Shades = [Color.FromHex("#FFFFFF"), Color.FromHex("#9CC4E0"), PictureColors.First, Color.FromHex("#00355C")];

    /// <summary>Draws the matrix: rows are actual classes, columns predicted ones.</summary>
    /// <param name="run">The run.</param>
    public static Picture Draw(ReportedRun run)
    {
        ConfusionMatrix matrix = run.Predictions.Confusion;
        return Chart(matrix).ToPicture(PictureNames.ConfusionMatrix, "Confusion matrix", Describe(matrix), Height);
    }

    /// <summary>The chart: columns count from 0 at the left, rows from 0 at the bottom, where the last class is.</summary>
    /// <param name="matrix">What it shows.</param>
    public static Plot Chart(ConfusionMatrix matrix)
    {
        Plot plot = HouseStyle.Create();
        double[,] shades = Shadings(matrix);
        Heatmap map = plot.Add.Heatmap(shades);
        map.Colormap = new ScottPlot.Colormaps.CustomInterpolated(Shades);
        map.ManualRange = new ScottPlot.Range(0, 1);
        for (int actual = 0; actual < matrix.Classes; actual++)
        {
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
            {
                WriteCount(plot, matrix, actual, predicted, shades[actual, predicted] > WhiteTextFrom);
            }
        }

        NameAxes(plot, matrix.Classes);
        return plot;
    }

    // Square roots, so that the few mistakes are visible beside the many correct predictions.
    private static double[,] Shadings(ConfusionMatrix matrix)
    {
        double[,] shades = new double[matrix.Classes, matrix.Classes];
        for (int actual = 0; actual < matrix.Classes; actual++)
        {
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
            {
                shades[actual, predicted] = Math.Sqrt((double)matrix[actual, predicted] / Math.Max(1, matrix.Actual(actual)));
            }
        }

        return shades;
    }

    private static void WriteCount(Plot plot, ConfusionMatrix matrix, int actual, int predicted, bool isWhite)
    {
        Text text = plot.Add.Text(Invariant($"{matrix[actual, predicted]}"), predicted, matrix.Classes - 1 - actual);
        text.LabelFontName = PictureFonts.Family;
        text.LabelFontSize = CountSize;
        text.LabelFontColor = isWhite ? PictureColors.Paper : PictureColors.Ink;
        text.LabelAlignment = Alignment.MiddleCenter;
    }

    private static void NameAxes(Plot plot, int classes)
    {
        double[] places = [.. Enumerable.Range(0, classes).Select(place => (double)place)];
        string[] names = [.. FashionMnist.ClassNames];
        plot.Axes.Left.TickGenerator = new NumericManual([.. places.Reverse()], names);
        plot.Axes.Bottom.TickGenerator = new NumericManual(places, names);
        plot.Axes.Bottom.TickLabelStyle.Rotation = -60;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        plot.Axes.Bottom.MinimumSize = NamesHeight;
        plot.Axes.Left.Label.Text = "Actual";
        plot.Axes.Bottom.Label.Text = "Predicted";
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            // Transparent ticks, as space between names and cells.
            axis.MajorTickStyle.Color = Colors.Transparent;
        }

        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
    }

    private static string Describe(ConfusionMatrix matrix)
    {
        int[] classes = [.. Enumerable.Range(0, matrix.Classes)];
        string right = string.Join(", ", classes.Select(label => Invariant($"{FashionMnist.ClassNames[label]} {matrix[label, label]} of {matrix.Actual(label)}")));
        var mistakes = classes.SelectMany(actual => classes.Select(predicted => (Actual: actual, Predicted: predicted, Count: matrix[actual, predicted])))
            .Where(pair => pair.Actual != pair.Predicted && pair.Count > 0)
            .OrderByDescending(pair => pair.Count)
            .Take(MistakesTold)
            .Select(pair => Invariant($"{FashionMnist.ClassNames[pair.Actual]} for {FashionMnist.ClassNames[pair.Predicted]} ({pair.Count})"));
        string wrong = string.Join(", ", mistakes);
        return $"Rows are actual classes, columns predicted ones. Recognized: {right}. "
            + (wrong.Length == 0 ? "There are no mistakes." : $"The commonest mistakes: {wrong}.");
    }
}
