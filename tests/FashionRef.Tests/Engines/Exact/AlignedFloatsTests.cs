using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Stages;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class AlignedFloatsTests
{
    [TestCase(int.MaxValue)]
    [TestCase(1L << 32)]
    [TestCase(long.MaxValue)]
    public void What_no_array_can_hold_is_told(long length) => Assert.That(
        () => new AlignedFloats(length),
        Throws.TypeOf<FashionRefException>().With.Property("Kind").EqualTo(FaultKind.BadRequest)
            .And.Message.Contains("would need a buffer of").And.Message.Contains("Take a smaller batch"));

    // As an int the number of floats would be small again, and the batch would be written beyond its buffer.
    [Test]
    public void A_batch_whose_size_is_larger_than_an_int_is_told_and_nothing_is_written() => Assert.That(
        () => new Activations(new PlaneLayout(28, 28, 32, 32, 1, 1)).Reserve(count: 200_000, withGradients: false),
        Throws.TypeOf<FashionRefException>().With.Message.Contains("Take a smaller batch"));

    [Test]
    public void A_product_whose_extent_is_larger_than_an_int_does_not_fit_into_a_small_buffer()
    {
        ProductShape shape = new(
            Rows: 65_537, Columns: 16, Outer: 1, Inner: 1, LeftRow: 65_536, LeftOuter: 0, LeftInner: 1, RightRow: 16, StartRow: 0, ResultRow: 16);

        Assert.That(() => shape.Check(left: 100, right: 16, start: 16, result: 2_000_000), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
