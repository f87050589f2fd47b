using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// The transforms of Winograd's minimal filtering F(2 x 2, 3 x 3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural
/// Networks", 2015): the 2 x 2 outputs of a 4 x 4 patch d by a kernel g are <c>Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A</c>, with 16
/// multiplications for each pair of channels instead of 36. Rows are transformed before columns, and sums run from left to right.
/// Against a direct sum the rounding error is a few times larger: at most <c>(n + 16) · 2^-24 · 36 · max |d| · sum |g|</c> for n
/// input channels, to first order.
/// </summary>
/// <typeparam name="TLanes">The vector type; a lane is a channel.</typeparam>
internal static class Winograd<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Points of the transformed patch: the number of products.</summary>
    public const int Points = 16;

    /// <summary><c>G g Gᵀ</c> of all kernels.</summary>
    /// <param name="kernel"><c>[tap][input channel][output channel]</c>.</param>
    /// <param name="transformed">Receives <c>[point][input channel][output channel]</c>.</param>
    public static void TransformKernel(ReadOnlySpan<float> kernel, Span<float> transformed)
    {
        int size = kernel.Length / 9;
        ArgumentOutOfRangeException.ThrowIfNotEqual(kernel.Length % (9 * AlignedFloats.FloatsPerCacheLine), 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(transformed.Length, Points * size);
        ref float g = ref MemoryMarshal.GetReference(kernel);
        ref float u = ref MemoryMarshal.GetReference(transformed);
        nuint tap = (nuint)size;
        TLanes half = TLanes.Broadcast(0.5f);
        for (nuint i = 0; i < tap; i += (nuint)TLanes.Count)
        {
            TLanes g00 = TLanes.Load(in g, i);
            TLanes g10 = TLanes.Load(in g, (3 * tap) + i);
            TLanes g20 = TLanes.Load(in g, (6 * tap) + i);
            TLanes r00 = g00;
            TLanes r10 = (g00 + g10 + g20) * half;
            TLanes r20 = (g00 - g10 + g20) * half;
            TLanes r30 = g20;
            TLanes g01 = TLanes.Load(in g, tap + i);
            TLanes g11 = TLanes.Load(in g, (4 * tap) + i);
            TLanes g21 = TLanes.Load(in g, (7 * tap) + i);
            TLanes r01 = g01;
            TLanes r11 = (g01 + g11 + g21) * half;
            TLanes r21 = (g01 - g11 + g21) * half;
            TLanes r31 = g21;
            TLanes g02 = TLanes.Load(in g, (2 * tap) + i);
            TLanes g12 = TLanes.Load(in g, (5 * tap) + i);
            TLanes g22 = TLanes.Load(in g, (8 * tap) + i);
            TLanes r02 = g02;
            TLanes r12 = (g02 + g12 + g22) * half;
            TLanes r22 = (g02 - g12 + g22) * half;
            TLanes r32 = g22;
            r00.Store(ref u, i);
            ((r00 + r01 + r02) * half).Store(ref u, tap + i);
            ((r00 - r01 + r02) * half).Store(ref u, (2 * tap) + i);
            r02.Store(ref u, (3 * tap) + i);
            r10.Store(ref u, (4 * tap) + i);
            ((r10 + r11 + r12) * half).Store(ref u, (5 * tap) + i);
            ((r10 - r11 + r12) * half).Store(ref u, (6 * tap) + i);
            r12.Store(ref u, (7 * tap) + i);
            r20.Store(ref u, (8 * tap) + i);
            ((r20 + r21 + r22) * half).Store(ref u, (9 * tap) + i);
            ((r20 - r21 + r22) * half).Store(ref u, (10 * tap) + i);
            r22.Store(ref u, (11 * tap) + i);
            r30.Store(ref u, (12 * tap) + i);
            ((r30 + r31 + r32) * half).Store(ref u, (13 * tap) + i);
            ((r30 - r31 + r32) * half).Store(ref u, (14 * tap) + i);
            r32.Store(ref u, (15 * tap) + i);
        }
    }

    /// <summary><c>Bᵀ d B</c> of one patch.</summary>
    /// <param name="patch">A plane from the patch's first float on; four rows of four pixels are read.</param>
    /// <param name="rowStride">The stride from a row of the plane to the next.</param>
    /// <param name="channels">Channels of a pixel, a multiple of <see cref="AlignedFloats.FloatsPerCacheLine"/>.</param>
    /// <param name="transformed">Receives the points, <paramref name="pointStride"/> apart.</param>
    /// <param name="pointStride">The stride from a point to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformPatch(ReadOnlySpan<float> patch, int rowStride, int channels, Span<float> transformed, int pointStride)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels % AlignedFloats.FloatsPerCacheLine, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(patch.Length, (3 * rowStride) + (4 * channels));
        ArgumentOutOfRangeException.ThrowIfLessThan(transformed.Length, ((Points - 1) * pointStride) + channels);
        nuint pixel = (nuint)channels;
        nuint row = (nuint)rowStride;
        nuint point = (nuint)pointStride;
        for (int channel = 0; channel < channels; channel += TLanes.Count)
        {
            ref float d = ref Unsafe.Add(ref MemoryMarshal.GetReference(patch), channel);
            ref float v = ref Unsafe.Add(ref MemoryMarshal.GetReference(transformed), channel);
            TLanes d00 = TLanes.Load(in d, 0);
            TLanes d10 = TLanes.Load(in d, row);
            TLanes d20 = TLanes.Load(in d, 2 * row);
            TLanes d30 = TLanes.Load(in d, 3 * row);
            TLanes d01 = TLanes.Load(in d, pixel);
            TLanes d11 = TLanes.Load(in d, row + pixel);
            TLanes d21 = TLanes.Load(in d, (2 * row) + pixel);
            TLanes d31 = TLanes.Load(in d, (3 * row) + pixel);
            TLanes d02 = TLanes.Load(in d, 2 * pixel);
            TLanes d12 = TLanes.Load(in d, row + (2 * pixel));
            TLanes d22 = TLanes.Load(in d, (2 * row) + (2 * pixel));
            TLanes d32 = TLanes.Load(in d, (3 * row) + (2 * pixel));
            TLanes d03 = TLanes.Load(in d, 3 * pixel);
            TLanes d13 = TLanes.Load(in d, row + (3 * pixel));
            TLanes d23 = TLanes.Load(in d, (2 * row) + (3 * pixel));
            TLanes d33 = TLanes.Load(in d, (3 * row) + (3 * pixel));
            TLanes r00 = d00 - d20;
            TLanes r10 = d10 + d20;
            TLanes r20 = d20 - d10;
            TLanes r30 = d10 - d30;
            TLanes r01 = d01 - d21;
            TLanes r11 = d11 + d21;
            TLanes r21 = d21 - d11;
            TLanes r31 = d11 - d31;
            TLanes r02 = d02 - d22;
            TLanes r12 = d12 + d22;
            TLanes r22 = d22 - d12;
            TLanes r32 = d12 - d32;
            TLanes r03 = d03 - d23;
            TLanes r13 = d13 + d23;
            TLanes r23 = d23 - d13;
            TLanes r33 = d13 - d33;
            (r00 - r02).Store(ref v, 0);
            (r01 + r02).Store(ref v, point);
            (r02 - r01).Store(ref v, 2 * point);
            (r01 - r03).Store(ref v, 3 * point);
            (r10 - r12).Store(ref v, 4 * point);
            (r11 + r12).Store(ref v, 5 * point);
            (r12 - r11).Store(ref v, 6 * point);
            (r11 - r13).Store(ref v, 7 * point);
            (r20 - r22).Store(ref v, 8 * point);
            (r21 + r22).Store(ref v, 9 * point);
            (r22 - r21).Store(ref v, 10 * point);
            (r21 - r23).Store(ref v, 11 * point);
            (r30 - r32).Store(ref v, 12 * point);
            (r31 + r32).Store(ref v, 13 * point);
            (r32 - r31).Store(ref v, 14 * point);
            (r31 - r33).Store(ref v, 15 * point);
        }
    }

    /// <summary><c>Aᵀ m A</c>, plus the bias: the four outputs of one patch, of which the first maximum is stored.</summary>
    /// <param name="product">The first point of the window's first channel; the points are <paramref name="pointStride"/> apart.</param>
    /// <param name="pointStride">The stride from a point to the next.</param>
    /// <param name="bias">The channels' bias.</param>
    /// <param name="relu">Whether ReLU follows.</param>
    /// <param name="maximum">Receives the maxima of 16 channels.</param>
    /// <returns>Where the maxima were.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static PoolWinners Pool(ReadOnlySpan<float> product, int pointStride, ReadOnlySpan<float> bias, bool relu, Span<float> maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(product.Length, ((Points - 1) * pointStride) + AlignedFloats.FloatsPerCacheLine);
        ArgumentOutOfRangeException.ThrowIfLessThan(bias.Length, AlignedFloats.FloatsPerCacheLine);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum.Length, AlignedFloats.FloatsPerCacheLine);
        nuint point = (nuint)pointStride;
        PoolWinners winners = default;
        for (int channel = 0; channel < AlignedFloats.FloatsPerCacheLine; channel += TLanes.Count)
        {
            ref float m = ref Unsafe.Add(ref MemoryMarshal.GetReference(product), channel);
            TLanes b = TLanes.Load(in MemoryMarshal.GetReference(bias), (nuint)channel);
            TLanes m00 = TLanes.Load(in m, 0);
            TLanes m10 = TLanes.Load(in m, 4 * point);
            TLanes m20 = TLanes.Load(in m, 8 * point);
            TLanes m30 = TLanes.Load(in m, 12 * point);
            TLanes upper0 = m00 + m10 + m20;
            TLanes lower0 = m10 - m20 - m30;
            TLanes m01 = TLanes.Load(in m, point);
            TLanes m11 = TLanes.Load(in m, 5 * point);
            TLanes m21 = TLanes.Load(in m, 9 * point);
            TLanes m31 = TLanes.Load(in m, 13 * point);
            TLanes upper1 = m01 + m11 + m21;
            TLanes lower1 = m11 - m21 - m31;
            TLanes m02 = TLanes.Load(in m, 2 * point);
            TLanes m12 = TLanes.Load(in m, 6 * point);
            TLanes m22 = TLanes.Load(in m, 10 * point);
            TLanes m32 = TLanes.Load(in m, 14 * point);
            TLanes upper2 = m02 + m12 + m22;
            TLanes lower2 = m12 - m22 - m32;
            TLanes m03 = TLanes.Load(in m, 3 * point);
            TLanes m13 = TLanes.Load(in m, 7 * point);
            TLanes m23 = TLanes.Load(in m, 11 * point);
            TLanes m33 = TLanes.Load(in m, 15 * point);
            TLanes upper3 = m03 + m13 + m23;
            TLanes lower3 = m13 - m23 - m33;
            TLanes upper = TLanes.FirstMaximum(upper0 + upper1 + upper2 + b, upper1 - upper2 - upper3 + b, out uint upperRight);
            TLanes lower = TLanes.FirstMaximum(lower0 + lower1 + lower2 + b, lower1 - lower2 - lower3 + b, out uint lowerRight);
            TLanes value = TLanes.FirstMaximum(upper, lower, out uint isLower);
            winners = winners.With(channel, value, relu, isLower, (isLower & lowerRight) | (~isLower & upperRight));
            (relu ? TLanes.Relu(value) : value).Store(ref MemoryMarshal.GetReference(maximum), (nuint)channel);
        }

        return winners;
    }
}
