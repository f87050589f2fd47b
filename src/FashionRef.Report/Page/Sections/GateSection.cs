using FashionRef.Gate;
using FashionRef.Gate.Outputs;
using FashionRef.Report.Page.Blocks;

namespace FashionRef.Report.Page.Sections;

/// <summary>The gate's verdict on these runs.</summary>
internal static class GateSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "gate";

    private static readonly string[] Head = ["model", "check", "runs", "figure", "bound", "verdict"];

    /// <summary>The verdict, every check, and an explanation of those that did not pass.</summary>
    public static PageSection Of(RunJudgement judgement)
    {
        GateReport report = judgement.Gate;
        IEnumerable<IPageBlock> judged = report.Checks.Count == 0
            ? []
            : [new Paragraph(GateSentence.Verdict(report), report.Passed ? Tone.Good : Tone.Bad), Checks(report), .. Explanations(report)];
        return new PageSection(
            Id, "The gate's verdict", [.. judged, .. judgement.Unjudged.Select(sentence => new Paragraph(sentence))]);
    }

    private static DataTable Checks(GateReport report) => new(
        "checks",
        "Checks",
        [.. Head.Select(TableColumn.OfText)],
        [
            .. report.Checks.Select(check => new TableRow(
                check.ModelTitle,
                [check.Name, check.Runs, Cell(check.Figure), Cell(check.Bound), GateSentence.Word(check.Verdict)],
                ToneOf(check.Verdict))),
        ]);

    private static string Cell(string text) => OutsideText.Line(text) is { Length: > 0 } line ? line : "–";

    private static IEnumerable<IPageBlock> Explanations(GateReport report)
    {
        string[] sentences =
        [
            .. report.Checks.Where(check => check.Reason.Length > 0)
                .Select(check => $"{GateSentence.Subject(check)}: {string.Join(' ', GateSentence.Explanation(check with { Reason = check.FullReason, Faults = [] }))}"),
        ];
        return sentences.Length > 0 ? [new BulletList(sentences)] : [];
    }

    private static string ToneOf(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Passed => Tone.Good,
        CheckVerdict.Failed => Tone.Bad,
        _ => Tone.Plain,
    };
}
