using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Report;

/// <summary>The range of the histories of correct runs, epoch by epoch.</summary>
/// <param name="Source">The program that made the runs.</param>
/// <param name="Runs">How many runs there are. Collapsed ones are left out.</param>
/// <param name="StartAlike">Whether all start as the run that they are shown with; else each has a seed of its own.</param>
/// <param name="Lowest">The lowest figure of each epoch.</param>
/// <param name="Highest">The highest figure of each epoch.</param>
public sealed record HistoryBand(string Source, int Runs, bool StartAlike, SeedHistory Lowest, SeedHistory Highest)
{
    /// <summary>The band of runs of different seeds: extremes, because quantiles of ten runs would be guesses.</summary>
    /// <param name="runs">Runs known to be correct.</param>
    public static HistoryBand Of(SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Of(runs, runs.Plain, startAlike: false);
    }

    /// <summary>
    /// The bands for a run: of the correct runs that the gate compares it with, which have the same shuffle and the notebook's other settings.
    /// First that of different seeds, then, where the run starts as some of them do, that of those.
    /// </summary>
    /// <param name="settings">The run's.</param>
    /// <param name="expectationsFolder">Where expectations and their runs are kept; null when there are none.</param>
    /// <returns>Empty when no such runs are kept.</returns>
    /// <exception cref="FashionRefException">A file exists, but cannot be read or holds something else (bad request).</exception>
    public static IReadOnlyList<HistoryBand> Find(RunSettings settings, string? expectationsFolder)
    {
        ArgumentNullException.ThrowIfNull(settings);
        RunSettings notebooks = RunSettings.Notebook(settings.Model, settings.Engine, settings.Seed, settings.Threads, settings.Shuffle);
        if (expectationsFolder is null || settings with { Epochs = notebooks.Epochs } != notebooks
            || GateReference.ReadIfThere(expectationsFolder, ExpectationKey.Of(settings)) is not { } reference)
        {
            return [];
        }

        // On a band that it is part of a run could not lie outside.
        SeedRuns runs = reference.Runs;
        SeedRun[] others = [.. runs.Runs.Where(run => !(runs.Engine == settings.Engine && run.Seed == settings.Seed && run.Jitter is null))];
        HistoryBand ofSeeds = Of(runs with { Runs = others });
        return settings.IsOwn && reference.Paired.Seeds.Contains(settings.Seed)
            ? [ofSeeds, Of(runs, [.. others.Where(run => run.Seed == settings.Seed)], startAlike: true)]
            : [ofSeeds];
    }

    private static HistoryBand Of(SeedRuns runs, IReadOnlyList<SeedRun> chosen, bool startAlike)
    {
        SeedHistory[] histories = [.. chosen.Where(run => run.HasLearned).Select(run => run.History)];
        return new HistoryBand(
            runs.Origin(), histories.Length, startAlike, Extreme(histories, runs.Epochs, Enumerable.Min), Extreme(histories, runs.Epochs, Enumerable.Max));
    }

    private static SeedHistory Extreme(SeedHistory[] histories, int epochs, Func<IEnumerable<double>, double> extreme)
    {
        double[] Epochs(Func<SeedHistory, IReadOnlyList<double>> column) =>
            [.. Enumerable.Range(0, epochs).Select(epoch => extreme(histories.Select(history => column(history)[epoch])))];

        return new SeedHistory(
            Epochs(history => history.Accuracy),
            Epochs(history => history.Loss),
            Epochs(history => history.ValAccuracy),
            Epochs(history => history.ValLoss));
    }
}
