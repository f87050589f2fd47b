using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// Keras' Adam: <c>m += (g - m)·(1 - beta1)</c>, <c>v += (g² - v)·(1 - beta2)</c>, <c>w -= m·alpha / (sqrt(v) + epsilon)</c>; the two
/// sums by fused multiply-adds, every other operation rounded on its own. To first order, m errs by at most
/// <c>2^-24 · (|m| + 2·(1 - beta1)·|g - m|)</c>, v by <c>2^-24 · (|v| + (1 - beta2)·(2·|g² - v| + g²))</c>, with the old ones, and a
/// weight that changes by d errs by <c>2^-24 · (|w| + 5·|d|)</c> relative to the exact change by the new m and v.
/// </summary>
/// <typeparam name="TLanes">The vector type; a lane is a weight.</typeparam>
internal static class AdamUpdate<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Updates weights and their moments.</summary>
    /// <param name="step">The step's constants.</param>
    /// <param name="gradients">Of the mean loss; as many as there are weights, whole vectors of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</param>
    /// <param name="weights">Updated.</param>
    /// <param name="first">Adam's m.</param>
    /// <param name="second">Adam's v.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(in AdamStep step, ReadOnlySpan<float> gradients, Span<float> weights, Span<float> first, Span<float> second)
    {
        int count = gradients.Length;
        ArgumentOutOfRangeException.ThrowIfNotEqual(count % AlignedFloats.FloatsPerCacheLine, 0);
        ref float gradient = ref MemoryMarshal.GetReference(gradients);
        ref float weight = ref MemoryMarshal.GetReference(weights[..count]);
        ref float m = ref MemoryMarshal.GetReference(first[..count]);
        ref float v = ref MemoryMarshal.GetReference(second[..count]);
        TLanes stepSize = TLanes.Broadcast(step.StepSize);
        TLanes firstRate = TLanes.Broadcast(step.FirstRate);
        TLanes secondRate = TLanes.Broadcast(step.SecondRate);
        TLanes epsilon = TLanes.Broadcast(step.Epsilon);
        for (nuint i = 0; i < (nuint)count; i += (nuint)TLanes.Count)
        {
            TLanes g = TLanes.Load(in gradient, i);
            TLanes oldFirst = TLanes.Load(in m, i);
            TLanes oldSecond = TLanes.Load(in v, i);
            TLanes newFirst = TLanes.MultiplyAdd(g - oldFirst, firstRate, oldFirst);
            TLanes newSecond = TLanes.MultiplyAdd((g * g) - oldSecond, secondRate, oldSecond);
            newFirst.Store(ref m, i);
            newSecond.Store(ref v, i);
            (TLanes.Load(in weight, i) - ((newFirst * stepSize) / (TLanes.Sqrt(newSecond) + epsilon))).Store(ref weight, i);
        }
    }
}
