using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>Loops over whole vectors; lengths are multiples of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</summary>
/// <typeparam name="TLanes">The vector type; a lane is an element.</typeparam>
internal static class Elementwise<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary><c>values = max(values, 0)</c>.</summary>
    public static void Relu(Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length % AlignedFloats.FloatsPerCacheLine, 0);
        ref float value = ref MemoryMarshal.GetReference(values);
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)TLanes.Count)
        {
            TLanes.Relu(TLanes.Load(in value, i)).Store(ref value, i);
        }
    }

    /// <summary><c>gradients = gradients where outputs are above 0, else 0</c>: the backward pass of ReLU.</summary>
    public static void ReluGradient(ReadOnlySpan<float> outputs, ReadOnlySpan<float> gradients, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(outputs.Length % AlignedFloats.FloatsPerCacheLine, 0);
        ref float output = ref MemoryMarshal.GetReference(outputs);
        ref float gradient = ref MemoryMarshal.GetReference(gradients[..outputs.Length]);
        ref float target = ref MemoryMarshal.GetReference(result[..outputs.Length]);
        for (nuint i = 0; i < (nuint)outputs.Length; i += (nuint)TLanes.Count)
        {
            TLanes.WherePositive(TLanes.Load(in gradient, i), TLanes.Load(in output, i)).Store(ref target, i);
        }
    }

    /// <summary><c>target = values</c>; for the few floats of a pixel or a panel, where a general copy has too much overhead.</summary>
    public static void Copy(ReadOnlySpan<float> values, Span<float> target)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length % AlignedFloats.FloatsPerCacheLine, 0);
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float copy = ref MemoryMarshal.GetReference(target[..values.Length]);
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)TLanes.Count)
        {
            TLanes.Load(in value, i).Store(ref copy, i);
        }
    }

    /// <summary><c>sums += values</c>.</summary>
    public static void Add(ReadOnlySpan<float> values, Span<float> sums)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length % AlignedFloats.FloatsPerCacheLine, 0);
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float sum = ref MemoryMarshal.GetReference(sums[..values.Length]);
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)TLanes.Count)
        {
            (TLanes.Load(in sum, i) + TLanes.Load(in value, i)).Store(ref sum, i);
        }
    }
}
