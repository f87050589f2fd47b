using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Gate.Runs;

/// <summary>This program's own runs as runs over seeds.</summary>
public static class SeedRunsOf
{
    private static readonly int Classes = FashionMnist.ClassNames.Count;

    /// <summary>Takes the histories and confusion matrices of runs that differ in their seed alone.</summary>
    /// <param name="runs">At least one, with their predictions beside them.</param>
    /// <exception cref="FashionRefException">Predictions cannot be read (bad request).</exception>
    public static SeedRuns Runs(IReadOnlyList<GateRun> runs)
    {
        RunSettings settings = runs[0].Record.Settings;
        return new SeedRuns(
            settings.Model,
            settings.Epochs,
            settings.BatchSize,
            settings.Threads,
            [.. runs.Select(Run)],
            Engine: settings.Engine,
            Shuffle: settings.Shuffle);
    }

    private static SeedRun Run(GateRun run)
    {
        IReadOnlyList<EpochMetrics> history = run.Record.History;
        Answers answers = run.Answers();
        ConfusionMatrix confusion = new([.. answers.Labels], [.. answers.Predicted.Select(label => (int)label)], Classes);
        return new SeedRun(
            run.Record.Settings.Seed,
            new SeedHistory(
                [.. history.Select(epoch => epoch.Accuracy)],
                [.. history.Select(epoch => epoch.Loss)],
                [.. history.Select(epoch => epoch.ValAccuracy)],
                [.. history.Select(epoch => epoch.ValLoss)]),
            run.Record.Result.TestCorrect,
            [.. Enumerable.Range(0, Classes).Select(row => (int[])[.. Enumerable.Range(0, Classes).Select(column => confusion[row, column])])]);
    }
}
