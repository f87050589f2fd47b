using FashionRef.Engines;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report;

/// <summary>The range of the histories of correct runs, epoch by epoch.</summary>
/// <param name="Source">The program that made the runs.</param>
/// <param name="Seeds">How many runs there are, each with its own seed. Collapsed ones are left out.</param>
/// <param name="Lowest">The lowest figure of each epoch.</param>
/// <param name="Highest">The highest figure of each epoch.</param>
public sealed record HistoryBand(string Source, int Seeds, SeedHistory Lowest, SeedHistory Highest)
{
    /// <summary>The band of runs: extremes, because quantiles of ten runs would be guesses.</summary>
    /// <param name="runs">Runs known to be correct.</param>
    public static HistoryBand Of(SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        SeedHistory[] histories = [.. runs.Plain.Where(run => run.HasLearned).Select(run => run.History)];
        return new HistoryBand(
            runs.Origin(), histories.Length, Extreme(histories, runs.Epochs, Enumerable.Min), Extreme(histories, runs.Epochs, Enumerable.Max));
    }

    /// <summary>The band for a run, if there is one: runs with the same shuffle and the notebook's other settings.</summary>
    /// <param name="settings">The run's.</param>
    /// <param name="baselinesFolder">Where the runs over seeds are kept; null when there are none.</param>
    /// <returns>Null when no such runs are kept.</returns>
    /// <exception cref="FashionRefException">The file exists, but cannot be read or holds something else (bad request).</exception>
    public static HistoryBand? Find(RunSettings settings, string? baselinesFolder)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (baselinesFolder is null)
        {
            return null;
        }

        string? file = FileNames(settings).Select(name => Path.Combine(baselinesFolder, name)).FirstOrDefault(File.Exists);
        RunSettings notebooks = RunSettings.Notebook(settings.Model, settings.Engine, settings.Seed, settings.Threads, settings.Shuffle);
        return settings with { Epochs = notebooks.Epochs } == notebooks && file is not null ? Of(SeedRunsFile.Read(file)) : null;
    }

    // Keras' runs have seeds and so repeat one shuffle; this program's shuffle anew, as the notebook does. All engines compute the same
    // mathematics, so if there are no runs of the run's own engine, another's are used and named.
    private static IEnumerable<string> FileNames(RunSettings settings) => settings.Shuffle == Shuffle.Repeated
        ? [Invariant($"keras-seeds-model{settings.Model}.json")]
        : KnownEngines.Names.OrderByDescending(engine => engine == settings.Engine)
            .Select(engine => Invariant($"{engine}-seeds-model{settings.Model}-{ShuffleName.Of(settings.Shuffle)}.json"));

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
