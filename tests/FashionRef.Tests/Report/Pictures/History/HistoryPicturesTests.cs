using FashionRef.Report;
using FashionRef.Report.Pictures;
using FashionRef.Report.Pictures.History;
using FashionRef.Training;
using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace FashionRef.Tests.Report.Pictures.History;

internal sealed class HistoryPicturesTests
{
    private static readonly ReportedRun Run = ReportedRuns.Create();
    private static readonly ReferenceHistories WithBands =
        ReferenceHistories.Of(Run.Record.Settings, Path.Combine(Repository.Root, "baselines"));

    private static readonly ReferenceHistories WithoutBand = ReferenceHistories.Of(Run.Record.Settings, null);

    [TestCase(false)]
    [TestCase(true)]
    public void Every_figure_of_the_run_is_a_mark_at_its_place(bool hasBands)
    {
        (HistoryColumn training, HistoryColumn validation) = Losses(Run, hasBands ? WithBands : WithoutBand);
        EpochChart chart = HistoryPictures.Chart("loss", training, validation, hasBands ? WithBands.Bands : []);
        DecodedPicture picture = Draw(chart);

        foreach (EpochMetrics epoch in Run.Record.History)
        {
            AssertMark(chart.Plot, picture, epoch.Epoch, epoch.Loss, PictureColors.First);
            AssertMark(chart.Plot, picture, epoch.Epoch, epoch.ValLoss, PictureColors.Second);
        }
    }

    [Test]
    public void A_band_is_filled_between_its_ends_and_only_there_and_only_when_there_is_one()
    {
        (HistoryColumn training, HistoryColumn validation) = Losses(Run, WithBands);
        EpochChart with = HistoryPictures.Chart("loss", training, validation, WithBands.Bands);
        EpochChart without = HistoryPictures.Chart("loss", training, validation, []);
        DecodedPicture banded = Draw(with);
        DecodedPicture plain = Draw(without);

        // Between grid lines and curves. In epoch 6 the highest validation loss is 0.51, in epoch 3 0.43.
        Pixel inside = with.Plot.GetPixel(new Coordinates(6.1, 0.47));
        Pixel outside = with.Plot.GetPixel(new Coordinates(3.1, 0.47));
        Assert.That(banded[(int)inside.X, (int)inside.Y].Blue, Is.LessThan(240), "tinted");
        Assert.That(plain[(int)inside.X, (int)inside.Y].Blue, Is.EqualTo(255), "white");
        Assert.That(banded[(int)outside.X, (int)outside.Y].Blue, Is.EqualTo(255), "white");
        Assert.That(with.Plot.GetPlottables<FillY>().Count(), Is.EqualTo(4));
        Assert.That(without.Plot.GetPlottables<FillY>(), Is.Empty);
    }

    [Test]
    public void The_legend_tells_how_many_runs_a_band_is_of()
    {
        (HistoryColumn training, HistoryColumn validation) = Losses(Run, WithBands);
        EpochChart with = HistoryPictures.Chart("loss", training, validation, WithBands.Bands);
        EpochChart without = HistoryPictures.Chart("loss", training, validation, []);

        string[] curves = ["training, notebook", "validation, notebook", "training", "validation"];
        Assert.That(Legend(with), Is.EqualTo((string[])["64 seeds' range", "9 runs, same start", .. curves]));
        Assert.That(Legend(without), Is.EqualTo(curves));
    }

    [Test]
    public void Epochs_are_whole_numbers_on_the_axis()
    {
        static string[] Ticks(int epochs)
        {
            Plot plot = new EpochChart("loss", epochs).Plot;
            plot.RenderInMemory();
            return [.. plot.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Label)];
        }

        Assert.That(Ticks(10), Is.EqualTo(Enumerable.Range(1, 10).Select(epoch => $"{epoch}")));
        Assert.That(Ticks(25), Is.EqualTo(new[] { "1", "4", "7", "10", "13", "16", "19", "22", "25" }));
    }

    [Test]
    public void A_first_epoch_that_would_hide_all_else_is_left_outside_and_told()
    {
        ReportedRun run = Run.With([ReportedRuns.Epoch(1) with { Loss = 2.6354 }, .. Run.Record.History.Skip(1)]);
        (HistoryColumn training, HistoryColumn validation) = Losses(run, WithoutBand);

        HistoryLimits limits = HistoryLimits.Of(training, validation);

        Assert.That(limits.Contains(2.6354), Is.False);
        foreach (double figure in training.Run.Skip(1).Concat(validation.Run).Concat(training.Notebook.Skip(1)).Concat(validation.Notebook))
        {
            Assert.That(limits.Contains(figure), Is.True);
        }

        Assert.That(
            HistoryPictures.Chart("loss", training, validation, []).Plot.GetPlottables<Text>().Single().LabelText,
            Is.EqualTo("↑ training in epoch 1: 2.635, notebook 20.485"));
        Assert.That(HistoryLimits.Of(Losses(Run, WithoutBand).Training, validation).Contains(Run.Record.History[0].Loss), Is.True);
    }

    [Test]
    public void What_is_left_outside_is_told_where_there_is_room_for_it([Values(1, 2, 3, 5, 6, 7, 10)] int epochs)
    {
        ReportedRun run = Run.With(
            [ReportedRuns.Epoch(1) with { Loss = 12.6354 }, .. Enumerable.Range(2, epochs - 1).Select(ReportedRuns.Epoch)]);
        (HistoryColumn training, HistoryColumn validation) = Losses(run, WithoutBand);
        EpochChart chart = HistoryPictures.Chart("loss", training, validation, []);
        Picture picture = chart.ToPicture("name", "Title", "Words.");
        Text remark = chart.Plot.GetPlottables<Text>().Single();

        using SKFont font = new(PictureFonts.Regular, remark.LabelFontSize);
        float width = font.MeasureText(remark.LabelText);
        double place = chart.Plot.GetPixel(remark.Location).X / chart.Plot.ScaleFactor;
        bool endsThere = remark.LabelAlignment is Alignment.UpperRight or Alignment.LowerRight;
        PixelRect chartArea = chart.Plot.RenderManager.LastRender.DataRect;

        Assert.That(picture.Width, Is.GreaterThan(0));
        Assert.That(endsThere ? place - width : place, Is.GreaterThanOrEqualTo(chartArea.Left - 1));
        Assert.That(endsThere ? place : place + width, Is.LessThanOrEqualTo(chartArea.Right + 1));
    }

    [Test]
    public void A_picture_without_a_band_says_so_and_one_with_it_or_of_a_single_epoch_does_not()
    {
        static string Below(ReportedRun run, ReferenceHistories reference)
        {
            (HistoryColumn training, HistoryColumn validation) = Losses(run, reference);
            return HistoryPictures.Chart("loss", training, validation, reference.Bands).Plot.Axes.Bottom.Label.Text;
        }

        Assert.That(Below(Run, WithoutBand), Is.EqualTo("epoch (no range of other seeds is kept for these settings)"));
        Assert.That(Below(Run, WithBands), Is.EqualTo("epoch"));
        Assert.That(Below(Run.With(ReportedRuns.Epoch(1)), WithoutBand), Is.EqualTo("epoch"));
    }

    [Test]
    public void Descriptions_have_the_records_own_figures()
    {
        ReportedRun run = Run.With(
            new EpochMetrics(1, 0.81234, 0.61234, 0.85, 0.41236, 1), new EpochMetrics(2, 0.88764, 0.31236, 0.8499, 0.45554, 1));

        Picture loss = HistoryPictures.Loss(run, WithBands);
        Picture accuracy = HistoryPictures.Accuracy(run, WithoutBand);

        Assert.That(loss.Description, Is.EqualTo(
            "Training loss falls from 0.6123 in epoch 1 to 0.3124 in epoch 2; validation loss rises from 0.4124 in epoch 1 to 0.4555 in epoch 2. "
            + "The notebook's own run, dashed, is at 0.3811 and 0.4228 in epoch 2. "
            + "Shaded: from the lowest to the highest figure of 64 runs of this program, engine exact, each with its own seed; "
            + "darker, from the lowest to the highest figure of 9 runs of this program, engine exact, which start as this run does."));
        Assert.That(accuracy.Description, Is.EqualTo(
            "Training accuracy rises from 0.8123 in epoch 1 to 0.8876 in epoch 2; "
            + "validation accuracy falls from 0.8500 in epoch 1 to 0.8499 in epoch 2. "
            + "The notebook's own run, dashed, is at 0.8604 and 0.8487 in epoch 2. "
            + "Nothing is shaded: the folder of baselines has no runs over seeds with these settings."));
    }

    [Test]
    public void A_run_of_one_epoch_is_drawn_and_told()
    {
        Picture loss = HistoryPictures.Loss(Run.With(ReportedRuns.Epoch(1)), WithBands);

        Assert.That(loss.Description, Does.StartWith("Training loss is 0.5700 in epoch 1; validation loss is 0.4050 in epoch 1. ").And.Not.Contain("Shaded"));
    }

    [Test]
    public void A_run_longer_than_the_notebooks_is_drawn_and_told()
    {
        Picture accuracy = HistoryPictures.Accuracy(Run.With([.. Enumerable.Range(1, 12).Select(ReportedRuns.Epoch)]), WithBands);

        Assert.That(accuracy.Description, Does.Contain("to 0.9200 in epoch 12;").And.Contain("is at 0.8994 and 0.8550 in epoch 10."));
    }

    private static (HistoryColumn Training, HistoryColumn Validation) Losses(ReportedRun run, ReferenceHistories reference) => (
        HistoryColumn.Training(epoch => epoch.Loss, figures => figures.Loss, run.Record.History, reference),
        HistoryColumn.Validation(epoch => epoch.ValLoss, figures => figures.ValLoss, run.Record.History, reference));

    private static DecodedPicture Draw(EpochChart chart) => new(chart.ToPicture("name", "Title", "Words."));

    private static string[] Legend(EpochChart chart) => [.. chart.Plot.Legend.GetItems().Select(item => item.LabelText)];

    private static void AssertMark(Plot plot, DecodedPicture picture, int epoch, double figure, Color color)
    {
        Pixel pixel = plot.GetPixel(new Coordinates(epoch, figure));
        Assert.That(picture.Has((int)pixel.X, (int)pixel.Y, color), Is.True, $"epoch {epoch}, {figure}: {picture[(int)pixel.X, (int)pixel.Y]}");
    }
}
