using FashionRef.Gate.Calibration;
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

    [Test]
    public void The_band_is_the_distances_undone_and_stays_within_0_and_1()
    {
        BandFactors factors = new([(2, 3), (1, 1)], 1, 1);
        Spread spread = new(0.8, 0.01, 0.02);

        Band band = factors.Band(spread, 1);

        Assert.That((band.Runs, band.Low, band.High), Is.EqualTo((1, 0.8 - 0.02, 0.8 + 0.06)));
        Assert.That((spread.Distance(band.Low), spread.Distance(band.High)), Is.EqualTo((-2.0, 3.0)).Within(1e-12));
        Assert.That(factors.Band(new Spread(0.8, 9, 9), 2), Is.EqualTo(new Band(2, 0, 1)));
    }

    [Test]
    public void The_wider_factor_of_two_counts() => Assert.That(
        new BandFactors([(2, 3)], 4, 5).Or(new BandFactors([(3, 2)], 5, 4)) is { Answers: 5, Recall: 5, Means: [(3, 3)] }, Is.True);
}
