using System.Numerics;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>Back through the first convolution: its input is the image, which needs no gradient.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ImageBackward<TLanes> : IConvolutionBackward
    where TLanes : struct, ILanes<TLanes>
{
    private readonly ConvolutionStage<TLanes> _stage;
    private readonly AlignedFloats[] _spread;

    /// <summary>Makes the scratch memory.</summary>
    /// <param name="stage">The way forward.</param>
    /// <param name="threads">How many threads there are.</param>
    public ImageBackward(ConvolutionStage<TLanes> stage, int threads)
    {
        _stage = stage;
        _spread = [.. Enumerable.Range(0, threads).Select(_ => new AlignedFloats(stage.Height * stage.Width * stage.Channels))];
    }

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> AddSample(
        int sample, int worker, ReadOnlySpan<float> outputGradients, Span<float> kernelGradient, Span<float> biasGradient)
    {
        Span<float> spread = _spread[worker].Span;
        if (_stage.Pools)
        {
            SpreadPooled(sample, outputGradients, spread);
        }
        else
        {
            CopyRows(sample, outputGradients, spread);
        }

        for (int position = 0; position < _stage.Height * _stage.Width; position++)
        {
            Elementwise<TLanes>.Add(spread.Slice(position * _stage.Channels, _stage.Channels), biasGradient);
        }

        PlaneLayout plane = _stage.Input.Layout;
        ImageConvolutionGradient<TLanes>.Add(
            spread, _stage.Height, _stage.Channels, plane.RowStride, plane.PixelStride, _stage.Input.Sample(sample), kernelGradient);
        return [];
    }

    /// <inheritdoc/>
    public void ReadKernelGradient(ReadOnlySpan<float> gradient, Span<float> kernelLayout) => gradient.CopyTo(kernelLayout);

    private void CopyRows(int sample, ReadOnlySpan<float> gradients, Span<float> spread)
    {
        PlaneLayout layout = _stage.Output.Layout;
        int length = _stage.Width * _stage.Channels;
        ReadOnlySpan<float> output = _stage.Output.Sample(sample);
        for (int y = 0; y < _stage.Height; y++)
        {
            ReadOnlySpan<float> row = gradients.Slice(layout.Place(y, 0), length);
            Span<float> target = spread.Slice(y * length, length);
            if (_stage.HasRelu)
            {
                Elementwise<TLanes>.ReluGradient(output.Slice(layout.Place(y, 0), length), row, target);
            }
            else
            {
                row.CopyTo(target);
            }
        }
    }

    private void SpreadPooled(int sample, ReadOnlySpan<float> gradients, Span<float> spread)
    {
        spread.Clear();
        PlaneLayout layout = _stage.Output.Layout;
        int groups = _stage.Channels / AlignedFloats.Line;
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                for (int group = 0; group < groups; group++)
                {
                    int first = group * AlignedFloats.Line;
                    PoolWinners winners = _stage.Winners(sample, (y * layout.Width) + x, group);
                    ReadOnlySpan<float> gradient = gradients.Slice(layout.Place(y, x) + first, AlignedFloats.Line);
                    for (uint bits = winners.Active; bits != 0; bits &= bits - 1)
                    {
                        int lane = BitOperations.TrailingZeroCount(bits);
                        int row = (2 * y) + ((winners.Lower >> lane) & 1);
                        int column = (2 * x) + ((winners.Right >> lane) & 1);
                        spread[(((row * _stage.Width) + column) * _stage.Channels) + first + lane] = gradient[lane];
                    }
                }
            }
        }
    }
}
