using FashionRef.Evaluation;

namespace FashionRef.Tests.Evaluation;

internal sealed class McNemarTestTests
{
    // By hand: 2 · 2^-5; 2 · 2^-10; 2 · (1 + 4) / 2^4; above 1; 2 · (1 + 17 + 136 + 680 + 2380 + 6188) / 2^17.
    [TestCase(0, 0, 1)]
    [TestCase(5, 0, 0.0625)]
    [TestCase(0, 10, 0.001953125)]
    [TestCase(3, 1, 0.625)]
    [TestCase(2, 2, 1)]
    [TestCase(12, 5, 0.143463134765625)]
    [TestCase(5, 12, 0.143463134765625)]
    public void The_probability_is_as_computed_by_hand(int lost, int won, double expected) =>
        Assert.That(McNemarTest.Of(lost, won), Is.EqualTo(expected).Within(1e-12));
}
