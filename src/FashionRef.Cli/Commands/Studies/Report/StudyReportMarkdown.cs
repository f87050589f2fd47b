using System.Text;
using FashionRef.Studies.Report;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies.Report;

/// <summary>A study's report as Markdown, for a page that people may write around it.</summary>
internal static class StudyReportMarkdown
{
    /// <summary>The name of the block that holds a study's report.</summary>
    /// <param name="study">The study's name.</param>
    public static string BlockOf(string study) => $"study {study}";

    /// <summary>
    /// The question, what was compared, a table for each baseline, how these are read, and how the study can be checked: without a heading,
    /// since the page has its own. Ended by LF.
    /// </summary>
    public static string Format(StudyReport report)
    {
        StringBuilder text = new();
        Paragraph("<!-- 'study report' writes this part anew: write sentences of your own above or below it. -->");
        Paragraph($"**{MarkdownText.Of(report.Question)}**");
        Paragraph(MarkdownText.Of($"{Size(report)} {string.Join(' ', Judges(report))}"));
        foreach (string note in report.Notes)
        {
            Paragraph($"**{MarkdownText.Of(note)}**");
        }

        if (report.Comparisons.Count > 0)
        {
            Paragraph(Verdicts(report));
        }

        foreach (ComparisonTable table in ComparisonTable.Of(report))
        {
            Table([$"compared with {table.Baseline}", .. table.Columns], table.Rows.Select(row => (string[])[row.Name, .. row.Cells]));
        }

        foreach (ComparisonReport comparison in report.Comparisons)
        {
            if (StudyReportText.Collapsed(comparison) is { } collapsed)
            {
                Paragraph(MarkdownText.Of($"{comparison.Experiment} with {comparison.With}. {collapsed}"));
            }
        }

        if (Others(report) is { Count: > 0 } others)
        {
            string[][] rows = [.. StudyReportText.Rows(report, others)];
            Table(rows[0], rows[1..]);
            Paragraph("Mean, standard deviation and quartiles are of the figure itself.");
        }

        string[] reading = [.. ComparisonTable.Reading(report)];
        if (reading.Length > 0)
        {
            Paragraph(string.Join('\n', reading.Select(sentence => $"- {MarkdownText.Of(sentence)}")));
        }

        text.Append($"The plan's SHA-256 is `{report.PlanSha256}`. `fashionref study audit artifacts/studies/{report.Study}`, called where that folder is, makes some of the runs again and compares them with what is told here.\n");
        return text.ToString();

        void Paragraph(string paragraph) => text.Append(paragraph).Append("\n\n");

        void Table(string[] head, IEnumerable<string[]> rows)
        {
            Row(head);
            text.Append('|').Append(string.Concat(head.Select(_ => " --- |"))).Append('\n');
            foreach (string[] row in rows)
            {
                Row(row);
            }

            text.Append('\n');
        }

        void Row(string[] cells) => text.Append('|').Append(string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {MarkdownText.Of(cell)} |"))).Append('\n');
    }

    private static string Size(StudyReport report)
    {
        string compared = report.Comparisons.Count == 0 ? "none is compared" : "compared seed by seed";
        return Invariant($"{StudyReportText.Count(report.Experiments.Count, "experiment")} with {StudyReportText.Count(report.Experiments[0].Planned, "seed")}{(report.Experiments.Count > 1 ? " each" : "")}, {Epochs(report)}, {compared}. The figure is {report.FigureName}.");
    }

    private static string Epochs(StudyReport report)
    {
        IGrouping<int, ExperimentReport>[] kinds = [.. report.Experiments.GroupBy(experiment => experiment.First.Settings.Epochs).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key)];
        string others = string.Join("; ", kinds.Skip(1).Select(kind => Invariant($"{string.Join(", ", kind.Select(experiment => experiment.Name))}: {kind.Key}")));
        return $"{StudyReportText.Count(kinds[0].Key, "epoch")}{(others.Length > 0 ? $" ({others})" : "")}";
    }

    private static IEnumerable<string> Judges(StudyReport report) => report.Judges is null ? ["All runs are judged by the test set."] : report.JudgesSentences;

    private static string Verdicts(StudyReport report) =>
        $"Of {StudyReportText.Count(report.Comparisons.Count, "comparison")}: {string.Join(", ", report.Comparisons
            .CountBy(comparison => comparison.Verdict)
            .OrderBy(verdict => verdict.Key)
            .Select(verdict => Invariant($"**{ComparisonTable.WordOf(verdict.Key)} {verdict.Value}**")))}.";

    private static List<ExperimentReport> Others(StudyReport report)
    {
        HashSet<string> compared = [.. report.Comparisons.SelectMany(comparison => new[] { comparison.Experiment, comparison.With })];
        return [.. report.Experiments.Where(experiment => !compared.Contains(experiment.Name))];
    }
}
