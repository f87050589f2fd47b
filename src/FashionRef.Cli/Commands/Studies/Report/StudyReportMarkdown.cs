using System.Text;
using FashionRef.Studies.Report;

namespace FashionRef.Cli.Commands.Studies.Report;

/// <summary>A study's report as Markdown.</summary>
internal static class StudyReportMarkdown
{
    /// <summary>A heading, a table of the experiments and an item for each comparison, ended by LF.</summary>
    public static string Format(StudyReport report)
    {
        StringBuilder text = new();
        text.Append($"# {report.Study}\n\n{MarkdownText.Of(report.Question)}\n\n");
        foreach ((int i, string[] row) in StudyReportText.Rows(report).Index())
        {
            text.Append($"| {string.Join(" | ", row)} |\n");
            if (i == 0)
            {
                text.Append($"|{string.Concat(Enumerable.Repeat(" --- |", row.Length))}\n");
            }
        }

        text.Append($"\nMean, standard deviation and quartiles are of {report.FigureName}.\n");
        foreach (string judges in report.JudgesSentences)
        {
            text.Append($"\n{judges}\n");
        }

        foreach (string note in report.Notes)
        {
            text.Append($"\n**{note}**\n");
        }

        text.Append(report.Comparisons.Count > 0 ? "\n" : "");
        foreach (ComparisonReport comparison in report.Comparisons)
        {
            text.Append($"- {string.Join(' ', StudyReportText.Sentences(comparison, report).Select(sentence => sentence.Trim()))}\n");
        }

        return text.ToString();
    }
}
