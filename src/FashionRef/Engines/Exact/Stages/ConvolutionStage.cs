using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>A convolution with bias, ReLU and pooling: the weights, and what the forward pass keeps for the backward pass.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ConvolutionStage<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Height and width in pixels of the only supported kernel.</summary>
    public const int KernelSize = 3;

    private readonly Conv2D _conv;
    private PoolWinners[] _winners = [];

    /// <summary>Creates the stage with weights of zero.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="pools">Whether 2 x 2 pooling follows.</param>
    /// <param name="input">The input, with the padding that it needs.</param>
    /// <param name="output">The output, with the padding that the next convolution needs.</param>
    public ConvolutionStage(BuiltLayer layer, bool pools, Activations input, Activations output)
    {
        _conv = (Conv2D)layer.Layer;
        Name = layer.Name;
        Pools = pools;
        Input = input;
        Output = output;
        Channels = AlignedFloats.RoundUp(_conv.Filters);
        Height = layer.OutputShape[0];
        Width = layer.OutputShape[1];
        PlaneLayout plane = input.Layout;
        int taps = KernelSize * KernelSize;
        Kernel = new Parameter(layer.Weights[0], plane.Channels, plane.PixelStride, taps * plane.PixelStride);
        Bias = new Parameter(layer.Weights[1]);
    }

    /// <summary>The layer's name.</summary>
    public string Name { get; }

    /// <summary>The input.</summary>
    public Activations Input { get; }

    /// <summary>The output.</summary>
    public Activations Output { get; }

    /// <summary><c>[tap][input channel][output channel]</c>.</summary>
    public Parameter Kernel { get; }

    /// <summary>Of each output channel.</summary>
    public Parameter Bias { get; }

    /// <summary>Whether a pooling of 2 x 2 follows the convolution.</summary>
    public bool Pools { get; }

    /// <summary>Rows of the convolution's output before pooling.</summary>
    public int Height { get; }

    /// <summary>Pixels of a row of the convolution's output before pooling.</summary>
    public int Width { get; }

    /// <summary>Output channels, padded to whole vectors.</summary>
    public int Channels { get; }

    /// <summary>Whether ReLU follows.</summary>
    public bool HasRelu => _conv.Activation == Activation.Relu;

    private int WinnersOfSample => Output.Layout.Height * Output.Layout.Width * (Channels / AlignedFloats.FloatsPerCacheLine);

    /// <summary>Makes room for a batch.</summary>
    public void Reserve(int count)
    {
        Output.Reserve(count, withGradients: false);
        int winners = Pools ? checked(count * WinnersOfSample) : 0;
        if (_winners.Length < winners)
        {
            _winners = new PoolWinners[winners];
        }
    }

    /// <summary>Marks the sample's outputs that equal those of an image of zeros.</summary>
    public void MarkBlanks(int sample)
    {
        if (!Output.MarksBlanks || !Input.MarksBlanks)
        {
            return;
        }

        PlaneLayout plane = Input.Layout;
        ReadOnlySpan<ulong> input = Input.BlankRows(sample);
        Span<ulong> output = Output.BlankRows(sample);
        for (int y = 0; y < output.Length; y++)
        {
            output[y] = Pools
                ? BlankRow.Pool(Row(input, 2 * y), Row(input, (2 * y) + 1), Output.Layout.Width)
                : Row(input, y);
        }

        ulong Row(ReadOnlySpan<ulong> rows, int row) => BlankRow.Convolve(rows, row, plane.Width, plane.Before);
    }

    /// <summary>The winners of a pooled sample's windows, row by row, for each window in groups of 16 channels.</summary>
    public Span<PoolWinners> WinnersOf(int sample) => _winners.AsSpan(sample * WinnersOfSample, WinnersOfSample);

    /// <summary>Which of the convolution's outputs get the gradient of an output of the stage, for 16 channels.</summary>
    /// <param name="sample">Its index in the batch.</param>
    /// <param name="position">The output's index, row by row.</param>
    /// <param name="group">Which 16 channels.</param>
    public PoolWinners Winners(int sample, int position, int group)
    {
        int groups = Channels / AlignedFloats.FloatsPerCacheLine;
        if (Pools)
        {
            return _winners[(sample * WinnersOfSample) + (position * groups) + group];
        }

        PlaneLayout layout = Output.Layout;
        int offset = layout.Offset(position / layout.Width, position % layout.Width) + (group * AlignedFloats.FloatsPerCacheLine);
        ReadOnlySpan<float> output = Output.Sample(sample).Slice(offset, AlignedFloats.FloatsPerCacheLine);
        PoolWinners winners = default;
        for (int channel = 0; channel < AlignedFloats.FloatsPerCacheLine; channel += TLanes.Count)
        {
            winners = winners.With(channel, TLanes.Load(in output[channel], 0), HasRelu, lower: 0, right: 0);
        }

        return winners;
    }
}
