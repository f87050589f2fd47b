using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Studies.Sections;
using FashionRef.Studies.Report;
using static System.FormattableString;

namespace FashionRef.Report.Studies;

/// <summary>The first screen of a study's page: the question and the answer.</summary>
internal static class StudyGlance
{
    private const int LongestTitle = 120;

    /// <summary>With more comparisons they are summed up.</summary>
    public const int MostAnswers = 4;

    private const int MostCards = 6;
    private const int MostNamed = 4;

    /// <summary>The first screen.</summary>
    /// <param name="report">The study's.</param>
    public static PageGlance Of(StudyReport report)
    {
        string question = OutsideText.Line(report.Question);
        bool hasSeeds = report.Comparisons.Any(comparison => comparison.Pairs > 0);
        bool isTitle = question.Length <= LongestTitle;
        return new PageGlance(
            isTitle ? question : $"Study {report.Study}",
            $"{(isTitle ? $"The study {report.Study}" : question)}{(isTitle ? ": " : " ")}{Size(report)}, compared by {report.FigureName}.",
            [.. report.Notes.Select(note => new Paragraph(note, Tone.Bad)), .. report.JudgesSentences.Select(judges => new Paragraph(judges)), .. Answers(report).Select(answer => new Paragraph(answer))],
            [.. Cards(report)],
            [
                .. report.Comparisons.Count > 0 ? [new PageQuestion("Is there a difference, and how large?", ComparisonTables.Id)] : Array.Empty<PageQuestion>(),
                new PageQuestion("What does each experiment give?", ExperimentTable.Id),
                .. hasSeeds ? [new PageQuestion("What does each seed say?", SeedsSection.Id)] : Array.Empty<PageQuestion>(),
                new PageQuestion("How did the runs learn?", StudyCurvesSection.Id),
                new PageQuestion("What is p, and what is not rejected?", MethodSection.Id),
                new PageQuestion("What was run, and with which code?", StudyOriginSection.Id),
            ]);
    }

    private static string Size(StudyReport report)
    {
        int seeds = report.Experiments[0].Planned;
        return $"{StudyWords.Count(report.Experiments.Count, "experiment")} with {StudyWords.Count(seeds, "seed")}{(report.Experiments.Count > 1 ? " each" : "")}";
    }

    private static IEnumerable<string> Answers(StudyReport report)
    {
        if (report.Comparisons.Count == 0)
        {
            return ["It compares nothing; it shows what each experiment gives."];
        }

        return report.Comparisons.Count <= MostAnswers ? report.Comparisons.Select(comparison => StudyWords.Answer(comparison, report)) : [Sum(report)];
    }

    private static string Sum(StudyReport report)
    {
        ComparisonReport[] shown = [.. report.Comparisons.Where(comparison => comparison.Verdict is ComparisonVerdict.Helps or ComparisonVerdict.Harms).OrderBy(comparison => comparison.CorrectedP)];
        string named = PageText.And([.. shown.Take(MostNamed).Select(comparison => $"{comparison.Experiment} is {StudyWords.HigherOrLower(comparison)} than {comparison.With} ({PageText.Signed(comparison.Difference!.Mean)})")]);
        return report.Comparisons.Any(comparison => comparison.CorrectedP is null) ? $"{StudyWords.Count(report.Comparisons.Count, "comparison")}, and no answers yet."
            : shown.Length == 0 ? Invariant($"None of {report.Comparisons.Count} comparisons shows a difference: all may be chance.")
            : Invariant($"{shown.Length} of {report.Comparisons.Count} comparisons {(shown.Length == 1 ? "shows" : "show")} a difference that is more than chance{(shown.Length > MostNamed ? ", the clearest first" : "")}: {named}{(shown.Length > MostNamed ? ", and more" : "")}.");
    }

    // Answers have their figures in them.
    private static IEnumerable<Card> Cards(StudyReport report) =>
        report.Comparisons.Count == 0 && report.Experiments.Count <= MostCards ? report.Experiments.Select(CardOf) : [];

    private static Card CardOf(ExperimentReport experiment) => new(
        experiment.Name,
        experiment.Figure is { } figure ? PageText.Figure(figure.Mean) : "–",
        experiment.Figure is null ? "no run is done" : $"mean of {StudyWords.Count(experiment.Done, "run")}",
        experiment.Figure?.StandardDeviation is { } deviation ? $"Standard deviation {PageText.Figure(deviation)}" : "");
}
