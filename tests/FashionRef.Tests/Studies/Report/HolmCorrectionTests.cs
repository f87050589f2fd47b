using FashionRef.Studies.Report;

namespace FashionRef.Tests.Studies.Report;

internal sealed class HolmCorrectionTests
{
    // By hand: 3 x 0.01; 2 x 0.03; 0.04, but not below the one before.
    [TestCase(new[] { 0.01, 0.04, 0.03 }, new[] { 0.03, 0.06, 0.06 })]
    [TestCase(new[] { 0.5, 0.9 }, new[] { 1.0, 1 })]
    [TestCase(new[] { 0.2 }, new[] { 0.2 })]
    [TestCase(new double[0], new double[0])]
    public void The_smallest_is_multiplied_by_all_the_next_by_one_less(double[] values, double[] corrected) =>
        Assert.That(HolmCorrection.Of(values), Is.EqualTo(corrected).Within(1e-12));
}
