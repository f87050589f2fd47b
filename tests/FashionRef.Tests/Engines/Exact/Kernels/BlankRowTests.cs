using FashionRef.Engines.Exact.Kernels;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Exact.Kernels;

internal sealed class BlankRowTests
{
    private static readonly int[] Widths = [1, 2, 3, 7, 28, 31, 62, 63, 64];

    [Test]
    public void A_pixel_is_blank_where_all_its_channels_are_zero([ValueSource(nameof(Widths))] int width, [Values(1, 2, 3)] int channels)
    {
        byte[] row = [.. Enumerable.Range(0, width * channels).Select(i => (byte)(SplitMix64.Bits(1, 1, (uint)i) % 3 == 0 ? 1 : 0))];

        ulong marks = BlankRow.OfPixels(row, channels);

        Assert.That(
            Bits(marks, width), Is.EqualTo(Enumerable.Range(0, width).Select(x => row.Skip(x * channels).Take(channels).All(number => number == 0))));
    }

    [Test]
    public void An_output_of_a_convolution_is_blank_where_all_that_it_reads_is([ValueSource(nameof(Widths))] int width, [Values(0, 1)] int border)
    {
        const int Height = 5;
        for (int stream = 0; stream < 20; stream++)
        {
            // Few are not blank; beyond the width anything may stand.
            ulong[] input = [.. Enumerable.Range(0, Height).Select(y => SplitMix64.Bits(1, stream, (uint)y) | SplitMix64.Bits(2, stream, (uint)y))];
            bool IsBlank(int y, int x) => y < 0 || y >= Height || x < 0 || x >= width || ((input[y] >> x) & 1) != 0;
            for (int y = 0; y < Height - 2 + (2 * border); y++)
            {
                int outputs = Math.Max(0, width - 2 + (2 * border));
                int top = y - border;
                bool[] expected =
                [
                    .. from x in Enumerable.Range(0, outputs)
                       select Enumerable.Range(0, 9).All(tap => IsBlank(top + (tap / 3), x - border + (tap % 3))),
                ];

                Assert.That(Bits(BlankRow.Convolve(input, y, width, border), outputs), Is.EqualTo(expected), $"row {y}");
            }
        }
    }

    [Test]
    public void A_window_is_blank_where_its_four_pixels_are([Values(0, 1, 3, 14, 31, 32)] int windows)
    {
        ulong upper = SplitMix64.Bits(1, 3, 0) | SplitMix64.Bits(1, 3, 1);
        ulong lower = SplitMix64.Bits(1, 3, 2) | SplitMix64.Bits(1, 3, 3);

        bool[] pixels = Bits(upper & lower, 64);
        Assert.That(
            Bits(BlankRow.Pool(upper, lower, windows), windows),
            Is.EqualTo(Enumerable.Range(0, windows).Select(window => pixels[2 * window] && pixels[(2 * window) + 1])));
    }

    private static bool[] Bits(ulong marks, int count) => [.. Enumerable.Range(0, count).Select(x => ((marks >> x) & 1) != 0)];
}
