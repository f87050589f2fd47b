using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>A convolution with its bias, its ReLU and the pooling after it, one sample at a time: rows stay in the first cache.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ConvolutionStage<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly Conv2D _conv;
    private readonly ProductShape _rowProduct;
    private PoolWinners[] _winners = [];

    /// <summary>Makes the stage with weights of zero.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="pools">Whether a pooling of 2 x 2 follows.</param>
    /// <param name="input">What it reads, with the border that it needs.</param>
    /// <param name="output">What it writes, with the border that the next one needs.</param>
    public ConvolutionStage(BuiltLayer layer, bool pools, Activations input, Activations output)
    {
        _conv = (Conv2D)layer.Layer;
        Pools = pools;
        Input = input;
        Output = output;
        Channels = AlignedFloats.RoundUp(_conv.Filters);
        Height = layer.OutputShape[0];
        Width = layer.OutputShape[1];
        PlaneLayout plane = input.Layout;
        int taps = _conv.KernelSize * _conv.KernelSize;
        Kernel = new Parameter(layer.Weights[0], plane.Channels, plane.PixelStride, taps * plane.PixelStride);
        Bias = new Parameter(layer.Weights[1]);
        int rowStride = pools ? Channels : output.Layout.PixelStride;
        _rowProduct = new ProductShape(
            Rows: Width,
            Columns: Channels,
            Outer: _conv.KernelSize,
            Inner: _conv.KernelSize * plane.PixelStride,
            LeftRow: plane.PixelStride,
            LeftOuter: plane.RowStride,
            LeftInner: 1,
            RightRow: Channels,
            StartRow: 0,
            ResultRow: rowStride);
    }

    /// <summary>What it reads.</summary>
    public Activations Input { get; }

    /// <summary>What it writes.</summary>
    public Activations Output { get; }

    /// <summary><c>[tap][input channel][output channel]</c>.</summary>
    public Parameter Kernel { get; }

    /// <summary>Of each output channel.</summary>
    public Parameter Bias { get; }

    /// <summary>Whether a pooling of 2 x 2 follows the convolution.</summary>
    public bool Pools { get; }

    /// <summary>Rows of the convolution's own output.</summary>
    public int Height { get; }

    /// <summary>Pixels of a row of the convolution's own output.</summary>
    public int Width { get; }

    /// <summary>Output channels, filled up to whole vectors.</summary>
    public int Channels { get; }

    /// <summary>Whether ReLU follows.</summary>
    public bool HasRelu => _conv.Activation == Activation.Relu;

    /// <summary>How many numbers of scratch memory <see cref="Forward"/> needs: two rows before pooling.</summary>
    public int ScratchLength => 2 * Width * Channels;

    private int WinnersOfSample => Output.Layout.Height * Output.Layout.Width * (Channels / AlignedFloats.Line);

    /// <summary>Makes room for a batch.</summary>
    public void Reserve(int count)
    {
        Output.Reserve(count, withGradients: false);
        if (Pools && _winners.Length < count * WinnersOfSample)
        {
            _winners = new PoolWinners[count * WinnersOfSample];
        }
    }

    /// <summary>Computes one sample's output.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>; the thread's own.</param>
    public void Forward(int sample, Span<float> scratch)
    {
        if (Pools)
        {
            ForwardPooled(sample, scratch);
            return;
        }

        ReadOnlySpan<float> input = Input.Sample(sample);
        Span<float> output = Output.Sample(sample);
        PlaneLayout layout = Output.Layout;
        for (int y = 0; y < Height; y++)
        {
            Span<float> row = output.Slice(layout.Place(y, 0), Width * Channels);
            ComputeRow(input, y, row);
            if (HasRelu)
            {
                Elementwise<TLanes>.Relu(row);
            }
        }
    }

    /// <summary>Which of the convolution's outputs the gradient of an output of the stage goes to, for 16 channels.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="position">The output's place, row by row.</param>
    /// <param name="group">Which 16 channels.</param>
    public PoolWinners Winners(int sample, int position, int group)
    {
        int groups = Channels / AlignedFloats.Line;
        if (Pools)
        {
            return _winners[(sample * WinnersOfSample) + (position * groups) + group];
        }

        PlaneLayout layout = Output.Layout;
        int place = layout.Place(position / layout.Width, position % layout.Width) + (group * AlignedFloats.Line);
        ReadOnlySpan<float> output = Output.Sample(sample).Slice(place, AlignedFloats.Line);
        PoolWinners winners = default;
        for (int lane = 0; lane < AlignedFloats.Line; lane += TLanes.Count)
        {
            uint active = HasRelu ? TLanes.Positive(TLanes.Load(in output[lane], 0)) : (1u << TLanes.Count) - 1;
            winners = winners.With(lane, active, lower: 0, right: 0);
        }

        return winners;
    }

    private void ForwardPooled(int sample, Span<float> scratch)
    {
        ReadOnlySpan<float> input = Input.Sample(sample);
        Span<float> output = Output.Sample(sample);
        PlaneLayout layout = Output.Layout;
        Span<float> upper = scratch[..(Width * Channels)];
        Span<float> lower = scratch.Slice(upper.Length, upper.Length);
        int groups = Channels / AlignedFloats.Line;
        Span<PoolWinners> winners = _winners.AsSpan(sample * WinnersOfSample, WinnersOfSample);
        for (int y = 0; y < layout.Height; y++)
        {
            ComputeRow(input, 2 * y, upper);
            ComputeRow(input, (2 * y) + 1, lower);
            MaxPooling<TLanes>.Pool(
                upper,
                lower,
                Channels,
                layout.Width,
                HasRelu,
                output[(layout.Place(y, 0))..],
                winners.Slice(y * layout.Width * groups, layout.Width * groups));
        }
    }

    private void ComputeRow(ReadOnlySpan<float> input, int y, Span<float> row) => MatrixProduct<TLanes>.Compute(
        _rowProduct, input[(y * Input.Layout.RowStride)..], Kernel.Values.Span, Bias.Values.Span, row);
}
