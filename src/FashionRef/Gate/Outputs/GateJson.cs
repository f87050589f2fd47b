using System.Text.Json;
using FashionRef.Formats.Json;

namespace FashionRef.Gate.Outputs;

/// <summary>A gate's report as JSON, for programs; this repository's build is one of them.</summary>
public static class GateJson
{
    /// <summary>The format's name; its number changes when readers of this one would misread it.</summary>
    public const string Format1 = "fashionref-gate-1";

    /// <summary>The report as a <see cref="GateDocument"/>, ended by LF.</summary>
    public static string Format(GateReport report) => Text(
        new GateDocument(
            Format1,
            report.Passed,
            GateSentence.Verdict(report),
            [.. report.Checks.Select(Shown)],
            GateSentence.Unseen(report) is { } unseen ? OutsideText.Line(unseen) : null));

    /// <summary>That there is no verdict, as a <see cref="GateDocument"/> that has not passed.</summary>
    public static string Format(GateFailure failure) =>
        Text(new GateDocument(Format1, Passed: false, failure.Sentence, [], Error: OutsideText.Line(failure.Message)));

    private static string Text(GateDocument document) => $"{JsonSerializer.Serialize(document, JsonFormat.Options)}\n";

    // Text from outside is escaped.
    private static GateCheck Shown(GateCheck check) => check with
    {
        File = check.File is { } file ? OutsideText.Line(file) : null,
        Runs = OutsideText.Line(check.Runs),
        Figure = OutsideText.Line(check.Figure),
        Bound = OutsideText.Line(check.Bound),
        Reason = OutsideText.Line(check.FullReason),
        Causes = [.. check.Causes.Select(OutsideText.Line)],
        Acceptance = OutsideText.Line(check.Acceptance),
        Faults = [.. check.Faults.Select(OutsideText.Line)],
    };
}
