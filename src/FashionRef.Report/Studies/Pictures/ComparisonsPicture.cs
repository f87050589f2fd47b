using FashionRef.Report.Page;
using FashionRef.Report.Pictures;
using FashionRef.Studies.Report;
using ScottPlot;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Pictures;

/// <summary>All comparisons of a study on one scale.</summary>
internal static class ComparisonsPicture
{
    private const int MostTold = 12;

    /// <summary>Draws the picture; null where no seed has a run of both sides of any.</summary>
    /// <param name="report">The study's.</param>
    public static Picture? Draw(StudyReport report) => report.Comparisons.All(comparison => comparison.Pairs == 0) ? null : Chart(report).ToPicture(
        "study-comparisons", "All comparisons on one scale", Describe(report), StripChart.Height(Shown(report).Length));

    /// <summary>The chart alone.</summary>
    /// <param name="report">The study's, with a comparison that has pairs.</param>
    public static Plot Chart(StudyReport report)
    {
        FigureLimits limits = Limits(report);
        return StripChart.Draw([.. Shown(report).Select(Row)], limits, "difference, the first less the second", isDifference: true);

        StripRow Row(ComparisonReport comparison) => new(
            StripChart.Names(comparison.Experiment, "less", comparison.With),
            Remark(comparison, limits),
            [.. comparison.ComparedPairs.Where(pair => !pair.HasCollapsed).Select(pair => pair.Difference)],
            [.. comparison.ComparedPairs.Where(pair => pair.HasCollapsed).Select(pair => pair.Difference)],
            comparison.Difference?.Mean,
            comparison is { Low: { } low, High: { } high } ? (low, high) : null);
    }

    /// <summary>How to read it.</summary>
    public static string Caption(StudyReport report)
    {
        string range = report.Comparisons.Any(comparison => comparison.Low is not null) ? "the line the differences that are not rejected at 5\u00a0%, " : "";
        string collapsed = report.Comparisons.Any(comparison => comparison.PairsWithoutCollapsed < comparison.Pairs) ? " A square is a pair with a collapsed run." : "";
        string beyond = StripChart.BeyondSentence(Pairs(report).Select(pair => pair.Difference), Limits(report));
        return $"A point is a seed: {report.FigureName} of the first experiment less the second's. Below the points: {range}the diamond the mean. The dashed line is no difference.{collapsed}{beyond}{StudyWords.Cut(report.Comparisons.Count, StripChart.MostRows, "comparisons")}";
    }

    private static ComparisonReport[] Shown(StudyReport report) => [.. report.Comparisons.Take(StripChart.MostRows)];

    private static IEnumerable<ComparedPair> Pairs(StudyReport report) => report.Comparisons.SelectMany(comparison => comparison.ComparedPairs);

    private static FigureLimits Limits(StudyReport report) => FigureLimits.OfMany(
        Pairs(report).Where(pair => !pair.HasCollapsed).Select(pair => pair.Difference),
        Pairs(report).Where(pair => pair.HasCollapsed).Select(pair => pair.Difference),
        always: 0);

    private static string Remark(ComparisonReport comparison, FigureLimits limits)
    {
        string beyond = StripChart.Beyond(comparison.ComparedPairs.Select(pair => (pair.Difference, pair.HasCollapsed)), limits);
        string p = comparison.CorrectedP is { } corrected ? PageText.P(corrected) : "no p yet";
        return beyond.Length > 0 ? $"{beyond}   {p}" : p;
    }

    private static string Describe(StudyReport report)
    {
        string rest = report.Comparisons.Count > MostTold ? Invariant($" The other {report.Comparisons.Count - MostTold} are in the table.") : "";
        return $"{string.Join(' ', report.Comparisons.Take(MostTold).Select(DifferencesPicture.Describe))}{rest}";
    }
}
