using FashionRef.Report.Page;
using FashionRef.Report.Pictures;
using FashionRef.Report.Pictures.History;
using FashionRef.Studies.Report;
using ScottPlot;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Pictures;

/// <summary>The runs of a study over their epochs, some experiments a picture: medians with the middle half of the runs. Collapsed runs are left out.</summary>
internal static class StudyCurves
{
    /// <summary>The most experiments of a picture: one a colour.</summary>
    public const int MostTogether = 4;

    private static readonly (Color Color, MarkerShape Marker)[] Looks =
    [
        (PictureColors.First, MarkerShape.FilledCircle),
        (PictureColors.Second, MarkerShape.FilledSquare),
        (PictureColors.Third, MarkerShape.FilledTriangleUp),
        (PictureColors.Fourth, MarkerShape.FilledDiamond),
    ];

    /// <summary>The experiments whose curves are drawn: those with a run that has learned, and has more than one epoch.</summary>
    public static ExperimentReport[] Drawn(StudyReport report) =>
        [.. report.Experiments.Take(StripChart.MostRows).Where(experiment => experiment.Epochs.Count > 1)];

    /// <summary>Two pictures for each four experiments: test accuracy and training loss. All of one quantity have one scale.</summary>
    /// <param name="report">The study's.</param>
    public static IEnumerable<Picture> Draw(StudyReport report)
    {
        ExperimentReport[] all = Drawn(report);
        string accuracy = $"{report.JudgesWord} accuracy".ToSentence();
        foreach (ExperimentReport[] some in all.Chunk(MostTogether))
        {
            string names = PageText.And([.. some.Select(experiment => experiment.Name)]);
            yield return Chart($"{report.JudgesWord} accuracy", some, all, epoch => epoch.TestAccuracy).ToPicture(
                "study-accuracy", $"{accuracy} of {names}", Describe(accuracy, some, epoch => epoch.TestAccuracy));
            yield return Chart("training loss", some, all, epoch => epoch.TrainingLoss).ToPicture(
                "study-loss", $"Training loss of {names}", Describe("Training loss", some, epoch => epoch.TrainingLoss));
        }
    }

    /// <summary>One chart.</summary>
    /// <param name="quantity">What it shows.</param>
    /// <param name="some">The experiments that it shows.</param>
    /// <param name="all">All whose curves are drawn: they share the scale.</param>
    /// <param name="summary">The quantity of an epoch.</param>
    public static EpochChart Chart(string quantity, ExperimentReport[] some, ExperimentReport[] all, Func<EpochSummary, SampleSummary> summary)
    {
        EpochChart chart = new(quantity, some.Max(experiment => experiment.Epochs.Count));
        HistoryLimits limits = HistoryLimits.Of([.. all.SelectMany(experiment => Curves(experiment, summary))], []);
        chart.Limit(limits.Low, limits.High);
        foreach ((ExperimentReport experiment, (Color color, _)) in some.Zip(Looks))
        {
            double[][] curves = Curves(experiment, summary);
            chart.AddBand(curves[0], curves[2], color, "");
        }

        foreach ((ExperimentReport experiment, (Color color, MarkerShape marker)) in some.Zip(Looks))
        {
            chart.AddRun(Curves(experiment, summary)[1], color, marker, experiment.Name);
        }

        double[] outside = [.. some.Select(experiment => summary(experiment.Epochs[0]).Median).Where(first => !limits.Contains(first))];
        if (outside.Length > 0)
        {
            bool isAbove = outside.Max() > limits.High;
            chart.AddRemark(isAbove ? limits.High : limits.Low, Invariant($"epoch 1: {(isAbove ? "up to" : "down to")} {(isAbove ? outside.Max() : outside.Min()):F3}"), isAbove);
        }

        return chart;
    }

    // Lower quartile, median, upper quartile.
    private static double[][] Curves(ExperimentReport experiment, Func<EpochSummary, SampleSummary> summary)
    {
        SampleSummary[] epochs = [.. experiment.Epochs.Select(summary)];
        return [[.. epochs.Select(epoch => epoch.LowerQuartile)], [.. epochs.Select(epoch => epoch.Median)], [.. epochs.Select(epoch => epoch.UpperQuartile)]];
    }

    private static string Describe(string quantity, ExperimentReport[] some, Func<EpochSummary, SampleSummary> summary) => string.Join(' ', some.Select(experiment =>
    {
        double[][] curves = Curves(experiment, summary);
        return $"{quantity} of {experiment.Name}: the median {HistoryText.Course(curves[1])}, there the middle half of the runs is from {PageText.Figure(curves[0][^1])} to {PageText.Figure(curves[2][^1])}.";
    }));
}
