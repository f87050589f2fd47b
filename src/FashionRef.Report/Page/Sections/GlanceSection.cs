using FashionRef.Gate.Outputs;
using FashionRef.Report.Page.Blocks;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Report.Page.Sections;

/// <summary>What a reader wants to know first.</summary>
internal static class GlanceSection
{
    /// <summary>A card for each run, and the gate's verdict.</summary>
    public static PageSection Of(IReadOnlyList<PageRun> runs, RunJudgement judgement)
    {
        Paragraph[] verdict = judgement.Gate.Checks.Count > 0
            ? [new(GateSentence.Verdict(judgement.Gate), judgement.Gate.Passed ? Tone.Good : Tone.Bad)]
            : [];
        return new PageSection(
            "glance",
            "At a glance",
            [new Cards([.. runs.Select(CardOf)]), .. verdict, .. judgement.Unjudged.Select(sentence => new Paragraph(sentence))]);
    }

    private static Card CardOf(PageRun run)
    {
        RunRecord record = run.Record;
        double notebook = Notebook.Of(record.Settings.Model).TestAccuracy;
        return new Card(
            run.Title,
            PageText.Figure(record.Result.TestAccuracy),
            $"test accuracy: {PageText.Count(record.Result.TestCorrect)} of {PageText.Count(record.Result.TestCount)} images",
            [
                $"The notebook's one run: {PageText.Figure(notebook)} ({PageText.Points(record.Result.TestAccuracy - notebook)})",
                $"{PageText.Count(record.Parameters)} parameters",
                $"Trained in {PageText.Duration(record.History.Sum(epoch => epoch.Seconds))}",
            ]);
    }
}
