using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Training;

namespace FashionRef.Benchmarks;

/// <summary>Model-2's large dense layer, 6,272 inputs and 64 units, for a batch, cut up as the engine does.</summary>
internal static class DenseCases
{
    private const int Samples = Notebook.BatchSize;
    private const int Inputs = 6272;
    private const int Units = 64;
    private const int Panel = 32;
    private const int Chunk = 128;

    // An odd count of cache lines, as the engine's.
    private const int Stride = Inputs + AlignedFloats.FloatsPerCacheLine;

    public static KernelCase Forward<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        AlignedFloats input = Buffers.Filled(Samples * Stride, 1);
        AlignedFloats kernel = Buffers.Filled(Inputs * Units, 2);
        AlignedFloats zeros = new(Units);
        AlignedFloats sums = new(Samples * Units);
        AlignedFloats output = new(Samples * Units);
        return new KernelCase("dense forward", TLanes.Count, 2.0 * Samples * Inputs * Units, () =>
        {
            output.Span.Clear();
            for (int chunk = 0; chunk < Inputs; chunk += Chunk)
            {
                ProductShape shape = new(
                    Samples, Units, Outer: 1, Inner: Math.Min(Chunk, Inputs - chunk), Stride, LeftOuter: 0, LeftInner: 1, Units, StartRow: 0, Units);
                MatrixProduct<TLanes>.Compute(shape, input.Span[chunk..], kernel.Span[(chunk * Units)..], zeros.Span, sums.Span);
                Elementwise<TLanes>.Add(sums.Span, output.Span);
            }
        });
    }

    public static KernelCase InputGradient<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        ProductShape shape = new(
            Samples, Panel, Outer: 1, Inner: Units, LeftRow: Units, LeftOuter: 0, LeftInner: 1, RightRow: Panel, StartRow: 0, ResultRow: Stride);
        AlignedFloats gradients = Buffers.Filled(Samples * Units, 1);
        AlignedFloats turned = Buffers.Filled(Inputs * Units, 2);
        AlignedFloats zeros = new(Panel);
        AlignedFloats inputGradients = new(Samples * Stride);
        return new KernelCase("dense input gradient", TLanes.Count, 2.0 * Samples * Inputs * Units, () =>
        {
            for (int panel = 0; panel < Inputs; panel += Panel)
            {
                MatrixProduct<TLanes>.Compute(shape, gradients.Span, turned.Span[(panel * Units)..], zeros.Span, inputGradients.Span[panel..]);
            }
        });
    }

    public static KernelCase KernelGradientAndAdam<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        ProductShape shape = new(
            Panel, Units, Outer: 1, Inner: Samples, LeftRow: 1, LeftOuter: 0, LeftInner: Panel, RightRow: Units, StartRow: 0, ResultRow: Units);
        AdamStep step = AdamStep.Of(new Adam(Notebook.LearningRate), 1);
        AlignedFloats input = Buffers.Filled(Samples * Stride, 1);
        AlignedFloats gradients = Buffers.Filled(Samples * Units, 2);
        AlignedFloats packed = new(Samples * Panel);
        AlignedFloats gradient = new(Panel * Units);
        AlignedFloats zeros = new(Units);
        AdamState state = new(Inputs * Units);
        double operations = (2.0 * Samples * Inputs * Units) + (AdamState.OperationsOfWeight * Inputs * Units);
        return new KernelCase("dense kernel gradient + Adam", TLanes.Count, operations, () =>
        {
            for (int panel = 0; panel < Inputs; panel += Panel)
            {
                for (int sample = 0; sample < Samples; sample++)
                {
                    input.Span.Slice((sample * Stride) + panel, Panel).CopyTo(packed.Span[(sample * Panel)..]);
                }

                MatrixProduct<TLanes>.Compute(shape, packed.Span, gradients.Span, zeros.Span, gradient.Span);
                state.Move<TLanes>(step, gradient.Span, panel * Units);
            }
        });
    }
}
