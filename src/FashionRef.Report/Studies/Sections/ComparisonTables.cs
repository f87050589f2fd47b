using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Studies.Report;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Sections;

/// <summary>What the comparisons of a study say, as tables.</summary>
internal static class ComparisonTables
{
    /// <summary>The id of the first table.</summary>
    public const string Id = "comparisons";

    private static readonly string[] MoreColumns = ["difference", "std. dev.", "p", "would have seen", "after the last epoch"];

    private static readonly string[] CollapsedColumns = ["pairs with one", "difference without", "p without", "only of the first", "only of the second", "p of that"];

    /// <summary>What helps and what harms beside each baseline, more figures of all comparisons, and those with collapsed runs; nothing where the study has none.</summary>
    /// <param name="report">The study's.</param>
    public static IEnumerable<DataTable> Of(StudyReport report)
    {
        foreach ((int i, ComparisonTable table) in ComparisonTable.Of(report).Index())
        {
            yield return new DataTable(
                i == 0 ? Id : Invariant($"{Id}-{i + 1}"),
                $"Compared with {table.Baseline}, paired by seed",
                [TableColumn.OfNames("experiment"), .. TableColumn.OfNumbers(table.Columns)],
                [.. table.Rows.Select(row => new TableRow(row.Name, row.Cells))]);
        }

        if (report.Comparisons.Count > 0)
        {
            yield return Table("more", "The comparisons in the figure's own unit, the first experiment's less the second's", MoreColumns, MoreCells, report.Comparisons);
        }

        if (Collapsed(report) is { Length: > 0 } collapsed)
        {
            yield return Table("collapsed", "Comparisons with collapsed runs", CollapsedColumns, CollapsedCells, collapsed);
        }
    }

    private static ComparisonReport[] Collapsed(StudyReport report) =>
        [.. report.Comparisons.Where(comparison => comparison.PairsWithoutCollapsed < comparison.Pairs)];

    private static DataTable Table(
        string id, string caption, string[] columns, Func<ComparisonReport, string[]> cells, IEnumerable<ComparisonReport> comparisons) => new(
        id,
        caption,
        [TableColumn.OfNames("comparison"), .. TableColumn.OfNumbers(columns)],
        [.. comparisons.Select(comparison => new TableRow($"{comparison.Experiment} with {comparison.With}", cells(comparison)))]);

    private static string[] MoreCells(ComparisonReport comparison) =>
    [
        Signed(comparison.Difference?.Mean),
        comparison.Difference?.StandardDeviation is { } deviation ? PageText.Figure(deviation) : "–",
        P(comparison.P),
        comparison.WouldHaveSeen is { } seen ? PageText.Figure(seen) : "–",
        Signed(comparison.LastTestAccuracy?.Mean),
    ];

    private static string[] CollapsedCells(ComparisonReport comparison) =>
    [
        PageText.Count(comparison.Pairs - comparison.PairsWithoutCollapsed),
        Signed(comparison.DifferenceWithoutCollapsed),
        P(comparison.PWithoutCollapsed),
        PageText.Count(comparison.OnlyExperimentCollapsed),
        PageText.Count(comparison.OnlyOtherCollapsed),
        P(comparison.PCollapses),
    ];

    private static string Signed(double? difference) => difference is { } value ? PageText.Signed(value) : "–";

    private static string P(double? p) => p is { } value ? Invariant($"{value:G2}") : "–";
}
