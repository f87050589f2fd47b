using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Studies.Report;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Sections;

/// <summary>What each experiment of a study gives, as a table.</summary>
internal static class ExperimentTable
{
    /// <summary>The table's id.</summary>
    public const string Id = "experiments";

    /// <summary>A row for each experiment.</summary>
    /// <param name="report">The study's.</param>
    public static DataTable Of(StudyReport report) => new(
        Id,
        $"Experiments: mean, standard deviation and quartiles are of {report.FigureName}",
        [TableColumn.OfNames("experiment"), .. TableColumn.OfNumbers(Columns(report))],
        [.. report.Experiments.Select(experiment => new TableRow(experiment.Name, Cells(experiment)))]);

    private static string[] Columns(StudyReport report) =>
        ["runs", "mean", "std. dev.", "lower quartile", "median", "upper quartile", $"last {report.JudgesWord} accuracy", $"{report.JudgesWord} loss", "parameters", "seconds", "collapsed"];

    private static string[] Cells(ExperimentReport experiment) =>
    [
        experiment.Done == experiment.Planned ? PageText.Count(experiment.Done) : Invariant($"{experiment.Done:N0} of {experiment.Planned:N0}"),
        Mean(experiment.Figure?.Mean),
        Mean(experiment.Figure?.StandardDeviation),
        Mean(experiment.Figure?.LowerQuartile),
        Mean(experiment.Figure?.Median),
        Mean(experiment.Figure?.UpperQuartile),
        Mean(experiment.TestAccuracy?.Mean),
        Mean(experiment.TestLoss?.Mean),
        experiment.Parameters is { } parameters ? Invariant($"{parameters:N0}") : "–",
        experiment.Seconds is { } seconds ? PageText.Seconds(seconds.Mean) : "–",
        PageText.Count(experiment.Collapsed),
    ];

    private static string Mean(double? figure) => figure is { } value ? PageText.Figure(value) : "–";
}
