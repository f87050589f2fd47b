using FashionRef.Report.Page;
using FashionRef.Studies.Report;
using static System.FormattableString;

namespace FashionRef.Report.Studies;

/// <summary>What a study's page says in words.</summary>
internal static class StudyWords
{
    private const string Article = "the ";

    /// <summary>What experiments are compared by, without an article.</summary>
    public static string Quantity(StudyReport report) => report.FigureName[Article.Length..];

    /// <summary>What a comparison found, in plain sentences.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="report">The study's report.</param>
    public static string Answer(ComparisonReport comparison, StudyReport report)
    {
        (string one, string other) = (comparison.Experiment, comparison.With);
        if (comparison.Difference is not { } difference)
        {
            return $"{one} with {other}: no seed has a run of both yet.";
        }

        string found = $"{PageText.Signed(difference.Mean)} on average over {Count(comparison.Pairs, "seed")}";
        return comparison.Verdict switch
        {
            ComparisonVerdict.NotYet => $"{one} with {other}: {found} so far, and no answer yet.",
            ComparisonVerdict.NoDifferenceSeen => $"No difference between {one} and {other} is shown: {found} may be chance ({P(comparison, report)}).{Seen(comparison)}",
            _ => $"{one} is {HigherOrLower(comparison)} than {other}: {found}, more than chance explains ({P(comparison, report)}).",
        } + WithoutCollapsed(comparison);
    }

    /// <summary>The corrected p of a comparison that has one, and that it is corrected.</summary>
    public static string P(ComparisonReport comparison, StudyReport report) =>
        $"{PageText.P(comparison.CorrectedP!.Value)}{(report.Comparisons.Count > 1 ? " with Holm's correction" : "")}";

    /// <summary>On which side of the other the experiment is, where a difference is seen. Of losses the lower one is better.</summary>
    public static string HigherOrLower(ComparisonReport comparison) => comparison.Difference!.Mean > 0 ? "higher" : "lower";

    /// <summary>The end of a range of shifts; infinite where there is none.</summary>
    public static string End(double? end, string sign) => end is { } shift ? PageText.Signed(shift) : $"{sign}∞";

    /// <summary>A count with its noun, for example <c>1 run</c> or <c>16 runs</c>.</summary>
    public static string Count(int count, string noun) => $"{PageText.Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A sentence where a picture shows the first of many only, after a space; else nothing.</summary>
    public static string Cut(int count, int most, string nouns) => count <= most ? "" : Invariant($" Only the first {most} of {count:N0} {nouns} are drawn.");

    /// <summary>The text with a capital letter at its start.</summary>
    public static string ToSentence(this string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string WithoutCollapsed(ComparisonReport comparison)
    {
        int collapsed = comparison.Pairs - comparison.PairsWithoutCollapsed;
        return collapsed == 0 ? ""
            : comparison.DifferenceWithoutCollapsed is not { } without ? " Each seed has a collapsed run."
            : $" Without the {(collapsed == 1 ? "seed" : Count(collapsed, "seed"))} with a collapsed run it is {PageText.Signed(without)}{(comparison.PWithoutCollapsed is { } p ? $" (uncorrected {PageText.P(p)})" : "")}.";
    }

    private static string Seen(ComparisonReport comparison) => comparison.WouldHaveSeen is { } seen
        ? $" A difference of {PageText.Figure(seen)} would have been seen in four of five such studies." : "";
}
