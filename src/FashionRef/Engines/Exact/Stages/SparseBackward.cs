using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>The backward pass of a convolution that reads another layer's output: only the nonzero gradients are computed.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class SparseBackward<TLanes> : IConvolutionBackward
    where TLanes : struct, ILanes<TLanes>
{
    private const int Taps = ConvolutionStage<TLanes>.KernelSize * ConvolutionStage<TLanes>.KernelSize;

    private readonly ConvolutionStage<TLanes> _stage;
    private readonly PlaneLayout _plane;
    private readonly AlignedFloats _kernel;
    private readonly ActiveGradients[] _active;
    private readonly AlignedFloats[] _inputs;
    private readonly AlignedFloats[] _inputGradients;

    /// <summary>Allocates the scratch memory.</summary>
    /// <param name="stage">The stage, after its forward pass.</param>
    /// <param name="threads">How many threads there are.</param>
    public SparseBackward(ConvolutionStage<TLanes> stage, int threads)
    {
        _stage = stage;
        _plane = stage.Input.Layout;
        _kernel = new AlignedFloats((long)stage.Channels * Taps * _plane.PixelStride);
        int positions = stage.Output.Layout.Height * stage.Output.Layout.Width;
        _active = [.. Enumerable.Range(0, threads).Select(_ => new ActiveGradients(stage.Channels, positions))];
        _inputs = AlignedFloats.ForThreads(threads, _plane.Size);
        _inputGradients = AlignedFloats.ForThreads(threads, _plane.Size);
    }

    /// <inheritdoc/>
    public void Begin()
    {
        // The kernel as [output channel][tap][input channel].
        Transpose.Apply(_stage.Kernel.Values.Span, _stage.Channels, _kernel.Span);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> AddSample(
        int sample, int worker, ReadOnlySpan<float> outputGradients, Span<float> kernelGradient, Span<float> biasGradient)
    {
        ActiveGradients active = _active[worker];
        Span<float> inputGradients = _inputGradients[worker].Span;
        inputGradients.Clear();
        ListActive(sample, outputGradients, active, biasGradient);

        // The channels read the input in scattered order; one sequential copy loads it into the near cache several times as fast.
        Span<float> input = _inputs[worker].Span;
        _stage.Input.Sample(sample).CopyTo(input);
        int row = Taps * _plane.PixelStride;
        for (int channel = 0; channel < _stage.Channels; channel++)
        {
            SparseConvolutionGradient<TLanes>.Add(
                active.Of(channel),
                _plane.RowStride,
                _plane.PixelStride,
                input,
                _kernel.Span.Slice(channel * row, row),
                kernelGradient.Slice(channel * row, row),
                inputGradients);
        }

        return inputGradients;
    }

    /// <inheritdoc/>
    public void ReadKernelGradient(ReadOnlySpan<float> gradient, Span<float> kernelLayout) =>
        Transpose.Apply(gradient, Taps * _plane.PixelStride, kernelLayout);

    private void ListActive(int sample, ReadOnlySpan<float> gradients, ActiveGradients active, Span<float> biasGradient)
    {
        active.Clear();
        int groups = _stage.Channels / AlignedFloats.FloatsPerCacheLine;
        int size = _stage.Pools ? 2 : 1;
        PlaneLayout layout = _stage.Output.Layout;
        ReadOnlySpan<float> output = _stage.Output.Sample(sample);
        for (int y = 0; y < layout.Height; y++)
        {
            ReadOnlySpan<float> row = gradients.Slice(layout.Offset(y, 0), layout.Width * _stage.Channels);
            AddBias(row, output.Slice(layout.Offset(y, 0), row.Length), biasGradient);
            int patch = size * y * _plane.RowStride;
            for (int x = 0; x < layout.Width; x++)
            {
                for (int group = 0; group < groups; group++)
                {
                    int channel = group * AlignedFloats.FloatsPerCacheLine;
                    active.AddWindow(
                        _stage.Winners(sample, (y * layout.Width) + x, group),
                        row.Slice((x * _stage.Channels) + channel, AlignedFloats.FloatsPerCacheLine),
                        channel,
                        patch,
                        _plane.RowStride,
                        _plane.PixelStride);
                }

                patch += size * _plane.PixelStride;
            }
        }
    }

    private void AddBias(ReadOnlySpan<float> gradients, ReadOnlySpan<float> output, Span<float> sums)
    {
        ref float gradient = ref MemoryMarshal.GetReference(gradients);
        ref float activation = ref MemoryMarshal.GetReference(output[..gradients.Length]);
        for (int channel = 0; channel < sums.Length; channel += TLanes.Count)
        {
            TLanes sum = TLanes.Load(in sums[channel], 0);
            for (nuint i = (nuint)channel; i < (nuint)gradients.Length; i += (nuint)sums.Length)
            {
                TLanes passed = TLanes.Load(in gradient, i);
                sum += _stage.HasRelu ? TLanes.WherePositive(passed, TLanes.Load(in activation, i)) : passed;
            }

            sum.Store(ref sums[channel], 0);
        }
    }
}
