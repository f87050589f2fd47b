using FashionRef.Models;
using FashionRef.Report;
using FashionRef.Report.Pictures;
using ScottPlot;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class FilterPictureTests
{
    [Test]
    public void A_weight_below_zero_is_blue_above_orange_and_zero_white_each_in_its_own_cell()
    {
        // Filter 6 (from 0), row 1, column 2 is the only one above zero, filter 3, row 0, column 1 the only one below.
        Shape shape = Shape.Of(3, 3, 1, 16);
        double[] values = new double[shape.Count];
        values[(((1 * 3) + 2) * 16) + 6] = 0.5;
        values[(((0 * 3) + 1) * 16) + 3] = -0.5;
        Plot plot = FilterPicture.Chart(new WeightValues("conv2d/kernel", shape, values));
        DecodedPicture picture = new(plot.GetImageBytes(960, 830, ImageFormat.Png));

        for (int i = 0; i < shape.Count; i++)
        {
            (int place, int filter) = (i / 16, i % 16);
            (int row, int column) = FilterPicture.CornerOf(shape, filter);
            Pixel pixel = plot.GetPixel(new Coordinates(column + (place % 3), 16 - row - (place / 3)));
            SkiaSharp.SKColor found = picture[(int)pixel.X, (int)pixel.Y];
            string name = $"filter {filter}, weight {place}";
            Assert.That(found.Red > found.Blue, Is.EqualTo(values[i] > 0), name);
            Assert.That(found.Blue > found.Red, Is.EqualTo(values[i] < 0), name);
            Assert.That(found.Green == 255, Is.EqualTo(values[i] == 0), name);
        }
    }

    [Test]
    public void Every_filter_has_its_number_and_the_range_is_as_long_below_zero_as_above()
    {
        Plot plot = FilterPicture.Chart(ReportedRuns.Create().Weights[0]);

        Assert.That(
            plot.GetPlottables<ScottPlot.Plottables.Text>().Select(text => text.LabelText),
            Is.EqualTo(Enumerable.Range(1, 16).Select(number => $"{number}")));
        ScottPlot.Range range = plot.GetPlottables<ScottPlot.Plottables.Heatmap>().Single().ManualRange!.Value;
        Assert.That(range.Min, Is.EqualTo(-range.Max));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Its_description_has_the_kernels_own_figures(int model)
    {
        ReportedRun run = ReportedRuns.Create(model);
        double[] kernel = run.Weights[0].Values;

        Picture picture = FilterPicture.Draw(run);

        Assert.That(picture.Description, Does.StartWith("The 16 kernels of 3 x 3 weights in ").And.EndWith(
            FormattableString.Invariant($"Weights run from {kernel.Min():F3} to {kernel.Max():F3}.")));
    }
}
