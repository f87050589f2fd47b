using System.Numerics;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Tests.Engines.Exact.Kernels;

/// <summary>The three transforms around products: what they make of a patch and kernels is the pooled convolution.</summary>
[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class WinogradTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const int Points = 16;
    private const int Outputs = 16;

    private static IEnumerable<(int Inputs, int RowGap)> Sizes =>
        from inputs in new[] { 16, 32, 48 } from gap in new[] { 0, 16, 5 } select (inputs, gap);

    // Quarters of the kernel's numbers are whole as well, and so is everything after them.
    [Test]
    public void Of_whole_numbers_the_pooled_convolution_is_exact([Values] bool relu)
    {
        foreach ((int inputs, int gap) in Sizes)
        {
            float[] kernel = Array.ConvertAll(MadeUpNumbers.Whole(9 * inputs * Outputs, 1), number => 4 * number);
            float[] patch = Patch(inputs, gap, MadeUpNumbers.Whole);
            float[] bias = MadeUpNumbers.Whole(Outputs, 3);
            long[][] windows = Direct(inputs, gap, Differences.To<long>(kernel), Differences.To<long>(patch), Differences.To<long>(bias));

            (float[] maxima, PoolWinners winners) = Compute(inputs, gap, kernel, patch, bias, relu);

            for (int output = 0; output < Outputs; output++)
            {
                long maximum = windows[output].Max();
                int place = (2 * ((winners.Lower >> output) & 1)) + ((winners.Right >> output) & 1);
                Assert.That(maxima[output], Is.EqualTo(relu ? Math.Max(0, maximum) : maximum), $"{inputs}, output {output}");
                Assert.That(place, Is.EqualTo(Array.IndexOf(windows[output], maximum)), $"{inputs}, output {output}");
                Assert.That((winners.Active >> output) & 1, Is.EqualTo(!relu || maximum > 0 ? 1 : 0), $"{inputs}, output {output}");
            }
        }
    }

    [Test]
    public void Every_transform_adds_in_the_stated_order_at_every_width()
    {
        foreach ((int inputs, int gap) in Sizes)
        {
            float[] kernel = MadeUpNumbers.Mixed(9 * inputs * Outputs, 1);
            float[] patch = Patch(inputs, gap, MadeUpNumbers.Mixed);
            float[] bias = MadeUpNumbers.Mixed(Outputs, 3);

            float[] transformedKernel = TransformKernel(kernel);
            float[] transformedPatch = TransformPatch(patch, inputs, gap);
            float[] product = Multiply(inputs, transformedKernel, transformedPatch);
            (float[] maxima, PoolWinners winners) = Pool(product, bias, relu: false);

            Assert.That(Differences.InBits(transformedKernel, KernelInOrder(kernel)), Is.Null, $"{inputs}");
            Assert.That(Differences.InBits(transformedPatch, PatchInOrder(patch, inputs, gap)), Is.Null, $"{inputs}");
            for (int output = 0; output < Outputs; output++)
            {
                float[] sums = TwoTimes([.. Enumerable.Range(0, Points).Select(point => product[(point * Outputs) + output])], 4, OfOutput);
                float[] window = Array.ConvertAll(sums, sum => sum + bias[output]);
                int place = (2 * ((winners.Lower >> output) & 1)) + ((winners.Right >> output) & 1);
                Assert.That((maxima[output], place), Is.EqualTo((window.Max(), Array.IndexOf(window, window.Max()))), $"{inputs}, output {output}");
            }
        }
    }

    [Test]
    public void A_maximum_errs_within_the_stated_bound()
    {
        foreach ((int inputs, int gap) in Sizes)
        {
            float[] kernel = MadeUpNumbers.Mixed(9 * inputs * Outputs, 1);
            float[] patch = Patch(inputs, gap, MadeUpNumbers.Mixed);
            double[][] windows = Direct(inputs, gap, Differences.To<double>(kernel), Differences.To<double>(patch), new double[Outputs]);
            double largest = patch.Where(float.IsFinite).Max(Math.Abs);

            (float[] maxima, _) = Compute(inputs, gap, kernel, patch, new float[Outputs], relu: false);

            double[] magnitudes =
                [.. Enumerable.Range(0, Outputs).Select(output => kernel.Where((_, i) => i % Outputs == output).Sum(number => (double)Math.Abs(number)))];
            Assert.That(
                Differences.Beyond(
                    maxima, [.. windows.Select(window => window.Max())], i => (inputs + 16) * Differences.Rounding * 36 * largest * magnitudes[i]),
                Is.Null,
                $"{inputs}");
        }
    }

    [Test]
    public void Equal_outputs_have_the_first_as_their_maximum_and_denormals_are_kept()
    {
        float[] product = new float[Points * Outputs];
        Array.Fill(product, 1e-40f, 0, Outputs);

        (float[] maxima, PoolWinners winners) = Pool(product, new float[Outputs], relu: true);
        (_, PoolWinners none) = Pool(new float[Points * Outputs], new float[Outputs], relu: false);

        Assert.That(maxima, Is.All.EqualTo(1e-40f));
        Assert.That((winners.Active, winners.Lower, winners.Right), Is.EqualTo((ushort.MaxValue, (ushort)0, (ushort)0)));
        Assert.That((none.Active, none.Lower, none.Right), Is.EqualTo((ushort.MaxValue, (ushort)0, (ushort)0)));
    }

    [Test]
    public void NaN_goes_through([Values] bool relu)
    {
        float[] patch = Patch(16, 0, MadeUpNumbers.Whole);
        patch[5 * 16] = float.NaN;

        (float[] maxima, _) = Compute(16, 0, MadeUpNumbers.Whole(9 * 16 * Outputs, 1), patch, new float[Outputs], relu);

        Assert.That(maxima, Is.All.NaN);
    }

    [Test]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written()
    {
        GuardedFloats points = GuardedFloats.ToWrite((Points * 16) - 1);
        GuardedFloats line = GuardedFloats.ToWrite(15);
        float[] enough = new float[Points * 16];

        Refused(() => Winograd<TLanes>.TransformKernel(new float[9 * 16], points.Span));
        Refused(() => Winograd<TLanes>.TransformKernel(new float[9 * 8], points.Span));
        Refused(() => Winograd<TLanes>.TransformPatch(enough, 64, 16, points.Span, 16));
        Refused(() => Winograd<TLanes>.TransformPatch(enough.AsSpan(1), 64, 16, new float[Points * 16], 16));
        Refused(() => Winograd<TLanes>.TransformPatch(enough, 32, 8, points.Span, 8));
        Refused(() => Winograd<TLanes>.Pool(enough, 16, new float[16], relu: false, line.Span));
        Refused(() => Winograd<TLanes>.Pool(enough.AsSpan(1), 16, new float[16], relu: false, new float[16]));
        Refused(() => Winograd<TLanes>.Pool(enough, 16, new float[15], relu: false, new float[16]));
        Assert.That(points.IsUntouched && line.IsUntouched);

        static void Refused(Action call) => Assert.That(() => call(), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static float[] Patch(int inputs, int gap, Func<int, int, float[]> numbers) =>
        MadeUpNumbers.Apart(numbers(16 * inputs, 2), 4 * inputs, (4 * inputs) + gap);

    private static (float[] Maxima, PoolWinners Winners) Compute(int inputs, int gap, float[] kernel, float[] patch, float[] bias, bool relu) =>
        Pool(Multiply(inputs, TransformKernel(kernel), TransformPatch(patch, inputs, gap)), bias, relu);

    private static float[] TransformKernel(float[] kernel)
    {
        GuardedFloats transformed = GuardedFloats.ToWrite(kernel.Length / 9 * Points);
        Winograd<TLanes>.TransformKernel(GuardedFloats.ToRead(kernel).Span, transformed.Span);
        Assert.That(transformed.IsIntact);
        return transformed.Span.ToArray();
    }

    // Points apart, as in the engine; what lies between stays.
    private static float[] TransformPatch(float[] patch, int inputs, int gap)
    {
        int stride = inputs + 16;
        GuardedFloats transformed = GuardedFloats.ToWrite((15 * stride) + inputs);
        Winograd<TLanes>.TransformPatch(GuardedFloats.ToRead(patch).Span, (4 * inputs) + gap, inputs, transformed.Span, stride);
        float[] points = new float[Points * inputs];
        GuardedFloats guards = GuardedFloats.ToWrite(inputs);
        for (int point = 0; point < Points; point++)
        {
            transformed.Span.Slice(point * stride, inputs).CopyTo(points.AsSpan(point * inputs));
            guards.Span.CopyTo(transformed.Span[(point * stride)..]);
        }

        Assert.That(transformed.IsUntouched);
        return points;
    }

    private static float[] Multiply(int inputs, float[] kernel, float[] patch)
    {
        float[] product = new float[Points * Outputs];
        for (int i = 0; i < product.Length; i++)
        {
            int point = i / Outputs;
            for (int input = 0; input < inputs; input++)
            {
                product[i] = MathF.FusedMultiplyAdd(
                    patch[(point * inputs) + input], kernel[(((point * inputs) + input) * Outputs) + (i % Outputs)], product[i]);
            }
        }

        return product;
    }

    private static (float[] Maxima, PoolWinners Winners) Pool(float[] product, float[] bias, bool relu)
    {
        GuardedFloats maxima = GuardedFloats.ToWrite(Outputs);
        GuardedFloats apart = GuardedFloats.ToRead(MadeUpNumbers.Apart(product, Outputs, Outputs + 16));
        PoolWinners winners = Winograd<TLanes>.Pool(apart.Span, Outputs + 16, GuardedFloats.ToRead(bias).Span, relu, maxima.Span);
        Assert.That(maxima.IsIntact);
        return (maxima.Span.ToArray(), winners);
    }

    // The four outputs of each channel, row by row.
    private static T[][] Direct<T>(int inputs, int gap, T[] kernel, T[] patch, T[] bias)
        where T : INumberBase<T>
    {
        T[][] windows = new T[Outputs][];
        for (int output = 0; output < Outputs; output++)
        {
            windows[output] = [bias[output], bias[output], bias[output], bias[output]];
            for (int i = 0; i < 4 * 9 * inputs; i++)
            {
                int place = i % 4;
                int input = i / 4 % inputs;
                int tap = i / 4 / inputs;
                int row = (place / 2) + (tap / 3);
                int column = (place % 2) + (tap % 3);
                windows[output][place] += patch[(row * ((4 * inputs) + gap)) + (column * inputs) + input]
                    * kernel[(((tap * inputs) + input) * Outputs) + output];
            }
        }

        return windows;
    }

    private static float[] KernelInOrder(float[] kernel)
    {
        int size = kernel.Length / 9;
        float[] transformed = new float[Points * size];
        for (int i = 0; i < size; i++)
        {
            Scatter(TwoTimes([.. Enumerable.Range(0, 9).Select(tap => kernel[(tap * size) + i])], 3, OfKernel), transformed, size, i);
        }

        return transformed;
    }

    private static float[] PatchInOrder(float[] patch, int inputs, int gap)
    {
        float[] transformed = new float[Points * inputs];
        for (int i = 0; i < inputs; i++)
        {
            float[] numbers = [.. Enumerable.Range(0, 16).Select(p => patch[(p / 4 * ((4 * inputs) + gap)) + (p % 4 * inputs) + i])];
            Scatter(TwoTimes(numbers, 4, OfPatch), transformed, inputs, i);
        }

        return transformed;
    }

    private static void Scatter(float[] points, float[] target, int stride, int first)
    {
        for (int point = 0; point < points.Length; point++)
        {
            target[(point * stride) + first] = points[point];
        }
    }

    // A transform of all columns, each from its top down, and then of all rows.
    private static float[] TwoTimes(float[] square, int side, Func<float[], float[]> transform)
    {
        float[][] columns = [.. Enumerable.Range(0, side).Select(x => transform([.. Enumerable.Range(0, side).Select(y => square[(y * side) + x])]))];
        return [.. Enumerable.Range(0, columns[0].Length).SelectMany(y => transform([.. columns.Select(column => column[y])]))];
    }

    private static float[] OfKernel(float[] g) => [g[0], (g[0] + g[1] + g[2]) * 0.5f, (g[0] - g[1] + g[2]) * 0.5f, g[2]];

    private static float[] OfPatch(float[] d) => [d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]];

    private static float[] OfOutput(float[] m) => [m[0] + m[1] + m[2], m[1] - m[2] - m[3]];
}
