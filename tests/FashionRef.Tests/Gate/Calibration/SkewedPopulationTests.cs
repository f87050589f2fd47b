using FashionRef.Gate.Calibration;
using FashionRef.Training;
using MathNet.Numerics.Statistics;

namespace FashionRef.Tests.Gate.Calibration;

internal sealed class SkewedPopulationTests
{
    [TestCase(0)]
    [TestCase(-0.5)]
    [TestCase(-1.14)]
    [TestCase(-2)]
    public void It_has_mean_0_standard_deviation_1_and_the_skewness_that_was_asked_for(double skewness)
    {
        double[] figures = new double[400_000];
        RandomNumbers random = new(5, 0);
        foreach (ref double figure in figures.AsSpan())
        {
            figure = random.Normal();
        }

        new SkewedPopulation(skewness).Fill(figures, figures);

        Assert.That((figures.Mean(), figures.StandardDeviation()), Is.EqualTo((0.0, 1.0)).Within(0.01));
        Assert.That(figures.Skewness(), Is.EqualTo(skewness).Within(0.08));
    }
}
