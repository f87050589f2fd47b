using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Report;
using FashionRef.Report.Pictures;
using ScottPlot;
using SkiaSharp;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class ConfusionPictureTests
{
    private const int Classes = 10;

    [Test]
    public void The_larger_a_cells_count_the_darker_it_is()
    {
        // Row 2 holds 0, 1, 4, 9 … 64 and what is left of 1,000; all others are right.
        ConfusionMatrix matrix = Matrix((actual, predicted) => (actual, predicted) switch
        {
            (2, 9) => 1000 - 204,
            (2, _) => predicted * predicted,
            _ => actual == predicted ? 1000 : 0,
        });
        Plot plot = ConfusionPicture.Chart(matrix);
        DecodedPicture picture = new(plot.GetImageBytes(960, 952, ImageFormat.Png));

        int[] greens = [.. Enumerable.Range(0, Classes).Select(predicted => Corner(plot, picture, actual: 2, predicted).Green)];

        Assert.That(greens, Is.Ordered.Descending);
        Assert.That(greens, Is.Unique);
        Assert.That(greens[0], Is.EqualTo(255));
        Assert.That(Corner(plot, picture, 5, 5).Green, Is.LessThan(greens[9]));
        Assert.That(Corner(plot, picture, 9, 2).Green, Is.EqualTo(255), "rows are actual classes and begin at the top");
    }

    [Test]
    public void Counts_are_dark_on_light_cells_and_white_on_dark_ones()
    {
        ConfusionMatrix matrix = Matrix((actual, predicted) => actual == predicted ? 910 : 10);
        Plot plot = ConfusionPicture.Chart(matrix);
        DecodedPicture picture = new(plot.GetImageBytes(960, 952, ImageFormat.Png));

        Assert.That(Text(plot, picture, 4, 4, PictureColors.Paper), Is.GreaterThan(20));
        Assert.That(Text(plot, picture, 4, 4, PictureColors.Ink), Is.Zero);
        Assert.That(Text(plot, picture, 4, 5, PictureColors.Ink), Is.GreaterThan(20));
    }

    [Test]
    public void Every_class_stands_at_both_axes_and_every_count_in_its_cell()
    {
        ConfusionMatrix matrix = Matrix((actual, predicted) => (100 * actual) + predicted);
        Plot plot = ConfusionPicture.Chart(matrix);

        IEnumerable<(string, double, double)> texts = plot.GetPlottables<ScottPlot.Plottables.Text>()
            .Select(text => (text.LabelText, text.Location.X, text.Location.Y));

        Assert.That(texts, Has.Exactly(100).Items);
        Assert.That(texts, Has.Member(("307", 7.0, 6.0)).And.Member(("900", 0.0, 0.0)));
        plot.RenderInMemory();
        string[] upwards = [.. plot.Axes.Left.TickGenerator.Ticks.OrderBy(tick => tick.Position).Select(tick => tick.Label)];
        string[] rightwards = [.. plot.Axes.Bottom.TickGenerator.Ticks.OrderBy(tick => tick.Position).Select(tick => tick.Label)];
        Assert.That(rightwards, Is.EqualTo(FashionMnist.ClassNames));
        Assert.That(upwards, Is.EqualTo(FashionMnist.ClassNames.Reverse()));
        Assert.That((plot.Axes.Left.Label.Text, plot.Axes.Bottom.Label.Text), Is.EqualTo(("Actual", "Predicted")));
    }

    [Test]
    public void Its_description_has_the_runs_own_counts()
    {
        ReportedRun run = ReportedRuns.Create(wrong: 40);

        string description = ConfusionPicture.Draw(run).Description;

        Assert.That(description, Does.Contain("T-shirt/top 16 of 20, Trouser 16 of 20").And.Contain("The commonest mistakes: T-shirt/top for Trouser (4), "));
        Assert.That(ConfusionPicture.Draw(ReportedRuns.Create(wrong: 0)).Description, Does.EndWith("There are no mistakes."));
    }

    private static ConfusionMatrix Matrix(Func<int, int, int> count)
    {
        List<byte> actual = [];
        List<int> predicted = [];
        for (int i = 0; i < Classes * Classes; i++)
        {
            int times = count(i / Classes, i % Classes);
            actual.AddRange(Enumerable.Repeat((byte)(i / Classes), times));
            predicted.AddRange(Enumerable.Repeat(i % Classes, times));
        }

        return new ConfusionMatrix(actual.ToArray(), predicted.ToArray(), Classes);
    }

    // Where a cell has no text.
    private static SKColor Corner(Plot plot, DecodedPicture picture, int actual, int predicted)
    {
        Pixel pixel = plot.GetPixel(new Coordinates(predicted - 0.4, Classes - 1 - actual + 0.4));
        return picture[(int)pixel.X, (int)pixel.Y];
    }

    private static int Text(Plot plot, DecodedPicture picture, int actual, int predicted, Color color)
    {
        Pixel upperLeft = plot.GetPixel(new Coordinates(predicted - 0.4, Classes - 1 - actual + 0.4));
        Pixel lowerRight = plot.GetPixel(new Coordinates(predicted + 0.4, Classes - 1 - actual - 0.4));
        return picture.Count(
            (int)upperLeft.X, (int)upperLeft.Y, (int)(lowerRight.X - upperLeft.X), (int)(lowerRight.Y - upperLeft.Y), color);
    }
}
