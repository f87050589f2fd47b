using ScottPlot;
using static System.FormattableString;

namespace FashionRef.Report.Pictures;

/// <summary>The test accuracies of all runs over their epochs, a colour for each model.</summary>
internal static class AccuraciesPicture
{
    private const double Margin = 0.06;

    /// <summary>Draws them.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="baselinesFolder">Where the runs over seeds are kept; null when there are none.</param>
    public static Picture Draw(IReadOnlyList<ReportedRun> runs, string? baselinesFolder)
    {
        int epochs = runs.Max(run => run.Record.Settings.Epochs);
        EpochChart chart = new("test accuracy", epochs);
        List<double> figures = [];
        List<string> sentences = [];
        IGrouping<int, ReportedRun>[] models = [.. runs.GroupBy(run => run.Record.Settings.Model).OrderBy(model => model.Key)];
        foreach (IGrouping<int, ReportedRun> model in models.Where(_ => epochs > 1))
        {
            // Runs of one model may have shuffled differently, and then have two bands.
            foreach (HistoryBand band in model.Select(run => HistoryBand.Find(run.Record.Settings, baselinesFolder)).OfType<HistoryBand>().DistinctBy(band => band.Source))
            {
                double[] lowest = [.. band.Lowest.ValAccuracy.Take(epochs)];
                double[] highest = [.. band.Highest.ValAccuracy.Take(epochs)];
                chart.AddBand(lowest, highest, ColorOf(model.Key), HistoryText.Range(band));
                figures.AddRange([.. lowest, .. highest]);
                sentences.Add($"Shaded for {TitleOf(model)}: {HistoryText.Extent(band)}.");
            }
        }

        foreach (IGrouping<int, ReportedRun> model in models)
        {
            double[] notebook = [.. NotebookHistory.Of(model.Key).ValAccuracy.Take(epochs)];
            chart.AddNotebook(notebook, ColorOf(model.Key), $"{TitleOf(model)}, notebook");
            figures.AddRange(notebook);
        }

        foreach (IGrouping<int, ReportedRun> model in models)
        {
            // One entry of the legend for all runs of a model, or it would grow longer than the chart.
            string legend = model.Count() == 1 ? model.First().Title : Invariant($"{TitleOf(model)}, {model.Count()} runs");
            foreach ((int i, ReportedRun run) in model.Index())
            {
                double[] accuracies = [.. run.Record.History.Select(epoch => epoch.ValAccuracy)];
                chart.AddRun(accuracies, ColorOf(model.Key), MarkerOf(model.Key), i == 0 ? legend : "");
                figures.AddRange(accuracies);
            }
        }

        double margin = Margin * (figures.Max() - figures.Min());
        chart.Limit(figures.Min() - margin, figures.Max() + margin);
        IEnumerable<string> courses = runs.Select(run =>
            $"The test accuracy of {run.Title}, {HistoryText.Course([.. run.Record.History.Select(epoch => epoch.ValAccuracy)])}.");
        IEnumerable<string> notebooks = models.Select(model =>
            $"The notebook's own run of {TitleOf(model)}, dashed, {HistoryText.Course([.. NotebookHistory.Of(model.Key).ValAccuracy])}.");
        return chart.ToPicture(PictureNames.Accuracies, "Test accuracy of all runs", string.Join(' ', courses.Concat(notebooks).Concat(sentences)));
    }

    private static string TitleOf(IGrouping<int, ReportedRun> model) => Models.NotebookModels.Title(model.Key);

    private static Color ColorOf(int model) => model == 1 ? PictureColors.First : PictureColors.Second;

    private static MarkerShape MarkerOf(int model) => model == 1 ? MarkerShape.FilledCircle : MarkerShape.FilledSquare;
}
