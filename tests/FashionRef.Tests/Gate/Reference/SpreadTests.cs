using FashionRef.Gate.Reference;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class SpreadTests
{
    // Mean 3; below it -3 and -1: root of 10 / 2; above it +4: 4. (One is the mean itself and counts for neither side.)
    private static Spread Known => Spread.Of([0, 2, 3, 7]);

    [Test]
    public void Down_and_up_are_measured_apart()
    {
        Assert.That((Known.Mean, Known.Up), Is.EqualTo((3.0, 4.0)));
        Assert.That(Known.Down, Is.EqualTo(Math.Sqrt(5)).Within(1e-15));
    }

    [TestCase(3, 0)]
    [TestCase(11, 2)]
    [TestCase(-1.4721359549995796, -2)]
    public void A_distance_is_counted_in_the_spreads_of_its_side(double value, double distance) =>
        Assert.That(Known.Distance(value), Is.EqualTo(distance).Within(1e-12));
}
