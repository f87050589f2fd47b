using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Report.Page.Blocks;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>How the runs were made: settings, machine and hashes.</summary>
internal static class OriginSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "origin";

    /// <summary>Settings and machine, then the hashes; a column for each run.</summary>
    public static PageSection Of(IReadOnlyList<PageRun> runs) => new(
        Id,
        "How the runs were made",
        [
            .. runs.Select(run => run.Record.Settings.Engine).Distinct().Select(engine => new Paragraph(Reproducibility.Of(engine))),
            Table("settings", "Settings", runs, TableColumn.Text, run => [.. Settings(run), ("folder", Path.GetFileName(Path.GetFullPath(run.Run.Folder.Root)))]),
            Table("machine", "Machine and versions", runs, TableColumn.Text, Machine),
            Table("hashes", "SHA-256", runs, TableColumn.Code, Hashes),
        ]);

    /// <summary>The settings of runs, a row for each.</summary>
    public static IReadOnlyList<TableRow> SettingsOf(IReadOnlyList<PageRun> runs) => Table("settings", "", runs, TableColumn.Text, Settings).Rows;

    private static DataTable Table(
        string id, string caption, IReadOnlyList<PageRun> runs, string look, Func<PageRun, IEnumerable<(string Name, string Value)>> facts)
    {
        Dictionary<string, string>[] columns = [.. runs.Select(run => facts(run).ToDictionary(fact => fact.Name, fact => fact.Value))];
        string[] names = [.. columns.SelectMany(column => column.Keys).Distinct()];
        return new DataTable(
            id,
            caption,
            [TableColumn.OfText(""), .. runs.Select(run => new TableColumn(run.Title, look))],
            [.. names.Select(name => new TableRow(name, [.. columns.Select(column => column.GetValueOrDefault(name, "–"))]))]);
    }

    private static IEnumerable<(string Name, string Value)> Settings(PageRun run)
    {
        RunSettings settings = run.Record.Settings;
        return
        [
            ("seed", Invariant($"{settings.Seed}")),
            ("epochs", Invariant($"{settings.Epochs}")),
            ("batch size", Invariant($"{settings.BatchSize}")),
            ("learning rate", Invariant($"{settings.LearningRate}")),
            ("loss of", CrossEntropyName.Of(settings.Loss)),
            ("shuffle", ShuffleName.Of(settings.Shuffle)),
            ("engine", settings.Engine),
            ("threads", Invariant($"{settings.Threads}")),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Machine(PageRun run)
    {
        // Nothing is missing in a record of this program.
        RunEnvironment environment = run.Record.Environment!;
        return
        [
            ("finished", Invariant($"{environment.Finished:yyyy-MM-dd HH:mm:ss} UTC")),
            ("duration of all epochs", PageText.Duration(run.Record.History.Sum(epoch => epoch.Seconds))),
            ("peak memory", PageText.Memory(environment.PeakMemoryBytes)),
            ("processor", environment.DescribeProcessor()),
            ("vector instructions", string.Join(", ", environment.ProcessorFeatures)),
            ("logical processors", Invariant($"{environment.LogicalProcessors}")),
            ("operating system", $"{environment.OperatingSystem}, {environment.Architecture}"),
            (".NET", environment.DotNet),
            ("FashionRef", environment.FashionRef),
            .. environment.EngineVersions.Select(version => (version.Key, version.Value)),
            ("git commit", environment.GitCommit),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Hashes(PageRun run)
    {
        RunHashes hashes = run.Record.Sha256;
        return
        [
            .. hashes.Data.Select(file => (file.Key, file.Value)),
            ("initial weights", hashes.InitialWeights!),
            ("trained weights", hashes.TrainedWeights!),
            ("test logits", hashes.TestLogits!),
        ];
    }
}
