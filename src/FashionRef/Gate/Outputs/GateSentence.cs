using System.Globalization;

namespace FashionRef.Gate.Outputs;

/// <summary>The wording that all outputs of the gate share.</summary>
public static class GateSentence
{
    /// <summary>The verdict in a sentence for readers who do not know the gate.</summary>
    public static string Verdict(GateReport report)
    {
        if (report.Checks.Count == 0)
        {
            return "Gate FAILED: there was nothing to check.";
        }

        string[] all = Titles(report, _ => true);
        string[] failed = Titles(report, checks => checks.Any(check => check.Verdict == CheckVerdict.Failed));
        string[] unjudged = Titles(report, IsUnjudged);
        bool tellsOfTraining = report.Checks.Any(check => check.Kind is not (CheckKind.Steps or CheckKind.KnownAnswers));
        string[] facts = report.Passed
            ? [$"{And(all)} {(tellsOfTraining ? "trained" : all.Length == 1 ? "computes" : "compute")} as expected"]
            : [
                .. failed.Length > 0 ? [$"{And(failed)} {(tellsOfTraining ? "did not train" : failed.Length == 1 ? "does not compute" : "do not compute")} as expected"] : Array.Empty<string>(),
                .. unjudged.Length > 0 ? [$"nothing of {And(unjudged)} was judged"] : Array.Empty<string>(),
            ];
        return $"Gate {(report.Passed ? "passed" : "FAILED")}: {string.Join("; ", facts)} ({Counts(report)}).";
    }

    /// <summary>A check and its subject, for example <c>Model-1, seed 1: test accuracy</c>.</summary>
    public static string Subject(GateCheck check) => $"{check.ModelTitle}, {OutsideText.Line(check.Runs)}: {check.Name}";

    /// <summary>The result of one check as a word.</summary>
    public static string Word(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Passed => "passed",
        CheckVerdict.Failed => "FAILED",
        CheckVerdict.NotNeeded => "not needed",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "There is no such verdict."),
    };

    /// <summary>A failed check's reason, faults, likely causes and the command that would accept the change, each on its own line.</summary>
    public static IEnumerable<string> Explanation(GateCheck check)
    {
        yield return OutsideText.Line(check.Reason);
        foreach (string fault in check.Faults)
        {
            yield return $"- {OutsideText.Line(fault)}";
        }

        if (check.Causes.Count > 0)
        {
            yield return $"Likely: {string.Join("; ", check.Causes.Select(cause => OutsideText.Line(cause).TrimEnd('.')))}.";
        }

        if (check.Acceptance.Length > 0)
        {
            yield return $"To accept: {OutsideText.Line(check.Acceptance)}";
        }
    }

    /// <summary>
    /// What a passed gate cannot detect, and the command that goes on, or null. A run that is compared with other seeds only shows little, unless
    /// its steps were right on the right images; of one that is compared with runs of the same start its check tells what it shows.
    /// </summary>
    public static string? Unseen(GateReport report)
    {
        CheckKind[] apart = [CheckKind.Feed, CheckKind.Steps, CheckKind.KnownAnswers];
        GateCheck[] single =
        [
            .. from checks in report.Checks.GroupBy(check => check.ModelTitle)
               where !apart.All(kind => checks.Any(check => check.Kind == kind && check.Verdict == CheckVerdict.Passed))
               from check in checks
               where check.Kind == CheckKind.Accuracy
               select check,
        ];
        string[] sentences =
        [
            .. single.Select(check => FormattableString.Invariant($"By its last accuracy alone a run shows little: {check.ModelTitle} passes down to {check.Low:F4}. Single steps, by probes, show the most, in seconds and without a whole run (docs/port.md).")).Distinct(),
            .. report.Further is { } command && report.Checks.Any(check => check.Kind is CheckKind.Accuracy or CheckKind.Paired) ? [$"To see smaller harm: {command}"] : Array.Empty<string>(),
        ];
        return report.Passed && sentences.Length > 0 ? string.Join(' ', sentences) : null;
    }

    /// <summary>Whether no check of a model was needed: then the gate fails without a failed check.</summary>
    public static bool IsUnjudged(IEnumerable<GateCheck> checks) => checks.All(check => check.Verdict == CheckVerdict.NotNeeded);

    private static string[] Titles(GateReport report, Func<IGrouping<string, GateCheck>, bool> choose) =>
        [.. report.Checks.GroupBy(check => check.ModelTitle).Where(choose).Select(checks => checks.Key)];

    private static string Counts(GateReport report)
    {
        (CheckVerdict Verdict, int Count)[] counts =
        [
            .. new[] { CheckVerdict.Failed, CheckVerdict.Passed, CheckVerdict.NotNeeded }
                .Select(verdict => (verdict, report.Checks.Count(check => check.Verdict == verdict)))
                .Where(pair => pair.Item2 > 0),
        ];
        return string.Join(", ", counts.Select((pair, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{pair.Count} {(i > 0 ? "" : pair.Count == 1 ? "check " : "checks ")}{Word(pair.Verdict).ToLowerInvariant()}")));
    }

    private static string And(string[] titles) =>
        titles.Length == 1 ? titles[0] : $"{string.Join(", ", titles[..^1])} and {titles[^1]}";
}
