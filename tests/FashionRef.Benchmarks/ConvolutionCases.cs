using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Benchmarks;

/// <summary>The convolutions' pooling and their way back.</summary>
internal static class ConvolutionCases
{
    private const int Taps = 9;

    /// <summary>A row of windows of the second convolution's output.</summary>
    public static KernelCase Pooling<TLanes>(TrainedConvolutions<TLanes> convolutions)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Windows = TrainedConvolutions<TLanes>.Windows;
        const int Channels = TrainedConvolutions<TLanes>.Channels2;
        AlignedFloats rows = new(4 * Windows * Channels);
        convolutions.TwoRows(convolutions.Plane(image: 0), y: Windows, rows.Span);
        AlignedFloats maxima = new(Windows * Channels);
        PoolWinners[] winners = new PoolWinners[Windows * Channels / AlignedFloats.FloatsPerCacheLine];

        // Three comparisons and ReLU are no operations of a peak of multiply-adds.
        return new KernelCase("conv2 pooling row", TLanes.Count, Operations: null, () => MaxPooling<TLanes>.Pool(
            rows.Span[..(rows.Length / 2)], rows.Span[(rows.Length / 2)..], Channels, Windows, relu: true, maxima.Span, winners));
    }

    /// <summary>Back through the second convolution, for some images one after the other.</summary>
    public static KernelCase SparseGradient<TLanes>(TrainedConvolutions<TLanes> convolutions)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Inputs = TrainedConvolutions<TLanes>.Channels1;
        const int Outputs = TrainedConvolutions<TLanes>.Channels2;
        const int Row = Taps * Inputs;
        ActiveGradients[] active = [.. Enumerable.Range(0, convolutions.Count).Select(convolutions.Active)];
        AlignedFloats kernel = convolutions.TurnedKernel2;
        AlignedFloats kernelGradient = new(kernel.Length);
        AlignedFloats inputGradient = new(convolutions.Plane(0).Length);
        double gradients = active.Sum(lists => Enumerable.Range(0, Outputs).Sum(channel => (double)lists.Of(channel).Length));
        string name = FormattableString.Invariant($"conv2 sparse gradient ({100 * convolutions.ActiveShare:F0} % active)");

        // Two fused multiply-adds for each tap and input channel.
        return new KernelCase(name, TLanes.Count, 4.0 * Row * gradients, () =>
        {
            kernelGradient.Span.Clear();
            for (int image = 0; image < active.Length; image++)
            {
                inputGradient.Span.Clear();
                for (int channel = 0; channel < Outputs; channel++)
                {
                    SparseConvolutionGradient<TLanes>.Add(
                        active[image].Of(channel),
                        TrainedConvolutions<TLanes>.RowStride1,
                        Inputs,
                        convolutions.Plane(image),
                        kernel.Span.Slice(channel * Row, Row),
                        kernelGradient.Span.Slice(channel * Row, Row),
                        inputGradient.Span);
                }
            }
        });
    }

    /// <summary>Back through the first convolution, whose input needs no gradient: an image, two rows at a time.</summary>
    public static KernelCase ImageGradient<TLanes>(TrainedConvolutions<TLanes> convolutions)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Size = TrainedConvolutions<TLanes>.Size;
        const int Bordered = TrainedConvolutions<TLanes>.Bordered;
        const int Channels = TrainedConvolutions<TLanes>.Channels1;
        AlignedFloats gradients = Buffers.Filled(2 * Size * Channels, 1);
        AlignedFloats kernelGradient = new(Taps * Channels);
        AlignedFloats biasGradient = new(Channels);
        return new KernelCase("conv1 image gradient", TLanes.Count, ((2.0 * Taps) + 1) * Size * Size * Channels, () =>
        {
            kernelGradient.Span.Clear();
            biasGradient.Span.Clear();
            for (int y = 0; y < Size; y += 2)
            {
                ImageConvolutionGradient<TLanes>.Add(
                    gradients.Span,
                    rows: 2,
                    Channels,
                    Bordered,
                    inputChannels: 1,
                    convolutions.Image(0)[(y * Bordered)..],
                    kernelGradient.Span,
                    biasGradient.Span);
            }
        });
    }
}
