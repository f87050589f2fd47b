using FashionRef.Cli.Speed;

namespace FashionRef.Tests.Cli.Speed;

internal sealed class QuartilesTests
{
    // NumPy's percentile of 25, 50 and 75.
    [TestCase(new[] { 7.0 }, 7, 7, 7)]
    [TestCase(new[] { 4.0, 2.0 }, 2.5, 3, 3.5)]
    [TestCase(new[] { 1.0, 9.0, 4.0, 2.0 }, 1.75, 3, 5.25)]
    [TestCase(new[] { 5.0, 4.0, 3.0, 2.0, 1.0 }, 2, 3, 4)]
    public void Quartiles_divide_the_distance_between_figures(double[] sample, double lower, double median, double upper) =>
        Assert.That(Quartiles.Of(sample), Is.EqualTo(new Quartiles(lower, median, upper)));

    [Test]
    public void Of_nothing_there_are_none() => Assert.That(() => Quartiles.Of([]), Throws.TypeOf<ArgumentOutOfRangeException>());
}
