using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class MaxPoolingTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // Whole numbers from -4 to 4: most windows have equal maxima.
    [Test]
    public void The_first_of_equal_maxima_row_by_row_wins([Values] bool relu)
    {
        foreach (int stride in new[] { 16, 32, 48, 64 })
        {
            foreach (int windows in Enumerable.Range(1, 15))
            {
                Check(MadeUpNumbers.Whole(2 * windows * stride, 1), MadeUpNumbers.Whole(2 * windows * stride, 2), stride, windows, relu);
            }
        }
    }

    [Test]
    public void All_numbers_have_their_maxima([Values] bool relu) =>
        Check(MadeUpNumbers.Mixed(2 * 9 * 48, 1), MadeUpNumbers.Mixed(2 * 9 * 48, 2), stride: 48, windows: 9, relu);

    [TestCase(-0f, 0f, 0f, 0f, -0f)]
    [TestCase(0f, -0f, 0f, 0f, 0f)]
    [TestCase(-1f, -1f, -0f, 0f, -0f)]
    [TestCase(-1f, -2f, -3f, -1e-40f, -1e-40f)]
    [TestCase(0f, 0f, 1e-45f, 0f, 1e-45f)]
    [TestCase(float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, -3e38f, -3e38f)]
    [TestCase(1f, float.PositiveInfinity, float.PositiveInfinity, 2f, float.PositiveInfinity)]
    [TestCase(float.NaN, 1f, 2f, 3f, float.NaN)]
    [TestCase(1f, float.NaN, 2f, 3f, float.NaN)]
    [TestCase(1f, 2f, float.NaN, 3f, float.NaN)]
    [TestCase(float.PositiveInfinity, 1f, 2f, float.NaN, float.NaN)]
    [TestCase(float.NaN, float.NaN, float.NaN, float.NaN, float.NaN)]
    public void Special_numbers_are_compared_as_libtorch_does(float a, float b, float c, float d, float expected)
    {
        float[] upper = [.. Enumerable.Repeat(a, 16), .. Enumerable.Repeat(b, 16)];
        float[] lower = [.. Enumerable.Repeat(c, 16), .. Enumerable.Repeat(d, 16)];
        float[] maxima = new float[16];

        MaxPooling<TLanes>.Pool(upper, lower, 16, windows: 1, relu: false, maxima, new PoolWinners[1]);

        Assert.That(Differences.InBits(maxima, [.. Enumerable.Repeat(expected, 16)]), Is.Null);
        Check(upper, lower, stride: 16, windows: 1, relu: false);
        Check(upper, lower, stride: 16, windows: 1, relu: true);
    }

    [Test]
    public void ReLU_gives_zero_without_sign_and_keeps_NaN_and_stops_the_gradient_at_zero()
    {
        float[] maxima = new float[16];
        PoolWinners[] winners = new PoolWinners[1];
        float[] pixels = new float[32];
        new[] { -0f, 0f, -1f, 2f, float.NaN }.CopyTo(pixels, 0);
        Array.Fill(pixels, float.NegativeInfinity, 16, 16);

        MaxPooling<TLanes>.Pool(pixels, pixels, 16, windows: 1, relu: true, maxima, winners);

        Assert.That(Differences.InBits(maxima.AsSpan(0, 5), [0f, 0f, 0f, 2f, float.NaN]), Is.Null);
        Assert.That(winners[0].Active, Is.EqualTo(0b1000));
    }

    [TestCase(1, 0, 0, 0)]
    [TestCase(0, 1, 0, 0)]
    [TestCase(0, 0, 1, 0)]
    [TestCase(0, 0, 0, 1)]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written(int upper, int lower, int maxima, int winners)
    {
        const int Windows = 3;
        GuardedFloats result = GuardedFloats.ToWrite((Windows * 32) - maxima);
        PoolWinners[] bits = new PoolWinners[(Windows * 2) - winners];

        Assert.That(
            () => MaxPooling<TLanes>.Pool(
                new float[(2 * Windows * 32) - upper], new float[(2 * Windows * 32) - lower], 32, Windows, relu: true, result.Span, bits),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(result.IsUntouched);
        Assert.That(bits, Is.All.EqualTo(default(PoolWinners)));
    }

    [Test]
    public void Channels_are_whole_lines() => Assert.That(
        () => MaxPooling<TLanes>.Pool(new float[64], new float[64], 24, windows: 1, relu: false, new float[32], new PoolWinners[2]),
        Throws.TypeOf<ArgumentOutOfRangeException>());

    private static void Check(float[] upper, float[] lower, int stride, int windows, bool relu)
    {
        GuardedFloats maxima = GuardedFloats.ToWrite(windows * stride);
        PoolWinners[] winners = new PoolWinners[windows * stride / 16];
        MaxPooling<TLanes>.Pool(
            GuardedFloats.ToRead(upper).Span, GuardedFloats.ToRead(lower).Span, stride, windows, relu, maxima.Span, winners);

        float[] expected = new float[windows * stride];
        int[] places = new int[expected.Length];
        bool[] active = new bool[expected.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            int left = (2 * (i / stride) * stride) + (i % stride);
            float[] window = [upper[left], upper[left + stride], lower[left], lower[left + stride]];
            places[i] = First(window);
            float value = window[places[i]];
            active[i] = !relu || value > 0;
            expected[i] = relu && value <= 0 ? 0 : value;
        }

        Assert.That(Differences.InBits(maxima.Span, expected), Is.Null, $"{windows} windows of {stride} channels");
        Assert.That(maxima.IsIntact);
        for (int i = 0; i < expected.Length; i++)
        {
            PoolWinners bits = winners[i / 16];
            int lane = i % 16;
            int place = (2 * ((bits.Lower >> lane) & 1)) + ((bits.Right >> lane) & 1);
            Assert.That((place, (bits.Active >> lane) & 1), Is.EqualTo((places[i], active[i] ? 1 : 0)), $"maximum {i} of {expected.Length}");
        }
    }

    // The first of the largest; the first NaN counts as the largest.
    private static int First(float[] window)
    {
        int best = 0;
        for (int i = 1; i < window.Length; i++)
        {
            best = !float.IsNaN(window[best]) && (float.IsNaN(window[i]) || window[i] > window[best]) ? i : best;
        }

        return best;
    }
}
