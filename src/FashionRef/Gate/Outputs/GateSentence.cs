using System.Globalization;
using FashionRef.Models;

namespace FashionRef.Gate.Outputs;

/// <summary>The wording that all outputs of the gate share.</summary>
public static class GateSentence
{
    /// <summary>
    /// By model: of 100 ports whose test accuracy is two points too low, how many the gate fails when it judges ten seeds of each. Measured
    /// by <c>rates</c> (docs/gate.md) for the notebook's shuffle; for a repeated shuffle it is more. Collapsed runs, which always fail, are
    /// not among them.
    /// </summary>
    internal static readonly Dictionary<int, int> SeenByTen = new() { [1] = 86, [2] = 54 };

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
    public static string Subject(GateCheck check) => $"{NotebookModels.Title(check.Model)}, {OutsideText.Line(check.Runs)}: {check.Name}";

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
    /// What a passed gate cannot detect, or null: one run judged only by its accuracy does not show a loss of two points. With the
    /// baseline's bits nothing can be lost, several runs show it, and so do right steps on the right images.
    /// </summary>
    public static string? Unseen(GateReport report)
    {
        CheckKind[] apart = [CheckKind.Feed, CheckKind.Steps, CheckKind.KnownAnswers];
        int[] stepped =
        [
            .. report.Checks.GroupBy(check => check.Model)
                .Where(checks => apart.All(kind => checks.Any(check => check.Kind == kind && check.Verdict == CheckVerdict.Passed)))
                .Select(checks => checks.Key),
        ];
        int[] models = [.. report.Checks.Where(check => check.Kind == CheckKind.Accuracy).Select(check => check.Model).Except(stepped).Where(SeenByTen.ContainsKey)];
        return report.Passed && models.Length > 0
            ? "One run shows little: a model whose test accuracy is two points (0.02) too low passes almost always. "
                + $"With ten runs of different seeds the gate stops {string.Join(" and ", models.Select(Share))}."
            : null;

        static string Share(int model) => FormattableString.Invariant($"{SeenByTen[model]} of 100 such {NotebookModels.Title(model)}s");
    }

    /// <summary>Whether no check of a model was needed: then the gate fails without a failed check.</summary>
    public static bool IsUnjudged(IEnumerable<GateCheck> checks) => checks.All(check => check.Verdict == CheckVerdict.NotNeeded);

    private static string[] Titles(GateReport report, Func<IGrouping<int, GateCheck>, bool> choose) =>
        [.. report.Checks.GroupBy(check => check.Model).Where(choose).Select(checks => NotebookModels.Title(checks.Key))];

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
