using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class ImageConvolutionGradientTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private static IEnumerable<Sizes> Cases =>
        from rows in new[] { 1, 2, 5 }
        from pixels in new[] { 1, 3, 7, 8 }
        from inputs in new[] { 1, 2, 5 }
        from outputs in new[] { 16, 32, 48 }
        from gap in new[] { 0, 3 }
        select new Sizes(rows, pixels, inputs, outputs, ((pixels + 2) * inputs) + gap);

    [Test]
    public void Of_whole_numbers_every_sum_is_exact()
    {
        foreach (Sizes sizes in Cases)
        {
            (float[] gradients, float[] input, float[] sums) = Operands(sizes, MadeUpNumbers.Whole);
            long[] expected = Differences.To<long>(sums);
            Reference(sizes, Differences.To<long>(gradients), Differences.To<long>(input), expected, MultiplyAdds.Of);

            Assert.That(Differences.FromWhole(Add(sizes, gradients, input, sums), expected), Is.Null, $"{sizes}");
        }
    }

    [Test]
    public void Every_sum_runs_over_the_pixels_row_by_row_at_every_width_and_errs_within_the_stated_bound()
    {
        foreach (Sizes sizes in Cases)
        {
            (float[] gradients, float[] input, float[] sums) = Operands(sizes, MadeUpNumbers.Mixed);
            float[] inOrder = [.. sums];
            Reference(sizes, gradients, input, inOrder, MultiplyAdds.Of);
            double[] exact = Differences.To<double>(sums);
            Reference(sizes, Differences.To<double>(gradients), Differences.To<double>(input), exact, MultiplyAdds.Of);
            double[] magnitudes = Differences.Magnitudes(sums);
            Reference(sizes, Differences.Magnitudes(gradients), Differences.Magnitudes(input), magnitudes, MultiplyAdds.Of);
            double terms = sizes.Rows * sizes.Pixels * Differences.Rounding;

            float[] result = Add(sizes, gradients, input, sums);

            Assert.That(Differences.InBits(result, inOrder), Is.Null, $"{sizes}");
            Assert.That(Differences.Beyond(result, exact, i => terms * magnitudes[i]), Is.Null, $"{sizes}");
        }
    }

    [TestCase(1e-40f, 1f, 1e-40f)]
    [TestCase(1e-20f, 1e-20f, 1e-40f)]
    [TestCase(float.NaN, 1f, float.NaN)]
    [TestCase(float.PositiveInfinity, 0f, float.NaN)]
    [TestCase(3e38f, -10f, float.NegativeInfinity)]
    public void Special_numbers_go_through_as_IEEE_754_has_it(float gradient, float pixel, float expected)
    {
        Sizes sizes = new(Rows: 1, Pixels: 1, Inputs: 1, Outputs: 16, RowStride: 3);
        float[] gradients = [.. Enumerable.Repeat(gradient, 16)];
        float[] input = [.. Enumerable.Repeat(pixel, 9)];

        float[] sums = Add(sizes, gradients, input, new float[10 * 16]);

        Assert.That(Differences.InBits(sums, [.. Enumerable.Repeat(expected, 9 * 16), .. gradients]), Is.Null);
    }

    [Test]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written()
    {
        foreach (Sizes sizes in Cases)
        {
            (float[] gradients, float[] input, float[] sums) = Operands(sizes, MadeUpNumbers.Whole);

            Refused(sizes, gradients, input[1..], sums);
            Refused(sizes, gradients, input, sums[1..]);
            Refused(sizes, gradients, input, sums[..^1]);
            Refused(sizes with { Rows = sizes.Rows * sizes.Pixels }, gradients, input[..^sizes.RowStride], sums);
            Refused(sizes with { Outputs = 8 }, gradients, input, sums);
        }
    }

    private static void Refused(Sizes sizes, float[] gradients, float[] input, float[] sums)
    {
        GuardedFloats result = GuardedFloats.ToAddTo(sums);

        Assert.That(() => Add(sizes, gradients, input, result), Throws.TypeOf<ArgumentOutOfRangeException>(), $"{sizes}");
        Assert.That(Differences.InBits(result.Span, sums), Is.Null);
    }

    private static float[] Add(Sizes sizes, float[] gradients, float[] input, float[] sums)
    {
        GuardedFloats result = GuardedFloats.ToAddTo(sums);
        Add(sizes, gradients, input, result);
        Assert.That(result.IsIntact, $"{sizes}");
        return result.Span.ToArray();
    }

    private static void Add(Sizes sizes, float[] gradients, float[] input, GuardedFloats sums) => ImageConvolutionGradient<TLanes>.Add(
        GuardedFloats.ToRead(gradients).Span,
        sizes.Rows,
        sizes.Outputs,
        sizes.RowStride,
        sizes.Inputs,
        GuardedFloats.ToRead(input).Span,
        sums.Span[..^sizes.Outputs],
        sums.Span[^sizes.Outputs..]);

    // The sums are those of the kernel, and behind them the bias's.
    private static (float[] Gradients, float[] Input, float[] Sums) Operands(Sizes sizes, Func<int, int, float[]> numbers)
    {
        int row = (sizes.Pixels + 2) * sizes.Inputs;
        return (
            numbers(sizes.Rows * sizes.Pixels * sizes.Outputs, 1),
            MadeUpNumbers.Apart(numbers((sizes.Rows + 2) * row, 2), row, sizes.RowStride),
            numbers(((9 * sizes.Inputs) + 1) * sizes.Outputs, 3));
    }

    private static void Reference<T>(Sizes sizes, T[] gradients, T[] input, T[] sums, Func<T, T, T, T> multiplyAdd)
        where T : System.Numerics.INumberBase<T>
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            int output = i % sizes.Outputs;
            int pixel = i / sizes.Outputs % sizes.Pixels;
            int row = i / sizes.Outputs / sizes.Pixels;
            int bias = (9 * sizes.Inputs * sizes.Outputs) + output;
            sums[bias] = multiplyAdd(T.One, gradients[i], sums[bias]);
            for (int tapAndInput = 0; tapAndInput < 9 * sizes.Inputs; tapAndInput++)
            {
                int tap = tapAndInput / sizes.Inputs;
                int place = ((row + (tap / 3)) * sizes.RowStride) + ((pixel + (tap % 3)) * sizes.Inputs) + (tapAndInput % sizes.Inputs);
                int sum = (tapAndInput * sizes.Outputs) + output;
                sums[sum] = multiplyAdd(input[place], gradients[i], sums[sum]);
            }
        }
    }

    private sealed record Sizes(int Rows, int Pixels, int Inputs, int Outputs, int RowStride);
}
