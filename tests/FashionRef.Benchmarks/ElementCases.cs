using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Training;

namespace FashionRef.Benchmarks;

/// <summary>What is done number by number.</summary>
internal static class ElementCases
{
    private const int LargeKernel = 6272 * 64;
    private const int BatchOfLogits = Notebook.BatchSize * 10;

    /// <summary>Adam alone on Model-2's large kernel, whose weights and moments lie in no near cache.</summary>
    public static KernelCase Adam<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        AdamStep step = AdamStep.Of(new Adam(Notebook.LearningRate), 1);
        AlignedFloats gradients = Buffers.Filled(LargeKernel, 1);
        AdamState state = new(LargeKernel);
        return new KernelCase(
            "Adam", TLanes.Count, AdamState.OperationsOfWeight * LargeKernel, () => state.Move<TLanes>(step, gradients.Span, 0));
    }

    /// <summary>exp of a batch's logits, one by one and in double: its operations are no measure beside those of vectors.</summary>
    public static KernelCase Exp()
    {
        AlignedFloats logits = Buffers.Filled(BatchOfLogits, 1);
        float[] results = new float[BatchOfLogits];
        return new KernelCase("exp of 1280 numbers", Lanes: 1, Operations: null, () =>
        {
            ReadOnlySpan<float> source = logits.Span;
            for (int i = 0; i < results.Length; i++)
            {
                results[i] = ExactMath.Exp(source[i]);
            }
        });
    }
}
