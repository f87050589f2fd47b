using FashionRef.Gate.Curves;
using MathNet.Numerics.Distributions;

namespace FashionRef.Tests.Gate.Curves;

internal sealed class HeavyTailTests
{
    private static readonly double[] Light = [-1, 1, -1, 1, -1, 1];

    // Excess kurtosis 0.3, the least: Student's t of 24 degrees of freedom over the root of 24 / 22.
    [TestCase(0.5)]
    [TestCase(2.0)]
    [TestCase(4.2)]
    public void A_light_sample_has_a_tail_a_little_longer_than_a_normal_one(double normal)
    {
        double right = -StudentT.InvCDF(0, 1, 24, Normal.CDF(0, 1, -normal)) * Math.Sqrt(22.0 / 24);

        Assert.That(Tail.Figure(normal), Is.EqualTo(right).Within(1e-4));
        Assert.That(Tail.Figure(-normal), Is.EqualTo(-Tail.Figure(normal)));
        Assert.That(Tail.Factor, Is.InRange(1.1, 1.2));
    }

    [Test]
    public void A_heavy_sample_has_a_long_tail_and_none_is_endless()
    {
        double[] heavy = [.. Enumerable.Repeat(0.1, 100), .. Enumerable.Repeat(-0.1, 100), 10];

        Assert.That(HeavyTail.Of(heavy).Factor, Is.GreaterThan(2));
        Assert.That(HeavyTail.Of(heavy).Figure(100), Is.EqualTo(HeavyTail.Of(heavy).Figure(6)));
    }

    private static HeavyTail Tail => HeavyTail.Of([.. Enumerable.Range(0, 1000).SelectMany(_ => Light)]);
}
