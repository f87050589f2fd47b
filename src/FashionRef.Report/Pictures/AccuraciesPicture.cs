using FashionRef.Models;
using FashionRef.Report.Pictures.History;
using FashionRef.Training;
using ScottPlot;
using static System.FormattableString;

namespace FashionRef.Report.Pictures;

/// <summary>The test accuracies of all runs over their epochs, a colour for each model.</summary>
internal static class AccuraciesPicture
{
    private const double Margin = 0.06;

    /// <summary>Draws them.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="expectationsFolder">Where expectations and their runs are kept; null when there are none.</param>
    /// <param name="titles">The runs' titles; null for their own.</param>
    public static Picture Draw(IReadOnlyList<ReportedRun> runs, string? expectationsFolder, IReadOnlyList<string>? titles = null)
    {
        HistoryBand?[] bands = BandsOf(runs, expectationsFolder);
        IEnumerable<string> courses = runs.Select((run, i) =>
            $"The test accuracy of {titles?[i] ?? run.Title}, {HistoryText.Course([.. run.Record.History.Select(epoch => epoch.ValAccuracy)])}.");
        IEnumerable<string> notebooks = Models(runs).Select(model =>
            $"The notebook's own run of {TitleOf(model)}, dashed, {HistoryText.Course([.. Notebook.Of(model).History.ValAccuracy])}.");
        IEnumerable<string> shaded = Shades(runs, bands).Select(shade => $"Shaded for {TitleOf(shade.Model)}: {HistoryText.Extent(shade.Band)}.");
        return Chart(runs, bands, titles).ToPicture(
            PictureNames.Accuracies,
            "Test accuracy of all runs",
            string.Join(' ', [.. courses, .. notebooks, .. shaded, .. HistoryText.WithoutRangeOf(Unshaded(runs, bands), runs.Count)]));
    }

    /// <summary>The band over seeds of each run; null if there is none.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="expectationsFolder">Where expectations and their runs are kept; null when there are none.</param>
    public static HistoryBand?[] BandsOf(IReadOnlyList<ReportedRun> runs, string? expectationsFolder) =>
        [.. runs.Select(run => HistoryBand.Find(run.Record.Settings, expectationsFolder) is [var ofSeeds, ..] ? ofSeeds : null)];

    /// <summary>The chart alone.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="bands">As <see cref="BandsOf"/> finds them.</param>
    /// <param name="titles">The runs' titles; null for their own.</param>
    public static EpochChart Chart(IReadOnlyList<ReportedRun> runs, HistoryBand?[] bands, IReadOnlyList<string>? titles = null)
    {
        int epochs = Epochs(runs);
        EpochChart chart = new("test accuracy", epochs);
        List<double> figures = [];
        foreach ((int model, HistoryBand band) in Shades(runs, bands))
        {
            double[] lowest = [.. band.Lowest.ValAccuracy.Take(epochs)];
            double[] highest = [.. band.Highest.ValAccuracy.Take(epochs)];
            chart.AddBand(lowest, highest, ColorOf(model), HistoryText.Range(band));
            figures.AddRange([.. lowest, .. highest]);
        }

        if (HistoryText.NoRangeOf(Unshaded(runs, bands).Length, runs.Count) is { } note)
        {
            chart.AddNote(note);
        }

        foreach (int model in Models(runs))
        {
            double[] notebook = [.. Notebook.Of(model).History.ValAccuracy.Take(epochs)];
            chart.AddNotebook(notebook, ColorOf(model), $"{TitleOf(model)}, notebook");
            figures.AddRange(notebook);
        }

        foreach (int model in Models(runs))
        {
            // All runs of a model share one entry of the legend, which would otherwise grow longer than the chart; two runs have one each.
            ReportedRun[] alike = [.. runs.Where(run => run.Record.Settings.Model == model)];
            bool isPair = alike.Length == 2 && runs.Count == 2;
            string legend = alike.Length == 1 ? alike[0].Title : Invariant($"{TitleOf(model)}, {alike.Length} runs");
            foreach ((int i, ReportedRun run) in alike.Index())
            {
                double[] accuracies = [.. run.Record.History.Select(epoch => epoch.ValAccuracy)];
                int look = isPair && i == 1 ? OtherThan(model) : model;
                chart.AddRun(accuracies, ColorOf(look), MarkerOf(look), isPair ? titles?[i] ?? run.Title : i == 0 ? legend : "");
                figures.AddRange(accuracies);
            }
        }

        double margin = Margin * (figures.Max() - figures.Min());
        chart.Limit(figures.Min() - margin, figures.Max() + margin);
        return chart;
    }

    private static IEnumerable<int> Models(IEnumerable<ReportedRun> runs) => runs.Select(run => run.Record.Settings.Model).Distinct().Order();

    private static int Epochs(IEnumerable<ReportedRun> runs) => runs.Max(run => run.Record.Settings.Epochs);

    // For a single epoch a band has no width. Runs of one model may have different shuffles, and then two bands.
    private static IEnumerable<(int Model, HistoryBand Band)> Shades(IReadOnlyList<ReportedRun> runs, HistoryBand?[] bands) => Epochs(runs) == 1
        ? []
        : runs.Zip(bands)
            .Where(pair => pair.Second is not null)
            .Select(pair => (pair.First.Record.Settings.Model, Band: pair.Second!))
            .DistinctBy(shade => (shade.Model, shade.Band.Source))
            .OrderBy(shade => shade.Model);

    private static string[] Unshaded(IReadOnlyList<ReportedRun> runs, HistoryBand?[] bands) => Epochs(runs) == 1
        ? []
        : [.. runs.Zip(bands).Where(pair => pair.Second is null).Select(pair => pair.First.Title)];

    private static int OtherThan(int model) => model == 1 ? 2 : 1;

    private static string TitleOf(int model) => NotebookModels.Title(model);

    private static Color ColorOf(int model) => model == 1 ? PictureColors.First : PictureColors.Second;

    private static MarkerShape MarkerOf(int model) => model == 1 ? MarkerShape.FilledCircle : MarkerShape.FilledSquare;
}
