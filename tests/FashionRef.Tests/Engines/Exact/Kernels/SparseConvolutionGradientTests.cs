using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class SparseConvolutionGradientTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private static IEnumerable<Sizes> Cases =>
        from rows in new[] { 3, 4, 9 }
        from pixels in new[] { 3, 5, 8 }
        from channels in new[] { 16, 32, 48 }
        from count in new[] { 0, 1, 2, 13 }
        select new Sizes(rows, pixels, channels, count);

    [Test]
    public void Of_whole_numbers_every_sum_is_exact()
    {
        foreach (Sizes sizes in Cases)
        {
            Data data = Data.Make(sizes, MadeUpNumbers.Whole);
            long[] kernelGradient = Differences.To<long>(data.KernelGradient);
            long[] inputGradient = Differences.To<long>(data.InputGradient);
            Reference(
                data,
                Differences.To<long>(data.Input),
                Differences.To<long>(data.Kernel),
                kernelGradient,
                inputGradient,
                gradient => (long)gradient,
                MultiplyAdds.Of);

            (float[] kernelSums, float[] inputSums) = Add(data);

            Assert.That(Differences.FromWhole(kernelSums, kernelGradient), Is.Null, $"{sizes}");
            Assert.That(Differences.FromWhole(inputSums, inputGradient), Is.Null, $"{sizes}");
        }
    }

    [Test]
    public void Every_sum_runs_in_the_order_of_the_list_at_every_width_and_errs_within_the_stated_bound()
    {
        foreach (Sizes sizes in Cases)
        {
            Data data = Data.Make(sizes, MadeUpNumbers.Mixed);
            float[] kernelGradient = [.. data.KernelGradient];
            float[] inputGradient = [.. data.InputGradient];
            Reference(data, data.Input, data.Kernel, kernelGradient, inputGradient, gradient => gradient, MultiplyAdds.Of);
            double[] exactKernel = Differences.To<double>(data.KernelGradient);
            double[] exactInput = Differences.To<double>(data.InputGradient);
            double[] input = Differences.To<double>(data.Input);
            double[] kernel = Differences.To<double>(data.Kernel);
            Reference(data, input, kernel, exactKernel, exactInput, gradient => gradient, MultiplyAdds.Of);
            double[] kernelSize = Differences.Magnitudes(data.KernelGradient);
            double[] inputSize = Differences.Magnitudes(data.InputGradient);
            Reference(
                data,
                Differences.Magnitudes(data.Input),
                Differences.Magnitudes(data.Kernel),
                kernelSize,
                inputSize,
                gradient => Math.Abs((double)gradient),
                MultiplyAdds.Of);

            (float[] kernelSums, float[] inputSums) = Add(data);

            Assert.That(Differences.InBits(kernelSums, kernelGradient), Is.Null, $"{sizes}");
            Assert.That(Differences.InBits(inputSums, inputGradient), Is.Null, $"{sizes}");
            double terms = sizes.Count * Differences.Rounding;
            Assert.That(Differences.Beyond(kernelSums, exactKernel, i => terms * kernelSize[i]), Is.Null, $"{sizes}");
            Assert.That(Differences.Beyond(inputSums, exactInput, i => terms * inputSize[i]), Is.Null, $"{sizes}");
        }
    }

    [TestCase(1e-40f, 1f, 1e-40f)]
    [TestCase(1e-20f, 1e-20f, 1e-40f)]
    [TestCase(float.NaN, 1f, float.NaN)]
    [TestCase(0f, float.PositiveInfinity, float.NaN)]
    [TestCase(3e38f, -10f, float.NegativeInfinity)]
    public void Special_numbers_go_through_as_IEEE_754_has_it(float gradient, float number, float expected)
    {
        Data data = Data.Make(new Sizes(3, 3, 16, 1), MadeUpNumbers.Whole) with { Active = [new ActiveGradient(0, gradient)] };
        Array.Fill(data.Input, number);
        Array.Fill(data.Kernel, number);
        Array.Clear(data.KernelGradient);
        Array.Clear(data.InputGradient);

        (float[] kernelSums, float[] inputSums) = Add(data);

        Assert.That(Differences.InBits(kernelSums, [.. Enumerable.Repeat(expected, 9 * 16)]), Is.Null);
        Assert.That(Differences.InBits(inputSums, [.. Enumerable.Repeat(expected, 9 * 16)]), Is.Null);
    }

    [Test]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written()
    {
        Data data = Data.Make(new Sizes(4, 4, 16, 3), MadeUpNumbers.Whole);

        Refused(data with { Kernel = data.Kernel[1..] });
        Refused(data with { KernelGradient = data.KernelGradient[1..] });
        Refused(data with { Input = data.Input[1..] });
        Refused(data with { InputGradient = data.InputGradient[1..] });
        Refused(data with { RowStride = data.RowStride + 1, Active = [new ActiveGradient(data.Sizes.LastPatch, 1)] });
        Refused(data with { Active = [new ActiveGradient(data.Sizes.LastPatch + 1, 1)] });
        Refused(data with { Active = [new ActiveGradient(-1, 1)] });
    }

    [TestCase(0)]
    [TestCase(16)]
    [TestCase(9 * 16 - 1)]
    public void A_plane_smaller_than_a_patch_is_refused(int length)
    {
        Data data = Data.Make(new Sizes(3, 3, 16, 1), MadeUpNumbers.Whole) with { Active = [new ActiveGradient(0, 1)] };

        Refused(data with { Input = data.Input[..length], InputGradient = data.InputGradient[..length] });
    }

    [Test]
    public void Channels_are_whole_lines()
    {
        Data data = Data.Make(new Sizes(3, 3, 16, 1), MadeUpNumbers.Whole);

        Refused(data with { Sizes = data.Sizes with { Channels = 8 } });
    }

    private static void Refused(Data data)
    {
        GuardedFloats kernelGradient = GuardedFloats.ToAddTo(data.KernelGradient);
        GuardedFloats inputGradient = GuardedFloats.ToAddTo(data.InputGradient);

        Assert.That(() => Add(data, kernelGradient, inputGradient), Throws.TypeOf<ArgumentOutOfRangeException>());

        Assert.That(Differences.InBits(kernelGradient.Span, data.KernelGradient), Is.Null);
        Assert.That(Differences.InBits(inputGradient.Span, data.InputGradient), Is.Null);
        Assert.That(kernelGradient.IsIntact && inputGradient.IsIntact);
    }

    private static (float[] KernelGradient, float[] InputGradient) Add(Data data)
    {
        GuardedFloats kernelGradient = GuardedFloats.ToAddTo(data.KernelGradient);
        GuardedFloats inputGradient = GuardedFloats.ToAddTo(data.InputGradient);
        Add(data, kernelGradient, inputGradient);
        Assert.That(kernelGradient.IsIntact && inputGradient.IsIntact, $"{data.Sizes}");
        return (kernelGradient.Span.ToArray(), inputGradient.Span.ToArray());
    }

    private static void Add(Data data, GuardedFloats kernelGradient, GuardedFloats inputGradient) => SparseConvolutionGradient<TLanes>.Add(
        data.Active,
        data.RowStride,
        data.Sizes.Channels,
        GuardedFloats.ToRead(data.Input).Span,
        GuardedFloats.ToRead(data.Kernel).Span,
        kernelGradient.Span,
        inputGradient.Span);

    private static void Reference<T>(
        Data data, T[] input, T[] kernel, T[] kernelGradient, T[] inputGradient, Func<float, T> number, Func<T, T, T, T> multiplyAdd)
    {
        foreach (ActiveGradient active in data.Active)
        {
            for (int i = 0; i < kernel.Length; i++)
            {
                int tap = i / data.Sizes.Channels;
                int place = active.Patch + (tap / 3 * data.RowStride) + (tap % 3 * data.Sizes.Channels) + (i % data.Sizes.Channels);
                kernelGradient[i] = multiplyAdd(number(active.Gradient), input[place], kernelGradient[i]);
                inputGradient[place] = multiplyAdd(number(active.Gradient), kernel[i], inputGradient[place]);
            }
        }
    }

    private sealed record Sizes(int Rows, int Pixels, int Channels, int Count)
    {
        public int LastPatch => ((((Rows - 3) * Pixels) + Pixels) - 3) * Channels;
    }

    private sealed record Data(
        Sizes Sizes,
        int RowStride,
        ActiveGradient[] Active,
        float[] Input,
        float[] Kernel,
        float[] KernelGradient,
        float[] InputGradient)
    {
        // The last patch is among the first two; patches overlap and come twice.
        public static Data Make(Sizes sizes, Func<int, int, float[]> numbers)
        {
            int plane = sizes.Rows * sizes.Pixels * sizes.Channels;
            float[] gradients = numbers(sizes.Count, 1);
            ActiveGradient[] active = [.. gradients.Select((gradient, i) => new ActiveGradient(Patch(sizes, i), gradient))];
            return new Data(
                sizes,
                sizes.Pixels * sizes.Channels,
                active,
                numbers(plane, 2),
                numbers(9 * sizes.Channels, 3),
                numbers(9 * sizes.Channels, 4),
                numbers(plane, 5));
        }

        private static int Patch(Sizes sizes, int number)
        {
            int row = number == 0 ? sizes.Rows - 3 : (int)(SplitMix64.Bits(1, 6, (uint)number) % (ulong)(sizes.Rows - 2));
            int pixel = number == 0 ? sizes.Pixels - 3 : (int)(SplitMix64.Bits(1, 7, (uint)number) % (ulong)(sizes.Pixels - 2));
            return ((row * sizes.Pixels) + pixel) * sizes.Channels;
        }
    }
}
