using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Benchmarks;

/// <summary>What the second convolution does before and after its products, for the 14 windows of a row.</summary>
internal static class WinogradCases
{
    private const int Points = 16;
    private const int Windows = 14;
    private const int Outputs = 32;

    public static KernelCase Patches<TLanes>(TrainedConvolutions<TLanes> convolutions)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Inputs = TrainedConvolutions<TLanes>.Channels1;

        // Two additions for each of 16 points.
        const double Operations = 2.0 * Points * Windows * Inputs;
        AlignedFloats transformed = new(Points * Windows * Inputs);
        return new KernelCase("conv2 Winograd patches", TLanes.Count, Operations, () =>
        {
            ReadOnlySpan<float> plane = convolutions.Plane(image: 0);
            for (int window = 0; window < Windows; window++)
            {
                Winograd<TLanes>.TransformPatch(
                    plane[(2 * window * Inputs)..],
                    TrainedConvolutions<TLanes>.RowStride1,
                    Inputs,
                    transformed.Span[(window * Inputs)..],
                    Windows * Inputs);
            }
        });
    }

    public static KernelCase Pooling<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        // 24 additions for the four outputs, and their bias.
        const double Operations = 28.0 * Windows * Outputs;
        AlignedFloats products = Buffers.Filled(Points * Windows * Outputs, 1);
        AlignedFloats bias = Buffers.Filled(Outputs, 2);
        AlignedFloats maxima = new(Windows * Outputs);
        PoolWinners[] winners = new PoolWinners[Windows * Outputs / AlignedFloats.FloatsPerCacheLine];
        return new KernelCase("conv2 Winograd pooling", TLanes.Count, Operations, () =>
        {
            for (int first = 0; first < Windows * Outputs; first += AlignedFloats.FloatsPerCacheLine)
            {
                winners[first / AlignedFloats.FloatsPerCacheLine] = Winograd<TLanes>.Pool(
                    products.Span[first..], Windows * Outputs, bias.Span[(first % Outputs)..], relu: true, maxima.Span[first..]);
            }
        });
    }
}
