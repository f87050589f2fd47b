using FashionRef.Report.Page;
using FashionRef.Report.Pictures;
using FashionRef.Studies.Report;
using ScottPlot;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Pictures;

/// <summary>Every run of a study as a point, by experiment.</summary>
internal static class ExperimentsPicture
{
    private const int MostTold = 12;

    /// <summary>Draws the picture; null where no run is done.</summary>
    /// <param name="report">The study's.</param>
    public static Picture? Draw(StudyReport report) => report.Runs.Count == 0 ? null : Chart(report).ToPicture(
        "study-experiments", "Every run by experiment", Describe(report), StripChart.Height(Shown(report).Length));

    /// <summary>The chart alone.</summary>
    /// <param name="report">The study's, with at least one run that is done.</param>
    public static Plot Chart(StudyReport report)
    {
        ILookup<string, ReportedStudyRun> runs = report.Runs.ToLookup(run => run.Run.Experiment);
        FigureLimits limits = Limits(report);
        return StripChart.Draw([.. Shown(report).Select(Row)], limits, StudyWords.Quantity(report), isDifference: false);

        StripRow Row(ExperimentReport experiment) => new(
            experiment.Name,
            experiment.Done == 0 ? "no run is done" : StripChart.Beyond(runs[experiment.Name].Select(run => (run.Figure, run.HasCollapsed)), limits),
            [.. runs[experiment.Name].Where(run => !run.HasCollapsed).Select(run => run.Figure)],
            [.. runs[experiment.Name].Where(run => run.HasCollapsed).Select(run => run.Figure)],
            experiment.Figure?.Mean,
            experiment.Figure is { } figure ? (figure.LowerQuartile, figure.UpperQuartile) : null,
            experiment.Figure?.Median);
    }

    /// <summary>How to read it.</summary>
    public static string Caption(StudyReport report)
    {
        string collapsed = report.Experiments.Any(experiment => experiment.Collapsed > 0) ? " A square is a collapsed run." : "";
        string beyond = StripChart.BeyondSentence(report.Runs.Select(run => run.Figure), Limits(report));
        return $"A point is a run. Below the points: the line is the middle half of the runs, the tick their median, the diamond their mean.{collapsed}{beyond}{StudyWords.Cut(report.Experiments.Count, StripChart.MostRows, "experiments")}";
    }

    private static ExperimentReport[] Shown(StudyReport report) => [.. report.Experiments.Take(StripChart.MostRows)];

    private static FigureLimits Limits(StudyReport report) => FigureLimits.OfMany(
        report.Runs.Where(run => !run.HasCollapsed).Select(run => run.Figure),
        report.Runs.Where(run => run.HasCollapsed).Select(run => run.Figure));

    private static string Describe(StudyReport report)
    {
        IEnumerable<string> told = report.Experiments.Take(MostTold).Select(experiment => experiment.Figure is { } figure
            ? Invariant($"{experiment.Name}: {StudyWords.Count(experiment.Done, "run")}, mean {PageText.Figure(figure.Mean)}, quartiles {PageText.Figure(figure.LowerQuartile)}, {PageText.Figure(figure.Median)} and {PageText.Figure(figure.UpperQuartile)}, from {PageText.Figure(figure.Lowest)} to {PageText.Figure(figure.Highest)}{(experiment.Collapsed > 0 ? Invariant($", {experiment.Collapsed} collapsed") : "")}.")
            : $"{experiment.Name}: no run is done.");
        string rest = report.Experiments.Count > MostTold ? Invariant($" The other {report.Experiments.Count - MostTold} are in the table.") : "";
        return $"{report.FigureName}: {string.Join(' ', told)}{rest}".ToSentence();
    }
}
