using FashionRef.Gate.Reference;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class BandTests
{
    [TestCase(0.8, true)]
    [TestCase(0.85, true)]
    [TestCase(0.9, true)]
    [TestCase(0.7999999999999999, false)]
    [TestCase(0.9000000000000001, false)]
    [TestCase(double.NaN, false)]
    [TestCase(double.PositiveInfinity, false)]
    public void Ends_are_inside_and_NaN_is_not(double accuracy, bool isInside) =>
        Assert.That(new Band(1, 0.8, 0.9).Contains(accuracy), Is.EqualTo(isInside));
}
