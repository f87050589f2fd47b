using FashionRef.Training;
using ScottPlot;
using static System.FormattableString;

namespace FashionRef.Report.Pictures;

/// <summary>What several runs look like side by side.</summary>
public static class JointPictures
{
    /// <summary>Draws <c>accuracies</c>: the test accuracy of every run over its epochs, with the notebook's and the bands.</summary>
    /// <param name="runs">At least one, of any models.</param>
    /// <param name="baselinesFolder">The repository's <c>baselines</c>; may be missing, and null where there is none.</param>
    /// <exception cref="FashionRefException">A file of runs over seeds holds something else (exit code 2).</exception>
    public static IReadOnlyList<Picture> Draw(IReadOnlyList<ReportedRun> runs, string? baselinesFolder)
    {
        ArgumentNullException.ThrowIfNull(runs);
        EpochChart chart = new("test accuracy", runs.Max(run => run.Record.Settings.Epochs));
        foreach (RunSettings settings in runs.Select(run => run.Record.Settings).DistinctBy(settings => (settings.Model, settings.Shuffle)))
        {
            ReferenceHistories reference = ReferenceHistories.Of(settings, baselinesFolder);
            if (reference.Band is { } band)
            {
                chart.AddBand(band.Lowest.ValAccuracy, band.Highest.ValAccuracy, ColorOf(settings), Invariant($"{settings.ModelTitle}, {band.Seeds} seeds"));
            }

            chart.AddNotebook(reference.Notebook.ValAccuracy, ColorOf(settings), $"{settings.ModelTitle}, notebook");
        }

        foreach (ReportedRun run in runs)
        {
            MarkerShape marker = run.Record.Settings.Model == 1 ? MarkerShape.FilledCircle : MarkerShape.FilledSquare;
            chart.AddRun([.. run.Record.History.Select(epoch => epoch.ValAccuracy)], ColorOf(run.Record.Settings), marker, run.Title);
        }

        string finals = string.Join("; ", runs.Select(run => Invariant($"{run.Title} ends at {run.Record.Result.TestAccuracy:F4}")));
        return [chart.ToPicture(PictureNames.Accuracies, "Test accuracy of all runs", $"Test accuracy after each epoch. {finals}.")];
    }

    private static Color ColorOf(RunSettings settings) => settings.Model == 1 ? PictureColors.First : PictureColors.Second;
}
