using System.Runtime.Intrinsics;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Benchmarks;

/// <summary>All kernels at all widths that this machine has in hardware; the narrowest is always there.</summary>
internal static class KernelCases
{
    public static IReadOnlyList<KernelCase> Create()
    {
        TrainedModel model = TrainedModel.Create();
        return
        [
            .. Vector512.IsHardwareAccelerated ? Of<Lanes16>(model) : [],
            .. Vector256.IsHardwareAccelerated ? Of<Lanes8>(model) : [],
            .. Of<Lanes4>(model),
            ElementCases.Exp(),
        ];
    }

    private static IEnumerable<KernelCase> Of<TLanes>(TrainedModel model)
        where TLanes : struct, ILanes<TLanes>
    {
        TrainedConvolutions<TLanes> convolutions = new(model);
        Peak peak = Peak.Of<TLanes>();
        KernelCase[] kernels =
        [
            ProductCases.Convolution1Row<TLanes>(),
            ProductCases.Convolution2Row<TLanes>(),
            ConvolutionCases.Pooling(convolutions),
            WinogradCases.Patches(convolutions),
            ProductCases.WinogradProducts<TLanes>(),
            WinogradCases.Pooling<TLanes>(),
            DenseCases.Forward<TLanes>(),
            DenseCases.InputGradient<TLanes>(),
            DenseCases.KernelGradientAndAdam<TLanes>(),
            ElementCases.Adam<TLanes>(),
            ConvolutionCases.SparseGradient(convolutions),
            ConvolutionCases.ImageGradient(convolutions),
        ];
        return kernels.Select(kernel => kernel with { Peak = peak });
    }
}
