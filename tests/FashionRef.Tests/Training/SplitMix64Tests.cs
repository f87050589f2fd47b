using FashionRef.Training;

namespace FashionRef.Tests.Training;

internal sealed class SplitMix64Tests
{
    // The first outputs of splitmix64 with state 0, which every description of it lists.
    [TestCase(0u, 0xE220_A839_7B1D_CDAFul)]
    public void Index_zero_is_the_published_generator(uint index, ulong expected) =>
        Assert.That(SplitMix64.Bits(0, 0, index), Is.EqualTo(expected));

    [Test]
    public void Units_stay_in_the_half_open_interval_and_average_a_half()
    {
        double[] units = [.. Enumerable.Range(0, 100_000).Select(i => SplitMix64.Unit(3, 5, (uint)i))];

        Assert.That(units, Is.All.InRange(0.0, Math.BitDecrement(1.0)));
        Assert.That(units.Average(), Is.EqualTo(0.5).Within(0.005));
    }

    [Test]
    public void Neighbouring_seeds_streams_and_indices_give_different_bits()
    {
        ulong[] bits = [SplitMix64.Bits(1, 1, 1), SplitMix64.Bits(2, 1, 1), SplitMix64.Bits(1, 2, 1), SplitMix64.Bits(1, 1, 2)];

        Assert.That(bits, Is.Unique);
    }
}
