using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Benchmarks;

/// <summary>Weights with their moments.</summary>
/// <param name="weights">How many.</param>
internal sealed class AdamState(int weights)
{
    /// <summary>Operations of a step for each weight: ten, two of them as fused multiply-adds.</summary>
    public const double OperationsOfWeight = 12;

    private readonly AlignedFloats _weights = Buffers.Filled(weights, 11);
    private readonly AlignedFloats _first = new(weights);
    private readonly AlignedFloats _second = new(weights);

    /// <summary>A step of some weights.</summary>
    /// <param name="step">The step's numbers.</param>
    /// <param name="gradients">Of these weights.</param>
    /// <param name="start">The first of them.</param>
    public void Move<TLanes>(in AdamStep step, ReadOnlySpan<float> gradients, int start)
        where TLanes : struct, ILanes<TLanes> => AdamUpdate<TLanes>.Apply(
            step,
            gradients,
            _weights.Span.Slice(start, gradients.Length),
            _first.Span.Slice(start, gradients.Length),
            _second.Span.Slice(start, gradients.Length));
}
