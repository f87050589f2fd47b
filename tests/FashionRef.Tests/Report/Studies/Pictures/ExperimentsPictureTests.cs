using FashionRef.Report;
using FashionRef.Report.Pictures;
using FashionRef.Report.Studies.Pictures;
using FashionRef.Studies.Report;
using FashionRef.Tests.Report.Pictures;
using FashionRef.Tests.Studies;
using ScottPlot;
using ScottPlot.Plottables;

namespace FashionRef.Tests.Report.Studies.Pictures;

internal sealed class ExperimentsPictureTests
{
    [Test]
    public void Every_run_is_a_point_at_its_figure()
    {
        StudyReport report = StudyReports.Small();
        Plot plot = ExperimentsPicture.Chart(report);

        double[] drawn = [.. Points(plot, PictureColors.First).Select(point => point.X).Order()];

        Assert.That(drawn, Is.EqualTo(report.Runs.Select(run => run.Figure).Order()));
        Assert.That(Points(plot, PictureColors.First).Select(point => point.Y), Is.Unique);
        Assert.That(Points(plot, PictureColors.First).Count(point => point.Y > -1), Is.EqualTo(6), "in the first row");
        Assert.That(Points(plot, PictureColors.Wrong), Is.Empty);
    }

    // Where a mark is in the plot's own coordinates says nothing of where it is on paper.
    [Test]
    public void Means_are_where_the_axis_says()
    {
        StudyReport report = StudyReports.Small();
        Plot plot = ExperimentsPicture.Chart(report);
        DecodedPicture picture = new(plot.ToPicture("name", "Title", "Words.", StripChart.Height(2)));

        foreach ((int row, ExperimentReport experiment) in report.Experiments.Index())
        {
            Pixel pixel = plot.GetPixel(new Coordinates(experiment.Figure!.Mean, -row - 0.79));
            Assert.That(picture.Has((int)pixel.X, (int)pixel.Y, PictureColors.Ink), Is.True, experiment.Name);
        }

        Assert.That(plot.Axes.Bottom.Label.Text, Is.EqualTo("mean test accuracy of epoch 2 and later"));
        Assert.That(Words(plot), Is.EqualTo(["plain", "slow"]));
    }

    [Test]
    public void A_collapsed_run_beyond_the_scale_is_told_and_one_inside_is_drawn_otherwise()
    {
        Plot beyond = ExperimentsPicture.Chart(StudyReports.Of(StudyTexts.Small, (experiment, seed) => (experiment, seed) == (1, 3) ? StudyReports.Collapsed() : StudyReports.Learned(0.8 + (0.01 * seed))));
        Plot inside = ExperimentsPicture.Chart(StudyReports.Of(StudyTexts.Small, (experiment, seed) => (experiment, seed) == (1, 3) ? StudyReports.Collapsed() : StudyReports.Learned(0.3 + (0.1 * seed))));
        Plot all = ExperimentsPicture.Chart(StudyReports.Of(StudyTexts.Small, (_, _) => StudyReports.Collapsed()));

        Assert.That((Points(beyond, PictureColors.First).Count(), Points(beyond, PictureColors.Wrong).Count()), Is.EqualTo((11, 0)));
        Assert.That(Words(beyond), Is.EqualTo(["plain", "slow", "← 1 collapsed"]));
        Assert.That((Points(inside, PictureColors.First).Count(), Points(inside, PictureColors.Wrong).Count()), Is.EqualTo((11, 1)));
        Assert.That(Words(inside), Is.EqualTo(["plain", "slow"]));
        Assert.That((Points(all, PictureColors.First).Count(), Points(all, PictureColors.Wrong).Count()), Is.EqualTo((0, 12)));
    }

    [Test]
    public void A_run_far_from_all_others_is_told_too()
    {
        StudyReport report = StudyReports.Of(StudyTexts.Small, (experiment, seed) => StudyReports.Learned((experiment, seed) == (1, 3) ? 0.3 : 0.85 + (0.001 * seed)));

        Assert.That(Words(ExperimentsPicture.Chart(report)), Is.EqualTo(["plain", "slow", "← 1 beyond"]));
        Assert.That(ExperimentsPicture.Caption(report), Does.EndWith("An arrow tells how many are beyond the scale; a mean there is not drawn."));
        Assert.That(ComparisonsPicture.Caption(report), Does.EndWith("An arrow tells how many are beyond the scale; a mean there is not drawn."));
    }

    [Test]
    public void An_experiment_without_runs_has_a_row_that_says_so_and_a_study_without_runs_no_picture()
    {
        StudyReport half = StudyReports.Of(StudyTexts.Small, (experiment, seed) => experiment == 0 ? StudyReports.Learned(0.8 + (0.01 * seed)) : null);

        Assert.That(Words(ExperimentsPicture.Chart(half)), Is.EqualTo(["plain", "slow", "no run is done"]));
        Assert.That(ExperimentsPicture.Draw(half)!.Description, Does.EndWith("slow: no run is done."));
        Assert.That(ExperimentsPicture.Draw(StudyReports.Of(StudyTexts.Small, (_, _) => null)), Is.Null);
    }

    [Test]
    public void Its_words_have_the_figures()
    {
        Picture picture = ExperimentsPicture.Draw(StudyReports.Small())!;

        Assert.That(picture.Description, Does.StartWith(
            "The mean test accuracy of epoch 2 and later: plain: 6 runs, mean 0.8350, quartiles 0.8192, 0.8350 and 0.8508, from 0.8100 to 0.8600. slow: 6 runs, mean 0.8454, "));
        Assert.That((picture.Name, picture.Title, picture.Width), Is.EqualTo(("study-experiments", "Every run by experiment", HouseStyle.Width * HouseStyle.Scale)));
    }

    [Test]
    public void Ten_thousand_runs_are_drawn()
    {
        StudyReport report = StudyReports.Of(
            StudyTexts.Changed(study => (study["seeds"], study["comparisons"]) = ("1..5000", null)), (experiment, seed) => StudyReports.Learned(0.8 + (0.00001 * seed) + (0.01 * experiment)));

        Assert.That(Points(ExperimentsPicture.Chart(report), PictureColors.First).Count(), Is.EqualTo(10_000));
        Assert.That(ExperimentsPicture.Draw(report)!.Png.Length, Is.GreaterThan(1000));
    }

    [TestCase(10, false)]
    [TestCase(11, true)]
    public void Where_the_axis_is_out_of_sight_there_is_another_at_the_top(int experiments, bool isLong)
    {
        Plot plot = ExperimentsPicture.Chart(StudyReports.Of(StudyReports.Wide(experiments, seeds: 10), (experiment, seed) => StudyReports.Learned(0.8 + (0.001 * seed) + (0.001 * experiment))));
        plot.RenderInMemory(HouseStyle.Width * HouseStyle.Scale, StripChart.Height(experiments) * HouseStyle.Scale);

        static (double, string)[] Marks(IAxis axis) => [.. axis.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => (tick.Position, tick.Label))];
        string[] labels = [.. Marks(plot.Axes.Bottom).Select(mark => mark.Item2)];

        Assert.That(labels, Has.Length.GreaterThan(2).And.None.Empty);
        Assert.That(Marks(plot.Axes.Top).SequenceEqual(Marks(plot.Axes.Bottom)), Is.EqualTo(isLong));
    }

    [Test]
    public void Names_that_are_too_long_are_cut()
    {
        string name = new('w', 40);
        Plot plot = ExperimentsPicture.Chart(StudyReports.Of(
            StudyTexts.Changed(study => (study["experiments"]![0]!["name"], study["comparisons"]) = (name, null)), (_, seed) => StudyReports.Learned(0.8 + (0.01 * seed))));

        Assert.That(Words(plot).First(), Does.Match("^w{10,35}…$"));
    }

    internal static IEnumerable<Coordinates> Points(Plot plot, Color color) => plot.GetPlottables<Markers>()
        .Where(markers => markers.MarkerStyle.FillColor.WithAlpha(1.0) == color).SelectMany(markers => markers.Data.GetScatterPoints());

    internal static IEnumerable<string> Words(Plot plot) => plot.GetPlottables<Text>().Select(text => text.LabelText);
}
