using FashionRef.Data;
using FashionRef.Gate.Outputs;
using FashionRef.Report.Page.Blocks;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>The most important facts, which fit on the first screen.</summary>
internal static class Glance
{
    /// <summary>The first screen.</summary>
    /// <param name="runs">The page's.</param>
    /// <param name="judgement">The gate's verdict on them.</param>
    /// <param name="comparison">The comparison of the two runs; null if the page compares none.</param>
    public static PageGlance Of(IReadOnlyList<PageRun> runs, RunJudgement judgement, RunComparison? comparison)
    {
        string[] models = [.. runs.Select(run => run.Record.Settings.ModelTitle).Distinct()];
        return new PageGlance(
            comparison is not null ? $"{models[0]}: two runs compared"
                : runs.Count > 1 && models.Length > 1 ? "Two small CNNs on Fashion-MNIST"
                : $"{models[0]} on Fashion-MNIST",
            $"A Keras notebook rebuilt in C#. Trained here: {PageText.And(models)}, {Trained(runs)}.",
            [
                .. judgement.Gate.Checks.Count > 0
                    ? [new Paragraph(GateSentence.Verdict(judgement.Gate), judgement.Gate.Passed ? Tone.Good : Tone.Bad)]
                    : Array.Empty<Paragraph>(),
                .. judgement.Unjudged.Select(sentence => new Paragraph(sentence)),
                .. comparison is not null ? [new Paragraph(ComparedSection.Sum(comparison))] : Array.Empty<Paragraph>(),
            ],
            [.. runs.Select(CardOf)],
            Questions(runs, comparison is not null));
    }

    private static string Trained(IReadOnlyList<PageRun> runs)
    {
        RunSettings[] settings = [.. runs.Select(run => run.Record.Settings)];
        string each = runs.Count > 1 ? " each" : "";
        return $"{OneOrMany(settings.Select(run => run.Epochs), "epoch", "epochs")}{each} on {PageText.Count(FashionMnist.TrainCount)} images "
            + $"({OneOrMany(settings.Select(run => run.Seed), null, "seeds", "seed")}, {OneOrMany(settings.Select(run => OutsideText.Line(run.Engine)), null, "engines", "engine")})";
    }

    // The noun follows a count and precedes a name.
    private static string OneOrMany<T>(IEnumerable<T> values, string? one, string many, string? before = null)
    {
        T[] distinct = [.. values.Distinct()];
        string all = PageText.And([.. distinct.Select(value => Invariant($"{value}"))]);
        return before is not null
            ? $"{(distinct.Length == 1 ? before : many)} {all}"
            : $"{all} {(distinct is [1] ? one : many)}";
    }

    private static Card CardOf(PageRun run)
    {
        RunRecord record = run.Record;
        double notebook = Notebook.Of(record.Settings.Model).TestAccuracy;
        return new Card(
            run.Title,
            PageText.Figure(record.Result.TestAccuracy),
            "test accuracy",
            $"The notebook: {PageText.Figure(notebook)} ({PageText.Points(record.Result.TestAccuracy - notebook)})");
    }

    private static PageQuestion[] Questions(IReadOnlyList<PageRun> runs, bool comparesRuns) =>
    [
        .. comparesRuns
            ? [new PageQuestion("How do A and B differ?", ComparedSection.Id), new("Which mistakes has B gained and lost?", MistakesSection.Id)]
            : Array.Empty<PageQuestion>(),
        new("Did the training go as it should?", GateSection.Id),
        new("How near do they come to the notebook?", ComparisonSection.Id),
        new("How did they learn; do they overfit?", CurvesSection.Id),
        .. comparesRuns ? Array.Empty<PageQuestion>() : [new PageQuestion("What do they get wrong?", MistakesSection.Id)],
        new("In which range is Model-1’s accuracy?", "question-1"),
        new("How many parameters has max pooling?", "question-2"),
        new("What is Model-2’s second convolution?", "question-3"),
        new(runs.Count == 1 ? "Can the run be repeated bit by bit?" : "Can the runs be repeated bit by bit?", OriginSection.Id),
    ];
}
