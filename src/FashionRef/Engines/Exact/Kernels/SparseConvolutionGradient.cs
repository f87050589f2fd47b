using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// The backward pass of a 3 x 3 convolution whose input has a gradient too: for every nonzero gradient g of an output
/// channel and each of the nine taps, <c>kernelGradient[tap] += g · input[patch + tap]</c> and
/// <c>inputGradient[patch + tap] += g · kernel[tap]</c>, by fused multiply-adds. The kernel's sums run in the order of the list, the
/// input's over channels and within a channel in the order of its list. A sum of n terms errs by at most
/// <c>n · 2^-24 · (|start| + sum |terms|)</c>, to first order.
/// </summary>
/// <typeparam name="TLanes">The vector type; a lane is an input channel.</typeparam>
internal static class SparseConvolutionGradient<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Adds the gradients of one output channel.</summary>
    /// <param name="active">The channel's nonzero gradients; their patches must be inside the plane.</param>
    /// <param name="rowStride">The stride from a row of the plane to the next.</param>
    /// <param name="pixelStride">The stride from a pixel to the next, a multiple of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</param>
    /// <param name="input">The input's plane with its padding.</param>
    /// <param name="kernel">The channel's kernel, <c>[tap][input channel]</c>.</param>
    /// <param name="kernelGradient">Of the same layout; added to.</param>
    /// <param name="inputGradient">In the input's layout; added to, the padding as well.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<ActiveGradient> active,
        int rowStride,
        int pixelStride,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> kernel,
        Span<float> kernelGradient,
        Span<float> inputGradient)
    {
        int extent = (2 * rowStride) + (3 * pixelStride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixelStride % AlignedFloats.FloatsPerCacheLine, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, extent);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel.Length, 9 * pixelStride);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelGradient.Length, 9 * pixelStride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputGradient.Length, input.Length);
        nuint pixel1 = (nuint)pixelStride;
        nuint pixel2 = 2 * pixel1;
        for (nuint channel = 0; channel < pixel1; channel += (nuint)TLanes.Count)
        {
            ref float plane = ref Unsafe.Add(ref MemoryMarshal.GetReference(input), channel);
            ref float gradientPlane = ref Unsafe.Add(ref MemoryMarshal.GetReference(inputGradient), channel);
            ref float taps = ref Unsafe.Add(ref MemoryMarshal.GetReference(kernel), channel);
            ref float sums = ref Unsafe.Add(ref MemoryMarshal.GetReference(kernelGradient), channel);
            TLanes kernel0 = TLanes.Load(in taps, 0);
            TLanes kernel1 = TLanes.Load(in taps, pixel1);
            TLanes kernel2 = TLanes.Load(in taps, 2 * pixel1);
            TLanes kernel3 = TLanes.Load(in taps, 3 * pixel1);
            TLanes kernel4 = TLanes.Load(in taps, 4 * pixel1);
            TLanes kernel5 = TLanes.Load(in taps, 5 * pixel1);
            TLanes kernel6 = TLanes.Load(in taps, 6 * pixel1);
            TLanes kernel7 = TLanes.Load(in taps, 7 * pixel1);
            TLanes kernel8 = TLanes.Load(in taps, 8 * pixel1);
            TLanes sum0 = TLanes.Load(in sums, 0);
            TLanes sum1 = TLanes.Load(in sums, pixel1);
            TLanes sum2 = TLanes.Load(in sums, 2 * pixel1);
            TLanes sum3 = TLanes.Load(in sums, 3 * pixel1);
            TLanes sum4 = TLanes.Load(in sums, 4 * pixel1);
            TLanes sum5 = TLanes.Load(in sums, 5 * pixel1);
            TLanes sum6 = TLanes.Load(in sums, 6 * pixel1);
            TLanes sum7 = TLanes.Load(in sums, 7 * pixel1);
            TLanes sum8 = TLanes.Load(in sums, 8 * pixel1);
            for (int i = 0; i < active.Length; i++)
            {
                int patch = active[i].Patch;
                ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)patch, (uint)(input.Length - extent));
                TLanes g = TLanes.Broadcast(active[i].Gradient);
                ref float x = ref Unsafe.Add(ref plane, patch);
                ref float dx = ref Unsafe.Add(ref gradientPlane, patch);
                sum0 = TLanes.MultiplyAdd(g, TLanes.Load(in x, 0), sum0);
                TLanes.MultiplyAdd(g, kernel0, TLanes.Load(in dx, 0)).Store(ref dx, 0);
                sum1 = TLanes.MultiplyAdd(g, TLanes.Load(in x, pixel1), sum1);
                TLanes.MultiplyAdd(g, kernel1, TLanes.Load(in dx, pixel1)).Store(ref dx, pixel1);
                sum2 = TLanes.MultiplyAdd(g, TLanes.Load(in x, pixel2), sum2);
                TLanes.MultiplyAdd(g, kernel2, TLanes.Load(in dx, pixel2)).Store(ref dx, pixel2);
                x = ref Unsafe.Add(ref x, rowStride);
                dx = ref Unsafe.Add(ref dx, rowStride);
                sum3 = TLanes.MultiplyAdd(g, TLanes.Load(in x, 0), sum3);
                TLanes.MultiplyAdd(g, kernel3, TLanes.Load(in dx, 0)).Store(ref dx, 0);
                sum4 = TLanes.MultiplyAdd(g, TLanes.Load(in x, pixel1), sum4);
                TLanes.MultiplyAdd(g, kernel4, TLanes.Load(in dx, pixel1)).Store(ref dx, pixel1);
                sum5 = TLanes.MultiplyAdd(g, TLanes.Load(in x, pixel2), sum5);
                TLanes.MultiplyAdd(g, kernel5, TLanes.Load(in dx, pixel2)).Store(ref dx, pixel2);
                x = ref Unsafe.Add(ref x, rowStride);
                dx = ref Unsafe.Add(ref dx, rowStride);
                sum6 = TLanes.MultiplyAdd(g, TLanes.Load(in x, 0), sum6);
                TLanes.MultiplyAdd(g, kernel6, TLanes.Load(in dx, 0)).Store(ref dx, 0);
                sum7 = TLanes.MultiplyAdd(g, TLanes.Load(in x, pixel1), sum7);
                TLanes.MultiplyAdd(g, kernel7, TLanes.Load(in dx, pixel1)).Store(ref dx, pixel1);
                sum8 = TLanes.MultiplyAdd(g, TLanes.Load(in x, pixel2), sum8);
                TLanes.MultiplyAdd(g, kernel8, TLanes.Load(in dx, pixel2)).Store(ref dx, pixel2);
            }

            sum0.Store(ref sums, 0);
            sum1.Store(ref sums, pixel1);
            sum2.Store(ref sums, 2 * pixel1);
            sum3.Store(ref sums, 3 * pixel1);
            sum4.Store(ref sums, 4 * pixel1);
            sum5.Store(ref sums, 5 * pixel1);
            sum6.Store(ref sums, 6 * pixel1);
            sum7.Store(ref sums, 7 * pixel1);
            sum8.Store(ref sums, 8 * pixel1);
        }
    }
}
