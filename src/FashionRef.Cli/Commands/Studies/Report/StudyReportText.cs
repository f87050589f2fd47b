using System.Globalization;
using System.Text;
using FashionRef.Studies.Report;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies.Report;

/// <summary>A study's report as text.</summary>
internal static class StudyReportText
{
    /// <summary>A table of the experiments, and some lines for each comparison, ended by LF.</summary>
    public static string Format(StudyReport report)
    {
        StringBuilder text = new();
        Line($"{report.Study}: {OutsideText.Line(report.Question)}");
        Line($"");
        AppendTable(text, report);
        Line($"  Figure: {report.FigureName}.");
        foreach (string judges in report.JudgesSentences)
        {
            Line($"  {judges}");
        }

        foreach (string note in report.Notes)
        {
            Line($"");
            Line($"{note}");
        }

        foreach (ComparisonReport comparison in report.Comparisons)
        {
            Line($"");
            foreach (string line in Sentences(comparison, report))
            {
                Line($"{line}");
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
    }

    /// <summary>A comparison in sentences.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="report">The study's report.</param>
    public static IEnumerable<string> Sentences(ComparisonReport comparison, StudyReport report)
    {
        if (comparison.Difference is not { } difference)
        {
            yield return $"{comparison.Experiment} with {comparison.With}: no seed has a run of both yet.";
            yield break;
        }

        string spread = difference.StandardDeviation is { } deviation ? Invariant($", standard deviation {deviation:F4}") : "";
        yield return Invariant($"{comparison.Experiment} with {comparison.With}: {difference.Mean:+0.0000;-0.0000;0.0000} on average over {Count(comparison.Pairs, "pair")}{spread} (after the last epoch {comparison.LastTestAccuracy!.Mean:+0.0000;-0.0000;0.0000} {report.JudgesWord} accuracy).");
        if (comparison is { TimesParameters: { } parameters, TimesSeconds: { } seconds })
        {
            yield return Invariant($"  It has {parameters:0.00} times the parameters and takes {seconds:0.00} times as long.");
        }

        if (comparison.P is { } p)
        {
            yield return Invariant($"  p = {p:G2}, {comparison.CorrectedP:G2} with Holm's correction. A true difference from {End(comparison.Low, "-")} to {End(comparison.High, "+")} is not rejected at 5 % (not adjusted for other comparisons).");
        }

        if (comparison.WouldHaveSeen is { } seen)
        {
            yield return Invariant($"  It would have seen a difference of {seen:F4} in four of five such studies.");
        }

        if (Collapsed(comparison) is { } collapsed)
        {
            yield return $"  {collapsed}";
        }
    }

    /// <summary>What a comparison says without the collapsed runs, in sentences; null where none has collapsed.</summary>
    public static string? Collapsed(ComparisonReport comparison) => comparison.PairsWithoutCollapsed == comparison.Pairs ? null
        : Invariant($"Without the {Count(comparison.Pairs - comparison.PairsWithoutCollapsed, "pair")} with a collapsed run: {(comparison.DifferenceWithoutCollapsed is { } without ? Invariant($"{without:+0.0000;-0.0000;0.0000}") : "none are left")}{(comparison.PWithoutCollapsed is { } learned ? Invariant($", p = {learned:G2}") : "")}. Only {comparison.Experiment} collapsed in {comparison.OnlyExperimentCollapsed}, only {comparison.With} in {comparison.OnlyOtherCollapsed}{(comparison.PCollapses is { } collapses ? Invariant($", p = {collapses:G2}") : "")}.");

    /// <summary>The rows of a table of experiments, with its head.</summary>
    /// <param name="report">The study's report.</param>
    /// <param name="experiments">Those that are shown.</param>
    public static IEnumerable<string[]> Rows(StudyReport report, IEnumerable<ExperimentReport> experiments) =>
    [
        ["experiment", "runs", "mean", "std. dev.", "quartiles", $"last {report.JudgesWord} accuracy", $"{report.JudgesWord} loss", "parameters", "seconds", "collapsed"],
        .. experiments.Select(experiment => (string[])[
            experiment.Name,
            Invariant($"{experiment.Done} of {experiment.Planned}"),
            Mean(experiment.Figure?.Mean),
            Mean(experiment.Figure?.StandardDeviation),
            experiment.Figure is { } figure ? Invariant($"{figure.LowerQuartile:F4} {figure.Median:F4} {figure.UpperQuartile:F4}") : "-",
            Mean(experiment.TestAccuracy?.Mean),
            Mean(experiment.TestLoss?.Mean),
            experiment.Parameters is { } parameters ? Invariant($"{parameters:N0}") : "-",
            experiment.Seconds is { } seconds ? Invariant($"{seconds.Mean:F1}") : "-",
            Invariant($"{experiment.Collapsed}"),
        ]),
    ];

    private static void AppendTable(StringBuilder text, StudyReport report)
    {
        string[][] rows = [.. Rows(report, report.Experiments)];
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            text.Append($"  {string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])))}".TrimEnd()).Append('\n');
        }
    }

    private static string Mean(double? value) => value is { } number ? Invariant($"{number:F4}") : "-";

    private static string End(double? end, string side) => end is { } shift ? Invariant($"{shift:+0.0000;-0.0000;0.0000}") : $"{side}infinity";

    /// <summary>A count with its noun, for example <c>1 run</c> or <c>16 runs</c>.</summary>
    public static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
