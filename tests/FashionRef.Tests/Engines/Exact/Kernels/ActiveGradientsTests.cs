using FashionRef.Engines.Exact.Kernels;

namespace FashionRef.Tests.Engines.Exact.Kernels;

internal sealed class ActiveGradientsTests
{
    [Test]
    public void A_window_adds_to_the_lists_of_its_active_channels_where_its_maximum_was()
    {
        ActiveGradients gradients = new(channels: 32, positions: 2);
        float[] numbers = [.. Enumerable.Range(0, 16).Select(i => (float)i)];
        PoolWinners winners = new(Active: 0b1000_0000_0000_1111, Lower: 0b1000_0000_0000_1100, Right: 0b1000_0000_0000_1010);

        gradients.AddWindow(winners, numbers, firstChannel: 16, patch: 1000, rowStride: 100, pixelStride: 10);
        gradients.AddWindow(new PoolWinners(Active: 1, Lower: 0, Right: 0), numbers, firstChannel: 16, patch: 2000, rowStride: 100, pixelStride: 10);

        Assert.That(gradients.Of(16).ToArray(), Is.EqualTo(new ActiveGradient[] { new(1000, 0), new(2000, 0) }));
        Assert.That(gradients.Of(17).ToArray(), Is.EqualTo(new ActiveGradient[] { new(1010, 1) }));
        Assert.That(gradients.Of(18).ToArray(), Is.EqualTo(new ActiveGradient[] { new(1100, 2) }));
        Assert.That(gradients.Of(19).ToArray(), Is.EqualTo(new ActiveGradient[] { new(1110, 3) }));
        Assert.That(gradients.Of(31).ToArray(), Is.EqualTo(new ActiveGradient[] { new(1110, 15) }));
        Assert.That(Enumerable.Range(0, 32).Sum(channel => gradients.Of(channel).Length), Is.EqualTo(6));
    }

    [Test]
    public void Cleared_lists_are_empty()
    {
        ActiveGradients gradients = new(channels: 16, positions: 1);
        gradients.AddWindow(new PoolWinners(Active: ushort.MaxValue, Lower: 0, Right: 0), new float[16], firstChannel: 0, patch: 0, rowStride: 1, pixelStride: 1);

        gradients.Clear();

        Assert.That(Enumerable.Range(0, 16).Sum(channel => gradients.Of(channel).Length), Is.Zero);
    }
}
