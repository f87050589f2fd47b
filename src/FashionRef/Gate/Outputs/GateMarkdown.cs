using System.Text;

namespace FashionRef.Gate.Outputs;

/// <summary>A gate's report in GitHub's Markdown, for a pull request or a job's summary.</summary>
public static class GateMarkdown
{
    /// <summary>The verdict as a heading, a table of all checks, and an explanation of each failed one. Lines end with LF.</summary>
    public static string Format(GateReport report)
    {
        StringBuilder text = new();
        text.Append("## ").Append(MarkdownText.Of(GateSentence.Verdict(report))).Append('\n');
        if (report.Checks.Count > 0)
        {
            text.Append("\n| model | check | runs | figure | bound | verdict |\n| --- | --- | --- | --- | --- | --- |\n");
        }

        foreach (GateCheck check in report.Checks)
        {
            string[] cells = [check.ModelTitle, check.Name, check.Runs, check.Figure, check.Bound];
            text.Append("| ").AppendJoin(" | ", cells.Select(MarkdownText.Of)).Append(" | ").Append(Verdict(check)).Append(" |\n");
        }

        foreach (GateCheck check in report.Checks.Where(check => check.Verdict == CheckVerdict.Failed))
        {
            AppendDetails(text, check);
        }

        foreach (GateCheck check in report.Checks)
        {
            if (check.Curves is { } curves)
            {
                CurveChart.Append(text, check, curves);
            }
        }

        if (GateSentence.Unseen(report) is { } unseen)
        {
            text.Append('\n').Append(MarkdownText.Of(unseen)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>That there is no verdict, and why. Lines end with LF.</summary>
    public static string Format(GateFailure failure) => $"## {MarkdownText.Of(failure.Title)}\n\n{MarkdownText.Of(failure.Message)}\n";

    private static string Verdict(GateCheck check) => check.Verdict switch
    {
        CheckVerdict.Failed => $"**{GateSentence.Word(check.Verdict)}**",
        _ when check.Reason.Length > 0 => $"{GateSentence.Word(check.Verdict)}: {MarkdownText.Of(check.Reason)}",
        _ => GateSentence.Word(check.Verdict),
    };

    private static void AppendDetails(StringBuilder text, GateCheck check)
    {
        text.Append("\n### ").Append(MarkdownText.Of($"{GateSentence.Subject(check)} ({check.Code})")).Append("\n\n");
        text.Append(MarkdownText.Of(check.Reason)).Append('\n');
        AppendList(text, "\n", check.Faults);
        AppendList(text, "\nLikely:\n\n", check.Causes);

        if (check.Acceptance.Length > 0)
        {
            text.Append("\nTo accept the change:\n\n```sh\n").Append(OutsideText.Line(check.Acceptance)).Append("\n```\n");
        }
    }

    private static void AppendList(StringBuilder text, string head, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            text.Append(head);
        }

        foreach (string item in items)
        {
            text.Append("- ").Append(MarkdownText.Of(item)).Append('\n');
        }
    }
}
