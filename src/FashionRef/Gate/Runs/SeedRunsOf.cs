using FashionRef.Engines;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Runs;

/// <summary>Records of runs as runs over seeds.</summary>
public static class SeedRunsOf
{
    /// <summary>Takes the histories of runs that differ in their seed and jitter alone. One run may be there twice, with the same bits.</summary>
    /// <param name="runs">At least one.</param>
    /// <exception cref="FashionRefException">They differ in more, one seed's run has two histories, or they are judged by held-out images (bad request).</exception>
    public static SeedRuns Runs(IReadOnlyList<GateRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        GateRun first = runs[0];
        RunSettings settings = first.Record.Settings;
        if (settings.HeldOut is not null)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{first.RecordFile}' is of a run that is judged by {settings.HeldOutImages}. Give runs that are judged by the test set.");
        }

        foreach (GateRun run in runs)
        {
            RunSettings own = run.Record.Settings;
            if ((settings with { Seed = own.Seed, Jitter = own.Jitter }).DifferencesFrom(own).FirstOrDefault(_ => !settings.HasSameBitsAs(own with { Seed = settings.Seed, Jitter = settings.Jitter })) is { } difference)
            {
                throw Differ(first, run, $"of '{first.RecordFile}' {difference}");
            }

            if (run.Record.Code != first.Record.Code)
            {
                throw Differ(first, run, "they are of different code");
            }

            if (!KnownEngines.HasSameBitsEverywhere(own.Engine) && Arithmetic(run) != Arithmetic(first))
            {
                throw Differ(first, run, "they are of different arithmetic: the processors' vector instructions, or libraries");
            }
        }

        List<SeedRun> found = [];
        foreach (GateRun run in runs)
        {
            SeedRun made = Run(run.Record);
            if (found.Find(other => (other.Seed, other.Jitter) == (made.Seed, made.Jitter)) is not { } twin)
            {
                found.Add(made);
            }
            else if (!twin.Metrics.SequenceEqual(made.Metrics))
            {
                throw new FashionRefException(
                    FaultKind.BadRequest, Invariant($"There are two different runs of seed {made.Seed}, one of them in '{run.RecordFile}'. Give each seed's run once."));
            }
        }

        return new SeedRuns(
            settings.Model,
            settings.Epochs,
            settings.BatchSize,
            KnownEngines.HasSameBitsEverywhere(settings.Engine) ? 1 : settings.Threads,
            [.. found.OrderBy(run => run.Seed).ThenBy(run => run.Jitter ?? -1)],
            Engine: settings.Engine,
            Shuffle: settings.Shuffle,
            Code: first.Record.Code,
            File: settings.File);
    }

    private static FashionRefException Differ(GateRun first, GateRun run, string how) => new(
        FaultKind.BadRequest, $"'{first.RecordFile}' and '{run.RecordFile}' are not runs that differ in their seed alone: {how}. Give runs that were made alike.");

    private static string Arithmetic(GateRun run) => run.Record.Environment is { } environment
        ? $"{string.Join(' ', environment.ProcessorFeatures)} {string.Join(' ', environment.EngineVersions.Select(version => $"{version.Key} {version.Value}"))}"
        : "";

    private static SeedRun Run(RunRecord record) => new(
        record.Settings.Seed,
        new SeedHistory(
            [.. record.History.Select(epoch => epoch.Accuracy)],
            [.. record.History.Select(epoch => epoch.Loss)],
            [.. record.History.Select(epoch => epoch.ValAccuracy)],
            [.. record.History.Select(epoch => epoch.ValLoss)]),
        record.Result.TestCorrect,
        Jitter: record.Settings.Jitter);
}
