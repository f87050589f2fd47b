using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Studies.Report;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Sections;

/// <summary>What the comparisons of a study say, as tables.</summary>
internal static class ComparisonTables
{
    /// <summary>The id of the table of all.</summary>
    public const string Id = "comparisons";

    private static readonly string[] Columns =
        ["seeds", "difference", "std. dev.", "p", "p, Holm", "not rejected", "would have seen", "after the last epoch", "parameters, times", "seconds, times", "answer"];

    private static readonly string[] CollapsedColumns = ["pairs with one", "difference without", "p without", "only of the first", "only of the second", "p of that"];

    /// <summary>All comparisons, and those with collapsed runs; nothing where the study has none.</summary>
    /// <param name="report">The study's.</param>
    public static IEnumerable<DataTable> Of(StudyReport report)
    {
        if (report.Comparisons.Count > 0)
        {
            yield return Table(Id, "Comparisons: the first experiment's figure less the second's, paired by seed", Columns, Cells, report.Comparisons);
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

    private static string[] Cells(ComparisonReport comparison) =>
    [
        PageText.Count(comparison.Pairs),
        Signed(comparison.Difference?.Mean),
        comparison.Difference?.StandardDeviation is { } deviation ? PageText.Figure(deviation) : "–",
        P(comparison.P),
        P(comparison.CorrectedP),
        comparison.P is null ? "–" : $"{StudyWords.End(comparison.Low, "−")} to {StudyWords.End(comparison.High, "+")}",
        comparison.WouldHaveSeen is { } seen ? PageText.Figure(seen) : "–",
        Signed(comparison.LastTestAccuracy?.Mean),
        Times(comparison.TimesParameters),
        Times(comparison.TimesSeconds),
        Word(comparison),
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

    private static string Word(ComparisonReport comparison) => StudyWords.Verdict(comparison) switch
    {
        ComparisonVerdict.Higher => "higher",
        ComparisonVerdict.Lower => "lower",
        ComparisonVerdict.NotShown => "not shown",
        _ => "not yet",
    };

    private static string Signed(double? difference) => difference is { } value ? PageText.Signed(value) : "–";

    private static string Times(double? times) => times is { } value ? Invariant($"{value:0.00}") : "–";

    private static string P(double? p) => p is { } value ? Invariant($"{value:G2}") : "–";
}
