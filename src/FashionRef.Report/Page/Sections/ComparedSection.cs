using FashionRef.Report.Page.Blocks;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>The comparison of two runs of one model.</summary>
internal static class ComparedSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "compared";

    /// <summary>Their results, and the settings in which they differ.</summary>
    /// <param name="runs">Both.</param>
    /// <param name="comparison">Both, image by image.</param>
    public static PageSection Of(IReadOnlyList<PageRun> runs, RunComparison comparison)
    {
        TableRow[] settings = [.. OriginSection.SettingsOf(runs).Where(row => row.Cells.Distinct().Count() > 1)];
        return new PageSection(
            Id,
            "A against B",
            [
                new DataTable("compared-results", "Results", Columns(TableColumn.Number), Results(runs, comparison)),
                settings.Length > 0
                    ? new DataTable("compared-settings", "Settings that differ", Columns(TableColumn.Text), settings)
                    : new Paragraph("Their settings are the same."),
            ],
            IsFolded: false);

        static TableColumn[] Columns(string look) => [TableColumn.OfText(""), new("A", look), new("B", look)];
    }

    /// <summary>The mistakes that B has gained and lost, in a sentence.</summary>
    public static string Sum(RunComparison comparison)
    {
        int difference = comparison.Gained.Count - comparison.Lost.Count;
        string sum = difference == 0 ? "as many as A"
            : $"{PageText.Count(Math.Abs(difference))} {(difference > 0 ? "more" : "fewer")} than A";
        return $"B has gained {Mistakes(comparison.Gained.Count)} (A right, B wrong) and lost {PageText.Count(comparison.Lost.Count)} (A wrong, B right): {sum}. {PageText.Count(comparison.BothWrong)} images are wrong in both.";
    }

    private static string Mistakes(int count) => count == 1 ? "1 mistake" : $"{PageText.Count(count)} mistakes";

    private static TableRow[] Results(IReadOnlyList<PageRun> runs, RunComparison comparison)
    {
        return
        [
            Row("test accuracy", run => PageText.Figure(run.Record.Result.TestAccuracy)),
            Row("test loss", run => PageText.Figure(run.Record.Result.TestLoss)),
            Row("best epoch", run => Invariant($"{run.Record.History.MaxBy(epoch => epoch.ValAccuracy)!.Epoch}")),
            Row("mistakes", run => PageText.Count(run.Record.Result.TestCount - run.Record.Result.TestCorrect)),
            new TableRow("mistakes that the other has not", [PageText.Count(comparison.Lost.Count), PageText.Count(comparison.Gained.Count)]),
            Row("duration of all epochs", run => PageText.Duration(run.Record.History.Sum(epoch => epoch.Seconds))),
        ];

        TableRow Row(string head, Func<PageRun, string> cell) => new(head, [.. runs.Select(cell)]);
    }
}
