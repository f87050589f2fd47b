using FashionRef.Models;

namespace FashionRef.Tests.Models;

internal sealed class WindowTests
{
    private static IEnumerable<Window> Small =>
        from length in Enumerable.Range(1, 6)
        from stride in Enumerable.Range(1, 5)
        from dilation in Enumerable.Range(1, 3)
        from padding in Enum.GetValues<Padding>()
        select new Window(length, stride, dilation, padding);

    [Test]
    public void Valid_places_are_those_whose_taps_are_all_inside()
    {
        foreach (Window window in Small.Where(window => window.Padding == Padding.Valid))
        {
            for (int input = 1; input <= 20; input++)
            {
                int count = Enumerable.Range(0, input).Count(start => start % window.Stride == 0 && start + ((window.Length - 1) * window.Dilation) < input);

                Assert.That((window.Places(input), window.Before(input), window.After(input)), Is.EqualTo(((long)count, 0, 0)), $"{window} on {input}");
            }
        }
    }

    [Test]
    public void Same_places_begin_a_stride_apart_with_the_least_padding_and_its_smaller_half_before()
    {
        foreach (Window window in Small.Where(window => window.Padding == Padding.Same))
        {
            for (int input = 1; input <= 20; input++)
            {
                int count = Enumerable.Range(0, input).Count(start => start % window.Stride == 0);
                int needed = ((count - 1) * window.Stride) + ((window.Length - 1) * window.Dilation) + 1;
                int padding = Math.Max(needed - input, 0);

                Assert.That((window.Places(input), window.Before(input), window.After(input)), Is.EqualTo(((long)count, padding / 2, padding - (padding / 2))), $"{window} on {input}");
            }
        }
    }

    [Test]
    public void Nothing_wraps()
    {
        Window far = new(3, 1, int.MaxValue, Padding.Valid);

        Assert.That(far.Reach, Is.EqualTo((2L * int.MaxValue) + 1));
        Assert.That(far.Places(int.MaxValue), Is.Zero);
        Assert.That(new Window(1, int.MaxValue, int.MaxValue, Padding.Same).Places(int.MaxValue), Is.EqualTo(1));
        Assert.That(new Window(int.MaxValue, 1, 1, Padding.Same).Before(int.MaxValue), Is.EqualTo((int.MaxValue - 1) / 2));
        Assert.That(new Window(int.MaxValue, int.MaxValue, 1, Padding.Valid).Places(int.MaxValue), Is.EqualTo(1));
    }
}
