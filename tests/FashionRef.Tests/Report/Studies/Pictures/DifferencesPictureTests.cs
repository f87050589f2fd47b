using FashionRef.Report.Pictures;
using FashionRef.Report.Studies.Pictures;
using FashionRef.Studies.Report;
using FashionRef.Tests.Studies;
using ScottPlot;
using ScottPlot.Plottables;

namespace FashionRef.Tests.Report.Studies.Pictures;

/// <summary>The pictures of differences: of one comparison, and of all.</summary>
internal sealed class DifferencesPictureTests
{
    [Test]
    public void Every_seed_is_a_point_from_the_lowest_difference_to_the_highest()
    {
        ComparisonReport comparison = StudyReports.Small().Comparisons[0];
        Plot plot = DifferencesPicture.Chart(comparison);
        Coordinates[] points = [.. ExperimentsPictureTests.Points(plot, PictureColors.First)];

        Assert.That(points.Select(point => point.X), Is.EqualTo([1, 2, 3, 4, 5, 6]));
        Assert.That(points.Select(point => point.Y), Is.EqualTo(comparison.ComparedPairs.Select(pair => pair.Difference).Order()));
        Assert.That(plot.GetPlottables<HorizontalLine>().Select(line => line.Y), Is.EqualTo([0, comparison.Difference!.Mean]));
        Assert.That(plot.GetPlottables<FillY>().Count(), Is.EqualTo(1), "what is not rejected");
        Assert.That(plot.Axes.GetLimits().Rect.Bottom, Is.LessThan(0), "no difference is in sight");
    }

    [Test]
    public void Few_seeds_are_named_and_many_are_not()
    {
        Plot few = DifferencesPicture.Chart(StudyReports.Of(StudyTexts.Small, (experiment, seed) => StudyReports.Learned(0.9 - (0.01 * seed * experiment))).Comparisons[0]);
        Plot many = DifferencesPicture.Chart(StudyReports.Of(StudyTexts.Changed(study => study["seeds"] = "1..17"), (_, _) => StudyReports.Learned(0.9)).Comparisons[0]);
        few.RenderInMemory();

        Assert.That(few.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Label), Is.EqualTo(["6", "5", "4", "3", "2", "1"]));
        Assert.That(many.Axes.Bottom.Label.Text, Is.EqualTo("17 seeds, from the lowest difference to the highest"));
    }

    [Test]
    public void A_pair_with_a_collapsed_run_beyond_the_scale_is_an_arrow()
    {
        ComparisonReport comparison = StudyReports.Of(StudyTexts.Small, (experiment, seed) => (experiment, seed) == (1, 3) ? StudyReports.Collapsed() : StudyReports.Learned(0.8 + (0.01 * experiment))).Comparisons[0];
        Plot plot = DifferencesPicture.Chart(comparison);

        Assert.That(ExperimentsPictureTests.Points(plot, PictureColors.First).Count(), Is.EqualTo(5));
        Assert.That(ExperimentsPictureTests.Words(plot), Is.EqualTo(["↓"]));
        Assert.That(DifferencesPicture.Caption(comparison), Does.EndWith(" 1 pair with a collapsed run beyond the scale."));
        Assert.That(DifferencesPicture.Describe(comparison), Does.StartWith("slow less plain: 6 pairs, 5 of them above 0, mean −0.1083, from −0.7000 to +0.0100.").And.EndWith(" 1 with a collapsed run."));
    }

    [Test]
    public void All_comparisons_are_rows_on_one_scale()
    {
        StudyReport report = StudyReports.Of(StudyReports.Wide(experiments: 4, seeds: 8), (experiment, seed) => StudyReports.Learned(0.8 + (0.001 * seed * experiment)));
        Plot plot = ComparisonsPicture.Chart(report);

        Assert.That(ExperimentsPictureTests.Points(plot, PictureColors.First).Count(), Is.EqualTo(24));
        Assert.That(ExperimentsPictureTests.Words(plot), Is.EqualTo(
            ["experiment-1 less experiment-0", "p\u00a0=\u00a00.023", "experiment-2 less experiment-0", "p\u00a0=\u00a00.023", "experiment-3 less experiment-0", "p\u00a0=\u00a00.023"]));
        Assert.That(plot.GetPlottables<VerticalLine>().Single().X, Is.Zero);
        Assert.That(ComparisonsPicture.Draw(report)!.Description, Does.StartWith("experiment-1 less experiment-0: 8 pairs, 8 of them above 0, mean +0.0045, from +0.0010 to +0.0080. Not rejected"));
    }

    [Test]
    public void An_incomplete_study_has_points_without_a_range_and_no_pairs_no_picture()
    {
        StudyReport half = StudyReports.Small(isComplete: false);

        Assert.That(ExperimentsPictureTests.Words(ComparisonsPicture.Chart(half)), Is.EqualTo(["slow less plain", "no p yet"]));
        Assert.That(DifferencesPicture.Chart(half.Comparisons[0]).GetPlottables<FillY>(), Is.Empty);
        Assert.That(DifferencesPicture.HowToRead(half.Comparisons), Does.Not.Contain("shaded"));
        Assert.That(ComparisonsPicture.Draw(StudyReports.Of(StudyTexts.Small, (experiment, _) => experiment == 0 ? StudyReports.Learned(0.8) : null)), Is.Null);
    }
}
