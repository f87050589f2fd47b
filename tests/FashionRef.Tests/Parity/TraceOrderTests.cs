using FashionRef.Parity;

namespace FashionRef.Tests.Parity;

internal sealed class TraceOrderTests
{
    [TestCase(0)]
    [TestCase(11)]
    [TestCase(long.MaxValue)]
    public void Every_training_image_comes_once(long offset) =>
        Assert.That(TraceOrder.Of(60_000, offset).Order(), Is.EqualTo(Enumerable.Range(0, 60_000)));

    // By hand: 48271·2 + 11 = 96553, and 48271·59999 + 11 = 2896211740; less 60000 as often as it goes.
    [TestCase(0, 11)]
    [TestCase(1, 48_282)]
    [TestCase(2, 36_553)]
    [TestCase(59_999, 11_740)]
    public void A_position_holds_the_image_of_the_formula(int position, int image) =>
        Assert.That(TraceOrder.Of(60_000, 11)[position], Is.EqualTo(image));

    [Test]
    public void Offsets_go_round() => Assert.That(TraceOrder.Of(60_000, 60_011), Is.EqualTo(TraceOrder.Of(60_000, 11)));
}
