using FashionRef.Report;
using FashionRef.Report.Pictures.History;
using FashionRef.Report.Studies.Pictures;
using FashionRef.Studies.Report;
using FashionRef.Tests.Studies;
using ScottPlot.Plottables;

namespace FashionRef.Tests.Report.Studies.Pictures;

internal sealed class StudyCurvesTests
{
    [Test]
    public void Each_experiment_has_its_median_and_a_band_without_collapsed_runs()
    {
        StudyReport report = StudyReports.Of(StudyTexts.Small, (experiment, seed) => seed == 6 ? StudyReports.Collapsed() : StudyReports.Learned(0.8 + (0.01 * seed) + (0.02 * experiment)));
        ExperimentReport[] drawn = StudyCurves.Drawn(report);

        EpochChart chart = StudyCurves.Chart("test accuracy", drawn, drawn, epoch => epoch.TestAccuracy);

        Assert.That(chart.Plot.GetPlottables<FillY>().Count(), Is.EqualTo(2));
        Assert.That(
            chart.Plot.GetPlottables<Scatter>().Select(curve => (curve.LegendText, curve.Data.GetScatterPoints()[1].Y)),
            Is.EqualTo([("plain", report.Experiments[0].Epochs[1].TestAccuracy.Median), ("slow", report.Experiments[1].Epochs[1].TestAccuracy.Median)]));
        Assert.That(report.Experiments[0].Epochs[1].TestAccuracy.Median, Is.EqualTo(0.83).Within(1e-9), "of five runs");
    }

    [Test]
    public void A_first_epoch_that_would_press_all_others_together_is_told()
    {
        StudyReport report = StudyReports.Small();
        ExperimentReport[] drawn = StudyCurves.Drawn(report);

        EpochChart chart = StudyCurves.Chart("training loss", drawn, drawn, epoch => epoch.TrainingLoss);

        Assert.That(chart.Plot.GetPlottables<Text>().Single().LabelText, Is.EqualTo("↑ epoch 1: up to 1.165"));
    }

    [Test]
    public void Many_experiments_are_divided_and_share_a_scale()
    {
        StudyReport report = StudyReports.Of(StudyReports.Wide(experiments: 9, seeds: 10), (experiment, seed) => StudyReports.Learned(0.8 + (0.001 * seed) + (0.01 * experiment)));
        ExperimentReport[] drawn = StudyCurves.Drawn(report);
        Picture[] pictures = [.. StudyCurves.Draw(report)];

        Assert.That(pictures.Select(picture => picture.Name), Is.EqualTo(Enumerable.Repeat<string[]>(["study-accuracy", "study-loss"], 3).SelectMany(names => names)));
        Assert.That(pictures[4].Title, Is.EqualTo("Test accuracy of experiment-8"));
        Assert.That(
            StudyCurves.Chart("test accuracy", drawn[..4], drawn, epoch => epoch.TestAccuracy).Plot.Axes.GetLimits().YRange,
            Is.EqualTo(StudyCurves.Chart("test accuracy", drawn[8..], drawn, epoch => epoch.TestAccuracy).Plot.Axes.GetLimits().YRange));
    }

    [Test]
    public void Its_words_have_the_figures() => Assert.That(
        StudyCurves.Draw(StudyReports.Small()).First().Description,
        Does.StartWith("Test accuracy of plain: the median rises from 0.7950 in epoch 1 to 0.8350 in epoch 2, there the middle half of the runs is from 0.8192 to 0.8508. Test accuracy of slow: "));

    [Test]
    public void Runs_of_one_epoch_have_no_curve() => Assert.That(
        StudyCurves.Draw(StudyReports.Of(StudyTexts.Small, (_, _) => [StudyReports.Learned(0.8)[0]])), Is.Empty);
}
