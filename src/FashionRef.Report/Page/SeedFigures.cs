using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Report.Page;

/// <summary>The spread of runs over seeds, from an expectation.</summary>
/// <param name="Expectation">The figures.</param>
internal sealed record SeedFigures(Expectation Expectation)
{
    /// <summary>The model's number.</summary>
    public int Model => Expectation.Model;

    /// <summary>Test accuracies after the last epoch.</summary>
    public Summary Accuracy => Expectation.Accuracy;

    /// <summary>Reads the figures for the models of these runs, those of runs that shuffled anew, as the notebook does, first.</summary>
    /// <param name="runs">The runs of the page.</param>
    /// <param name="expectationsFolder">The folder of expectations; may be missing.</param>
    /// <exception cref="FashionRefException">A file holds something else (bad request).</exception>
    public static SeedFigures[] Read(IReadOnlyList<ReportedRun> runs, string expectationsFolder) =>
    [
        .. from model in runs.Where(run => run.Record.Settings.File is null).Select(run => run.Record.Settings.Model).Distinct().Order()
           from shuffle in new[] { Shuffle.Anew, Shuffle.Repeated }
           let expectation = ExpectationFile.ReadIfThere(expectationsFolder, new ExpectationKey(model, null, shuffle))
           where expectation is not null
           select new SeedFigures(expectation),
    ];

    /// <summary>Whether a run has the settings of these.</summary>
    public bool IsFor(RunSettings settings) => settings
        == (RunSettings.Notebook(Model, settings.Engine, settings.Seed, settings.Threads, Expectation.Shuffle) with { Epochs = Expectation.Epochs, BatchSize = Expectation.BatchSize });
}
