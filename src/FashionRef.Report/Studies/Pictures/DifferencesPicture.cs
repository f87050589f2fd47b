using FashionRef.Report.Page;
using FashionRef.Report.Pictures;
using FashionRef.Studies.Report;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Pictures;

/// <summary>The differences of one comparison, a point a seed, from the lowest to the highest.</summary>
internal static class DifferencesPicture
{
    private const int MostNamedSeeds = 16;
    private const int LongestSeed = 999;
    private const double BandAlpha = 0.16;
    private const int Height = 290;
    private const float SmallSize = 13;

    /// <summary>Draws the picture; null without pairs.</summary>
    /// <param name="comparison">The comparison.</param>
    public static Picture? Draw(ComparisonReport comparison) => comparison.Pairs == 0 ? null : Chart(comparison).ToPicture(
        "study-differences", $"{comparison.Experiment} less {comparison.With}", Describe(comparison), Height);

    /// <summary>The chart alone: places from 1 on the horizontal axis, differences on the vertical one.</summary>
    /// <param name="comparison">The comparison, with at least one pair.</param>
    public static Plot Chart(ComparisonReport comparison)
    {
        ComparedPair[] pairs = [.. comparison.ComparedPairs.OrderBy(pair => pair.Difference)];
        FigureLimits limits = Limits(comparison);
        Plot plot = HouseStyle.Create();
        plot.Axes.Left.TickGenerator = limits.Ticks(isSigned: true);
        plot.Axes.Left.TickLabelStyle.FontSize = SmallSize;
        plot.Axes.Left.Label.Text = "difference";
        (double left, double right) = (0.4, pairs.Length + 0.6);
        plot.Axes.SetLimits(left, right, limits.Low, limits.High);
        NameSeeds(plot, pairs);
        if (comparison is { Low: { } low, High: { } high })
        {
            FillY band = plot.Add.FillY([left, right], [limits.Clamp(low), limits.Clamp(low)], [limits.Clamp(high), limits.Clamp(high)]);
            band.FillColor = PictureColors.First.WithAlpha(BandAlpha);
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }

        plot.Add.HorizontalLine(0, width: 1.5f, PictureColors.Ink, LinePattern.Dashed);
        plot.Add.HorizontalLine(comparison.Difference!.Mean, width: 2, PictureColors.First);
        foreach (bool areCollapsed in new[] { false, true })
        {
            plot.AddPoints(
                pairs.Index().Where(pair => pair.Item.HasCollapsed == areCollapsed && limits.Contains(pair.Item.Difference)).Select(pair => new Coordinates(pair.Index + 1, pair.Item.Difference)),
                areCollapsed,
                pairs.Length);
        }

        foreach ((int i, ComparedPair pair) in pairs.Index().Where(pair => !limits.Contains(pair.Item.Difference)))
        {
            bool isAbove = pair.Difference > limits.High;
            Text arrow = plot.Add.Text(isAbove ? "↑" : "↓", i + 1, isAbove ? limits.High : limits.Low);
            arrow.LabelFontName = PictureFonts.Family;
            arrow.LabelFontSize = SmallSize;
            arrow.LabelFontColor = PictureColors.Wrong;
            arrow.LabelAlignment = isAbove ? Alignment.UpperCenter : Alignment.LowerCenter;
        }

        return plot;
    }

    /// <summary>How to read the pictures of some comparisons.</summary>
    /// <param name="comparisons">The comparisons.</param>
    public static string HowToRead(IReadOnlyList<ComparisonReport> comparisons)
    {
        string band = comparisons.Any(comparison => comparison.Low is not null) ? "; shaded, the differences that are not rejected at 5\u00a0%" : "";
        string collapsed = comparisons.Any(comparison => comparison.PairsWithoutCollapsed < comparison.Pairs)
            ? " A square is a pair with a collapsed run; an arrow one beyond the scale." : "";
        return $"A point is a seed: the first experiment's figure less the second's, from the lowest to the highest. The line is their mean{band}. Dashed is no difference.{collapsed} Each picture has a scale of its own.";
    }

    /// <summary>What stands below one picture.</summary>
    public static string Caption(ComparisonReport comparison)
    {
        int outside = comparison.ComparedPairs.Count(pair => !Limits(comparison).Contains(pair.Difference));
        string p = comparison.CorrectedP is { } corrected ? $", {PageText.P(corrected)}" : "";
        return $"{PageText.Signed(comparison.Difference!.Mean)} on average over {StudyWords.Count(comparison.Pairs, "seed")}{p}.{(outside > 0 ? $" {StudyWords.Count(outside, "pair")} with a collapsed run beyond the scale." : "")}";
    }

    /// <summary>A comparison's figures in a sentence or two.</summary>
    public static string Describe(ComparisonReport comparison)
    {
        if (comparison.Difference is not { } difference)
        {
            return $"{comparison.Experiment} less {comparison.With}: no pairs.";
        }

        int above = comparison.ComparedPairs.Count(pair => pair.Difference > 0);
        string range = comparison.P is null ? "" : $" Not rejected at 5\u00a0%: from {StudyWords.End(comparison.Low, "−")} to {StudyWords.End(comparison.High, "+")}.";
        string collapsed = comparison.PairsWithoutCollapsed < comparison.Pairs ? Invariant($" {comparison.Pairs - comparison.PairsWithoutCollapsed} with a collapsed run.") : "";
        return Invariant($"{comparison.Experiment} less {comparison.With}: {StudyWords.Count(comparison.Pairs, "pair")}, {above} of them above 0, mean {PageText.Signed(difference.Mean)}, from {PageText.Signed(difference.Lowest)} to {PageText.Signed(difference.Highest)}.{range}{collapsed}");
    }

    private static FigureLimits Limits(ComparisonReport comparison)
    {
        ILookup<bool, double> differences = comparison.ComparedPairs.ToLookup(pair => pair.HasCollapsed, pair => pair.Difference);
        return FigureLimits.Of(differences[false], differences[true], always: 0);
    }

    private static void NameSeeds(Plot plot, ComparedPair[] pairs)
    {
        bool areNamed = pairs.Length <= MostNamedSeeds && pairs.All(pair => pair.Seed <= LongestSeed);
        plot.Axes.Bottom.TickGenerator = areNamed
            ? new NumericManual([.. pairs.Select((_, i) => i + 1.0)], [.. pairs.Select(pair => Invariant($"{pair.Seed}"))])
            : new EmptyTickGenerator();
        plot.Axes.Bottom.TickLabelStyle.FontSize = SmallSize;
        plot.Axes.Bottom.Label.Text = areNamed ? "seed" : Invariant($"{pairs.Length:N0} seeds, from the lowest difference to the highest");
        plot.Grid.XAxisStyle.IsVisible = false;
    }
}
