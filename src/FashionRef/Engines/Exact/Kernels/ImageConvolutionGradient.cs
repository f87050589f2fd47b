using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// The backward pass of a 3 x 3 convolution whose input is the image, which needs no gradient:
/// <c>kernelGradient[tap][c][o] += sum over pixels of gradient[pixel][o] · input[pixel + tap][c]</c>, pixels row by row, by fused
/// multiply-adds, and <c>biasGradient[o] += sum over pixels of gradient[pixel][o]</c>. Images have few channels, so the
/// lanes are output channels. A sum of n terms errs by at most <c>n · 2^-24 · (|start| + sum |terms|)</c>, to first order.
/// </summary>
/// <typeparam name="TLanes">The vector type; a lane is an output channel.</typeparam>
internal static class ImageConvolutionGradient<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Adds the gradients of some rows of a sample.</summary>
    /// <param name="gradients">Of the outputs, <c>[row][pixel][output channel]</c>, zero where ReLU or pooling zeroed them.</param>
    /// <param name="rows">Rows of outputs, at least 1.</param>
    /// <param name="outputChannels">Padded to a multiple of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</param>
    /// <param name="rowStride">The stride from a row of the image to the next.</param>
    /// <param name="inputChannels">Channels of a pixel.</param>
    /// <param name="input">The image's plane with its padding, from the first row's first patch on.</param>
    /// <param name="kernelGradient"><c>[tap][input channel][output channel]</c>; added to.</param>
    /// <param name="biasGradient">Of each output channel; added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<float> gradients,
        int rows,
        int outputChannels,
        int rowStride,
        int inputChannels,
        ReadOnlySpan<float> input,
        Span<float> kernelGradient,
        Span<float> biasGradient)
    {
        int pixels = gradients.Length / (rows * outputChannels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(outputChannels % AlignedFloats.FloatsPerCacheLine, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, ((rows + 1) * rowStride) + ((pixels + 2) * inputChannels));
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelGradient.Length, 9 * inputChannels * outputChannels);
        ArgumentOutOfRangeException.ThrowIfLessThan(biasGradient.Length, outputChannels);
        nuint pixel1 = (nuint)inputChannels;
        nuint pixel2 = 2 * pixel1;
        nuint row1 = (nuint)rowStride;
        nuint row2 = 2 * row1;
        nuint tap = pixel1 * (nuint)outputChannels;
        for (int channel = 0; channel < inputChannels; channel++)
        {
            for (int output = 0; output < outputChannels; output += TLanes.Count)
            {
                ref float sums = ref Unsafe.Add(ref MemoryMarshal.GetReference(kernelGradient), (channel * outputChannels) + output);
                ref float gradient = ref Unsafe.Add(ref MemoryMarshal.GetReference(gradients), output);
                ref float row = ref Unsafe.Add(ref MemoryMarshal.GetReference(input), channel);
                ref float bias = ref Unsafe.Add(ref MemoryMarshal.GetReference(biasGradient), output);
                TLanes sumOfAll = channel == 0 ? TLanes.Load(in bias, 0) : TLanes.Zero;
                TLanes sum0 = TLanes.Load(in sums, 0);
                TLanes sum1 = TLanes.Load(in sums, tap);
                TLanes sum2 = TLanes.Load(in sums, 2 * tap);
                TLanes sum3 = TLanes.Load(in sums, 3 * tap);
                TLanes sum4 = TLanes.Load(in sums, 4 * tap);
                TLanes sum5 = TLanes.Load(in sums, 5 * tap);
                TLanes sum6 = TLanes.Load(in sums, 6 * tap);
                TLanes sum7 = TLanes.Load(in sums, 7 * tap);
                TLanes sum8 = TLanes.Load(in sums, 8 * tap);
                for (int y = 0; y < rows; y++)
                {
                    ref float x = ref row;
                    for (int pixel = 0; pixel < pixels; pixel++)
                    {
                        TLanes g = TLanes.Load(in gradient, 0);
                        sumOfAll += g;
                        sum0 = TLanes.MultiplyAdd(TLanes.Broadcast(x), g, sum0);
                        sum1 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, pixel1)), g, sum1);
                        sum2 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, pixel2)), g, sum2);
                        sum3 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, row1)), g, sum3);
                        sum4 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, row1 + pixel1)), g, sum4);
                        sum5 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, row1 + pixel2)), g, sum5);
                        sum6 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, row2)), g, sum6);
                        sum7 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, row2 + pixel1)), g, sum7);
                        sum8 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, row2 + pixel2)), g, sum8);
                        x = ref Unsafe.Add(ref x, pixel1);
                        gradient = ref Unsafe.Add(ref gradient, outputChannels);
                    }

                    row = ref Unsafe.Add(ref row, rowStride);
                }

                sum0.Store(ref sums, 0);
                sum1.Store(ref sums, tap);
                sum2.Store(ref sums, 2 * tap);
                sum3.Store(ref sums, 3 * tap);
                sum4.Store(ref sums, 4 * tap);
                sum5.Store(ref sums, 5 * tap);
                sum6.Store(ref sums, 6 * tap);
                sum7.Store(ref sums, 7 * tap);
                sum8.Store(ref sums, 8 * tap);
                if (channel == 0)
                {
                    sumOfAll.Store(ref bias, 0);
                }
            }
        }
    }
}
