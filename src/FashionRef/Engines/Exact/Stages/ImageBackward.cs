using System.Numerics;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>The backward pass of the first convolution, whose input, the image, needs no gradient.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ImageBackward<TLanes> : IConvolutionBackward
    where TLanes : struct, ILanes<TLanes>
{
    private readonly ConvolutionStage<TLanes> _stage;
    private readonly AlignedFloats[] _rows;

    /// <summary>Allocates the scratch memory.</summary>
    /// <param name="stage">The stage, after its forward pass.</param>
    /// <param name="threads">How many threads there are.</param>
    public ImageBackward(ConvolutionStage<TLanes> stage, int threads)
    {
        _stage = stage;
        _rows = AlignedFloats.ForThreads(threads, 2L * stage.Width * stage.Channels);
    }

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> AddSample(
        int sample, int worker, ReadOnlySpan<float> outputGradients, Span<float> kernelGradient, Span<float> biasGradient)
    {
        PlaneLayout plane = _stage.Input.Layout;
        PlaneLayout layout = _stage.Output.Layout;
        ReadOnlySpan<float> image = _stage.Input.Sample(sample);
        int size = _stage.Pools ? 2 : 1;
        Span<float> rows = _rows[worker].Span[..(size * _stage.Width * _stage.Channels)];
        for (int y = 0; y < layout.Height; y++)
        {
            if (_stage.Pools)
            {
                ScatterWindows(sample, y, outputGradients, rows);
            }
            else
            {
                CopyRow(sample, y, outputGradients, rows);
            }

            ImageConvolutionGradient<TLanes>.Add(
                rows,
                size,
                _stage.Channels,
                plane.RowStride,
                plane.PixelStride,
                image[(size * y * plane.RowStride)..],
                kernelGradient,
                biasGradient);
        }

        return [];
    }

    /// <inheritdoc/>
    public void ReadKernelGradient(ReadOnlySpan<float> gradient, Span<float> kernelLayout) => gradient.CopyTo(kernelLayout);

    private void CopyRow(int sample, int y, ReadOnlySpan<float> gradients, Span<float> row)
    {
        int offset = _stage.Output.Layout.Offset(y, 0);
        ReadOnlySpan<float> source = gradients.Slice(offset, row.Length);
        if (_stage.HasRelu)
        {
            Elementwise<TLanes>.ReluGradient(_stage.Output.Sample(sample).Slice(offset, row.Length), source, row);
        }
        else
        {
            source.CopyTo(row);
        }
    }

    // The gradient of each window goes to one of its four outputs.
    private void ScatterWindows(int sample, int y, ReadOnlySpan<float> gradients, Span<float> rows)
    {
        rows.Clear();
        PlaneLayout layout = _stage.Output.Layout;
        int groups = _stage.Channels / AlignedFloats.FloatsPerCacheLine;
        int lower = _stage.Width * _stage.Channels;
        ReadOnlySpan<PoolWinners> winners = _stage.WinnersOf(sample).Slice(y * layout.Width * groups, layout.Width * groups);
        ReadOnlySpan<float> row = gradients.Slice(layout.Offset(y, 0), layout.Width * _stage.Channels);
        for (int i = 0; i < winners.Length; i++)
        {
            PoolWinners window = winners[i];
            ReadOnlySpan<float> gradient = row.Slice(i * AlignedFloats.FloatsPerCacheLine, AlignedFloats.FloatsPerCacheLine);
            int offset = ((i / groups) * 2 * _stage.Channels) + ((i % groups) * AlignedFloats.FloatsPerCacheLine);
            for (uint bits = window.Active; bits != 0; bits &= bits - 1)
            {
                int channel = BitOperations.TrailingZeroCount(bits);
                int target = offset + (((window.Lower >> channel) & 1) * lower) + (((window.Right >> channel) & 1) * _stage.Channels);
                rows[target + channel] = gradient[channel];
            }
        }
    }
}
