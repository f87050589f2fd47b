using System.Text.Json;
using FashionRef.Formats.Json;

namespace FashionRef.Gate.Outputs;

/// <summary>A gate's report as JSON, for programs; this repository's build is one of them.</summary>
public static class GateJson
{
    /// <summary>The format's name; another number means that a reader of this one would be wrong.</summary>
    public const string Format1 = "fashionref-gate-1";

    /// <summary>The report as a <see cref="GateDocument"/>, ended by LF.</summary>
    public static string Format(GateReport report) => Text(
        new GateDocument(
            Format1,
            report.Passed,
            GateSentence.Verdict(report),
            [
                .. report.Checks.Select(check => new GateDocumentCheck(
                    check.Code,
                    check.Name,
                    check.Model,
                    OutsideText.Line(check.Runs),
                    check.Verdict,
                    OutsideText.Line(check.Figure),
                    OutsideText.Line(check.Bound),
                    OutsideText.Line(check.FullReason),
                    [.. check.Causes.Select(OutsideText.Line)],
                    OutsideText.Line(check.Acceptance),
                    [.. check.Faults.Select(OutsideText.Line)])),
            ]));

    /// <summary>That there is no verdict, as a <see cref="GateDocument"/> that has not passed.</summary>
    public static string Format(GateFailure failure) =>
        Text(new GateDocument(Format1, Passed: false, failure.Sentence, [], OutsideText.Line(failure.Message)));

    private static string Text(GateDocument document) => $"{JsonSerializer.Serialize(document, JsonFormat.Options)}\n";
}
