using System.Text;

namespace FashionRef.Gate.Outputs;

/// <summary>A gate's report as plain text, for a terminal or a log.</summary>
public static class GateTable
{
    private const string Indent = "    ";
    private const string Likely = "Likely: ";
    private static readonly string[] Head = ["check", "runs", "figure", "bound", "verdict"];

    /// <summary>
    /// For each model its title, a heading, and a line for each check; below a check that did not pass the reason and what to do. The last
    /// line is the verdict. Lines end with LF.
    /// </summary>
    public static string Format(GateReport report)
    {
        int[] widths = [.. Head.Select((word, column) => report.Checks.Select(Cells).Append(Head).Max(cells => cells[column].Length))];
        StringBuilder text = new();
        foreach (IGrouping<string, GateCheck> checks in report.Checks.GroupBy(check => check.ModelTitle))
        {
            text.Append(checks.Key).Append('\n');
            AppendRow(text, Head, widths);
            foreach (GateCheck check in checks)
            {
                AppendRow(text, Cells(check), widths);
                foreach (string line in Explanation(check))
                {
                    text.Append(Indent).Append(Indent).Append(line).Append('\n');
                }
            }

            text.Append('\n');
        }

        string unseen = GateSentence.Unseen(report) is { } sentence ? $"{sentence}\n" : "";
        return text.Append(unseen).Append(GateSentence.Verdict(report)).Append('\n').ToString();
    }

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths) => text
        .Append($"  {string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column])))}".TrimEnd())
        .Append('\n');

    private static string[] Cells(GateCheck check) =>
        [check.Name, Cell(check.Runs), Cell(check.Figure), Cell(check.Bound), GateSentence.Word(check.Verdict)];

    private static string Cell(string text) => OutsideText.Line(text) is { Length: > 0 } line ? line : "-";

    private static IEnumerable<string> Explanation(GateCheck check)
    {
        if (check.Reason.Length > 0)
        {
            yield return OutsideText.Line(check.Reason);
        }

        foreach (string fault in check.Faults)
        {
            yield return $"- {OutsideText.Line(fault)}";
        }

        for (int i = 0; i < check.Causes.Count; i++)
        {
            yield return $"{(i == 0 ? Likely : new string(' ', Likely.Length))}{OutsideText.Line(check.Causes[i])}";
        }

        if (check.Acceptance.Length > 0)
        {
            yield return $"To accept: {OutsideText.Line(check.Acceptance)}";
        }
    }
}
