using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Studies;
using FashionRef.Studies.Report;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Sections;

/// <summary>What was run, and with which code.</summary>
internal static class StudyOriginSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "origin";

    /// <summary>The settings of each experiment, and hashes.</summary>
    public static PageSection Of(StudyReport report) => new(
        Id,
        "What was run",
        [
            .. report.Experiments.Select(experiment => experiment.First.Settings.Engine).Distinct().Select(engine => new Paragraph(Reproducibility.Of(engine))),
            .. Settings(report),
            new Paragraph($"The plan's SHA-256 is {report.PlanSha256}."),
            new DataTable(
                "origins",
                "What made the runs",
                [TableColumn.OfText("engine"), TableColumn.OfText("versions"), TableColumn.OfText("processor"), new TableColumn("SHA-256 of the code", TableColumn.Code)],
                [.. report.Origins.Select(origin => new TableRow(OutsideText.Line(origin.Engine), [OutsideText.Line(origin.EngineVersion), OutsideText.Line(origin.Processor ?? "any"), OutsideText.Line(origin.Code)]))]),
        ]);

    // What all share is a sentence, what differs a column.
    private static IEnumerable<IPageBlock> Settings(StudyReport report)
    {
        (string Name, string Value)[][] settings = [.. report.Experiments.Select(experiment => SettingsOf(experiment.First, report))];
        int[] differing = [.. Enumerable.Range(0, settings[0].Length).Where(i => settings.Any(own => own[i] != settings[0][i]))];
        string same = string.Join(", ", settings[0].Where((_, i) => !differing.Contains(i)).Select(setting => $"{setting.Name} {setting.Value}"));
        yield return new Paragraph($"{(report.Experiments.Count == 1 ? "The experiment has" : "All experiments have")}: {same}.");
        if (differing.Length > 0)
        {
            yield return new DataTable(
                "settings",
                "Settings in which they differ",
                [TableColumn.OfNames("experiment"), .. differing.Select(i => TableColumn.OfText(settings[0][i].Name))],
                [.. report.Experiments.Zip(settings).Select(pair => new TableRow(pair.First.Name, [.. differing.Select(i => pair.Second[i].Value)]))]);
        }
    }

    // What no experiment has is not told.
    private static (string Name, string Value)[] SettingsOf(PlannedRun run, StudyReport report)
    {
        RunSettings settings = run.Settings;
        bool hasFiles = report.Experiments.Any(experiment => experiment.File is not null);
        bool holdsOut = report.Experiments.Any(experiment => experiment.HeldOut is not null);
        return
        [
            ("model", settings.File is null ? Invariant($"{settings.Model}") : settings.ModelTitle),
            .. hasFiles
                ? [("SHA-256 of the model's file", settings.File?.Sha256[..12] ?? "the notebook's"), ("pixels", settings.File?.Pixels ?? ModelSource.Raw)]
                : Array.Empty<(string, string)>(),
            .. holdsOut ? [("judged by", settings.HeldOutImages ?? "the test set")] : Array.Empty<(string, string)>(),
            ("engine", settings.Engine),
            ("epochs", Invariant($"{settings.Epochs}")),
            ("batch size", Invariant($"{settings.BatchSize}")),
            ("learning rate", Invariant($"{settings.LearningRate}")),
            ("loss of", CrossEntropyName.Of(settings.Loss)),
            ("shuffle", ShuffleName.Of(settings.Shuffle)),
            ("threads", Invariant($"{settings.Threads}")),
            ("jitter", settings.Jitter is { } jitter ? Invariant($"{jitter}") : "none"),
            ("data", run.Data.HasSameContentAs(StudyData.FashionMnist) ? "Fashion-MNIST" : Invariant($"others, {run.Data.TrainCount:N0} training and {run.Data.TestCount:N0} test images")),
        ];
    }
}
