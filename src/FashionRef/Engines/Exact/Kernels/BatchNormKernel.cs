using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Kernels;

/// <summary>
/// Batch normalization over <c>[sample][feature]</c>. Sums over the batch are sums of block sums, <see cref="Block"/> samples each,
/// blocks and their samples in order, so that the rounding error grows with the block's size plus the number of blocks, not with the
/// batch: an error of the mean affects every sample.
/// </summary>
/// <remarks>
/// Error bounds, to first order and in units of 2^-24, for n samples in b blocks and
/// <c>k = min(n, Block) + b</c>: a mean by <c>k · sum |x| / n</c>; a variance around that mean by k + 3 times itself; an output by
/// <c>5·|x·s| + 7·|mean·s| + 2·|beta|</c> with <c>s = gamma / sqrt(variance + epsilon)</c>; dgamma by <c>(k + 2) · sum |dy·h|</c>,
/// dbeta by <c>k · sum |dy|</c>, and, given these two, dx by <c>|gamma·inverse| · (4·|dy| + 5·|dbeta / n| + 7·|h·dgamma / n|)</c>.
/// </remarks>
/// <typeparam name="TLanes">The vector type; a lane is a feature.</typeparam>
internal static class BatchNormKernel<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Samples of a block.</summary>
    private const int Block = 16;

    /// <summary>Each feature's mean and biased variance: <c>sum x / n</c> and <c>sum (x - mean)² / n</c>.</summary>
    /// <param name="count">Samples, n.</param>
    /// <param name="stride">The stride from a sample to the next.</param>
    /// <param name="input">The samples.</param>
    /// <param name="mean">Receives the means; its length is that of a sample.</param>
    /// <param name="variance">Receives the variances.</param>
    public static void Statistics(int count, int stride, ReadOnlySpan<float> input, Span<float> mean, Span<float> variance)
    {
        int features = mean.Length;
        Check(stride, features, variance.Length);
        ref float x = ref MemoryMarshal.GetReference(input[..checked(count * stride)]);
        TLanes samples = TLanes.Broadcast(count);
        for (int feature = 0; feature < features; feature += TLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            for (int block = 0; block < count; block += Block)
            {
                TLanes part = TLanes.Zero;
                for (int n = block; n < Math.Min(block + Block, count); n++)
                {
                    part += TLanes.Load(in x, Offset(n, stride, feature));
                }

                sum += part;
            }

            TLanes average = sum / samples;
            TLanes squares = TLanes.Zero;
            for (int block = 0; block < count; block += Block)
            {
                TLanes part = TLanes.Zero;
                for (int n = block; n < Math.Min(block + Block, count); n++)
                {
                    TLanes difference = TLanes.Load(in x, Offset(n, stride, feature)) - average;
                    part = TLanes.MultiplyAdd(difference, difference, part);
                }

                squares += part;
            }

            average.Store(ref mean[feature], 0);
            (squares / samples).Store(ref variance[feature], 0);
        }
    }

    /// <summary>
    /// <c>inverse = 1 / sqrt(variance + epsilon)</c> and the output <c>x · (inverse · gamma) + (beta - mean · inverse · gamma)</c>.
    /// </summary>
    /// <param name="count">Samples.</param>
    /// <param name="stride">The stride from a sample to the next.</param>
    /// <param name="epsilon">Above 0.</param>
    /// <param name="mean">Each feature's.</param>
    /// <param name="variance">Each feature's.</param>
    /// <param name="gamma">Each feature's factor.</param>
    /// <param name="beta">Each feature's addend.</param>
    /// <param name="input">The samples.</param>
    /// <param name="inverse">Receives each feature's.</param>
    /// <param name="output">Receives the samples.</param>
    public static void Normalize(
        int count,
        int stride,
        float epsilon,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> variance,
        ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> beta,
        ReadOnlySpan<float> input,
        Span<float> inverse,
        Span<float> output)
    {
        int features = mean.Length;
        Check(stride, features, Math.Min(Math.Min(variance.Length, gamma.Length), Math.Min(beta.Length, inverse.Length)));
        ref float x = ref MemoryMarshal.GetReference(input[..checked(count * stride)]);
        ref float y = ref MemoryMarshal.GetReference(output[..checked(count * stride)]);
        for (int feature = 0; feature < features; feature += TLanes.Count)
        {
            TLanes one = TLanes.Broadcast(1);
            TLanes reciprocal = one / TLanes.Sqrt(TLanes.Load(in variance[feature], 0) + TLanes.Broadcast(epsilon));
            TLanes scale = reciprocal * TLanes.Load(in gamma[feature], 0);
            TLanes shift = TLanes.Load(in beta[feature], 0) - (TLanes.Load(in mean[feature], 0) * scale);
            reciprocal.Store(ref inverse[feature], 0);
            for (int n = 0; n < count; n++)
            {
                TLanes.MultiplyAdd(TLanes.Load(in x, Offset(n, stride, feature)), scale, shift).Store(ref y, Offset(n, stride, feature));
            }
        }
    }

    /// <summary>Updates a moving average: <c>moving = moving · momentum + batch · (1 - momentum)</c>.</summary>
    public static void UpdateMoving(float momentum, float rate, ReadOnlySpan<float> batch, Span<float> moving)
    {
        Check(stride: moving.Length, moving.Length, batch.Length);
        for (int feature = 0; feature < moving.Length; feature += TLanes.Count)
        {
            TLanes kept = TLanes.Load(in moving[feature], 0) * TLanes.Broadcast(momentum);
            TLanes.MultiplyAdd(TLanes.Load(in batch[feature], 0), TLanes.Broadcast(rate), kept).Store(ref moving[feature], 0);
        }
    }

    /// <summary>
    /// With <c>h = (x - mean) · inverse</c>: <c>dgamma = sum dy · h</c>, <c>dbeta = sum dy</c> and
    /// <c>dx = gamma · inverse · (dy - dbeta / n - h · dgamma / n)</c>.
    /// </summary>
    /// <param name="count">Samples, n.</param>
    /// <param name="stride">The stride from a sample to the next.</param>
    /// <param name="mean">The batch's, of each feature.</param>
    /// <param name="inverse">As <see cref="Normalize"/> gave it.</param>
    /// <param name="gamma">Each feature's factor.</param>
    /// <param name="input">The samples.</param>
    /// <param name="outputGradient">dy of the samples.</param>
    /// <param name="gammaGradient">Receives dgamma.</param>
    /// <param name="betaGradient">Receives dbeta.</param>
    /// <param name="inputGradient">Receives dx.</param>
    public static void Gradient(
        int count,
        int stride,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> inverse,
        ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> gammaGradient,
        Span<float> betaGradient,
        Span<float> inputGradient)
    {
        int features = mean.Length;
        Check(
            stride, features, Math.Min(Math.Min(inverse.Length, gamma.Length), Math.Min(gammaGradient.Length, betaGradient.Length)));
        ref float x = ref MemoryMarshal.GetReference(input[..checked(count * stride)]);
        ref float dy = ref MemoryMarshal.GetReference(outputGradient[..checked(count * stride)]);
        ref float dx = ref MemoryMarshal.GetReference(inputGradient[..checked(count * stride)]);
        TLanes samples = TLanes.Broadcast(count);
        for (int feature = 0; feature < features; feature += TLanes.Count)
        {
            TLanes average = TLanes.Load(in mean[feature], 0);
            TLanes reciprocal = TLanes.Load(in inverse[feature], 0);
            TLanes dgamma = TLanes.Zero;
            TLanes dbeta = TLanes.Zero;
            for (int block = 0; block < count; block += Block)
            {
                TLanes partOfGamma = TLanes.Zero;
                TLanes partOfBeta = TLanes.Zero;
                for (int n = block; n < Math.Min(block + Block, count); n++)
                {
                    nuint offset = Offset(n, stride, feature);
                    TLanes gradient = TLanes.Load(in dy, offset);
                    partOfGamma = TLanes.MultiplyAdd(gradient, (TLanes.Load(in x, offset) - average) * reciprocal, partOfGamma);
                    partOfBeta += gradient;
                }

                dgamma += partOfGamma;
                dbeta += partOfBeta;
            }

            dgamma.Store(ref gammaGradient[feature], 0);
            dbeta.Store(ref betaGradient[feature], 0);
            TLanes factor = TLanes.Load(in gamma[feature], 0) * reciprocal;
            TLanes meanGamma = dgamma / samples;
            TLanes meanBeta = dbeta / samples;
            for (int n = 0; n < count; n++)
            {
                nuint offset = Offset(n, stride, feature);
                TLanes normalized = (TLanes.Load(in x, offset) - average) * reciprocal;
                (factor * (TLanes.Load(in dy, offset) - meanBeta - (normalized * meanGamma))).Store(ref dx, offset);
            }
        }
    }

    // Throws before anything is read or written outside the buffers; slicing the samples checks the rest.
    private static void Check(int stride, int features, int shortest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(features % AlignedFloats.FloatsPerCacheLine, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, features);
        ArgumentOutOfRangeException.ThrowIfLessThan(shortest, features);
    }

    private static nuint Offset(int sample, int stride, int feature) => (nuint)((sample * stride) + feature);
}
