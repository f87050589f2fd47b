using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>A convolution as one matrix product per row; two rows are pooled while they are in the L1 cache.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class DirectForward<TLanes> : IConvolutionForward
    where TLanes : struct, ILanes<TLanes>
{
    private readonly ConvolutionStage<TLanes> _stage;
    private readonly AlignedFloats[] _rows;
    private readonly ProductShape _rowProduct;

    /// <summary>Allocates the scratch memory.</summary>
    /// <param name="stage">The stage to compute.</param>
    /// <param name="threads">How many threads there are.</param>
    public DirectForward(ConvolutionStage<TLanes> stage, int threads)
    {
        _stage = stage;
        _rows = AlignedFloats.ForThreads(threads, 2L * stage.Width * stage.Channels);
        PlaneLayout plane = stage.Input.Layout;
        _rowProduct = new ProductShape(
            Rows: stage.Width,
            Columns: stage.Channels,
            Outer: ConvolutionStage<TLanes>.KernelSize,
            Inner: ConvolutionStage<TLanes>.KernelSize * plane.PixelStride,
            LeftRow: plane.PixelStride,
            LeftOuter: plane.RowStride,
            LeftInner: 1,
            RightRow: stage.Channels,
            StartRow: 0,
            ResultRow: stage.Channels);
    }

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public void Compute(int sample, int worker, int blank)
    {
        _stage.MarkBlanks(sample);
        ReadOnlySpan<float> input = _stage.Input.Sample(sample);
        Span<float> output = _stage.Output.Sample(sample);
        if (_stage.Pools)
        {
            ComputePooled(sample, input, output, _rows[worker].Span);
            return;
        }

        PlaneLayout layout = _stage.Output.Layout;
        for (int y = 0; y < _stage.Height; y++)
        {
            Span<float> row = output.Slice(layout.Offset(y, 0), _stage.Width * _stage.Channels);
            ComputeRow(input, y, row);
            if (_stage.HasRelu)
            {
                Elementwise<TLanes>.Relu(row);
            }
        }
    }

    private void ComputePooled(int sample, ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        PlaneLayout layout = _stage.Output.Layout;
        Span<float> upper = scratch[..(_stage.Width * _stage.Channels)];
        Span<float> lower = scratch[upper.Length..];
        int groups = _stage.Channels / AlignedFloats.FloatsPerCacheLine;
        Span<PoolWinners> winners = _stage.WinnersOf(sample);
        for (int y = 0; y < layout.Height; y++)
        {
            ComputeRow(input, 2 * y, upper);
            ComputeRow(input, (2 * y) + 1, lower);
            MaxPooling<TLanes>.Pool(
                upper,
                lower,
                _stage.Channels,
                layout.Width,
                _stage.HasRelu,
                output[layout.Offset(y, 0)..],
                winners.Slice(y * layout.Width * groups, layout.Width * groups));
        }
    }

    private void ComputeRow(ReadOnlySpan<float> input, int y, Span<float> row) => MatrixProduct<TLanes>.Compute(
        _rowProduct, input[(y * _stage.Input.Layout.RowStride)..], _stage.Kernel.Values.Span, _stage.Bias.Values.Span, row);
}
