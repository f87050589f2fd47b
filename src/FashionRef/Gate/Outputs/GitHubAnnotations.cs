using System.Text;

namespace FashionRef.Gate.Outputs;

/// <summary>A gate's report as workflow commands, which GitHub shows at the top of a job and of a pull request's checks.</summary>
public static class GitHubAnnotations
{
    /// <summary>An error for each failed check, or a notice that the gate passed; a line each, ended by LF.</summary>
    public static string Format(GateReport report)
    {
        if (report.Passed)
        {
            string unseen = GateSentence.Unseen(report) is { } sentence ? $"\n{sentence}" : "";
            return Command("notice", "Gate", $"{GateSentence.Verdict(report)}{unseen}");
        }

        StringBuilder text = new();
        foreach (GateCheck check in report.Checks.Where(check => check.Verdict == CheckVerdict.Failed))
        {
            text.Append(Command("error", $"{GateSentence.Subject(check)} ({check.Code})", string.Join('\n', GateSentence.Explanation(check))));
        }

        // GitHub keeps few annotations per step, so the verdict is added only if no failed check shows it.
        bool isShown = report.Checks.Count > 0 && !report.Checks.GroupBy(check => check.ModelTitle).Any(GateSentence.IsUnjudged);
        return isShown ? text.ToString() : text.Append(Command("error", "Gate", GateSentence.Verdict(report))).ToString();
    }

    /// <summary>An error that there is no verdict, ended by LF.</summary>
    public static string Format(GateFailure failure) => Command("error", "Gate", failure.Sentence);

    private static string Command(string command, string title, string message) =>
        $"::{command} title={EscapedProperty(title)}::{EscapedData(message)}\n";

    private static string EscapedProperty(string text) => EscapedData(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    private static string EscapedData(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
