using FashionRef.Parity;

namespace FashionRef.Tests.Parity;

internal sealed class RelativeErrorTests
{
    [TestCase(2.2, 2, 0, 0.1, Description = "relative to what should have been")]
    [TestCase(-2.2, -2, 1, 0.1, Description = "its sign does not matter")]
    [TestCase(2.2, 2, 4, 0.05, Description = "or to the scale, where that is larger")]
    [TestCase(3e-7, 0, 0, 0.3, Description = "or to a millionth: nothing is relative to 0")]
    [TestCase(1, -1, 0, 2, Description = "opposite numbers are far apart")]
    public void It_is_relative_to_the_largest_of_three(double actual, double expected, double scale, double error) =>
        Assert.That(RelativeError.Of(actual, expected, scale), Is.EqualTo(error).Within(1e-12));

    [TestCase(double.NaN, 1)]
    [TestCase(1, double.NaN)]
    [TestCase(double.NaN, double.NaN)]
    public void NaN_stays_NaN(double actual, double expected) => Assert.That(RelativeError.Of(actual, expected, 0), Is.NaN);

    [Test]
    public void Infinity_is_infinitely_far() =>
        Assert.That(RelativeError.Of(double.PositiveInfinity, 1, 0), Is.EqualTo(double.PositiveInfinity));
}
