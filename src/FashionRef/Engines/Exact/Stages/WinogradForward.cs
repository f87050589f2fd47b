using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>
/// A pooled convolution by <see cref="Winograd{TLanes}"/>: a pooling window is exactly one of its patches, so the convolution's
/// output is never written to memory. Sums run over the input channels at each point, then over the points as the transform adds
/// them, then the bias. Blank windows are copied from the image of zeros.
/// </summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class WinogradForward<TLanes> : IConvolutionForward
    where TLanes : struct, ILanes<TLanes>
{
    // Windows transformed together: as many as fit into the L1 and L2 caches, in whole tiles. The bits do not depend on it.
    private const int Chunk = 28;

    private readonly ConvolutionStage<TLanes> _stage;
    private readonly AlignedFloats _kernel;
    private readonly AlignedFloats _zeros;
    private readonly AlignedFloats[] _patches;
    private readonly AlignedFloats[] _products;
    private readonly int[][] _windows;
    private readonly int _inputChannels;

    /// <summary>Allocates the scratch memory.</summary>
    /// <param name="stage">The stage to compute.</param>
    /// <param name="threads">How many threads there are.</param>
    public WinogradForward(ConvolutionStage<TLanes> stage, int threads)
    {
        const int Points = Winograd<TLanes>.Points;
        _stage = stage;
        _inputChannels = stage.Input.Layout.PixelStride;
        _kernel = new AlignedFloats((long)Points * _inputChannels * stage.Channels);
        _zeros = new AlignedFloats(stage.Channels);
        _patches = AlignedFloats.ForThreads(threads, (long)Points * Chunk * _inputChannels);
        _products = AlignedFloats.ForThreads(threads, (long)Points * Chunk * stage.Channels);
        _windows = [.. Enumerable.Range(0, threads).Select(_ => new int[stage.Output.Layout.Height * stage.Output.Layout.Width])];
    }

    /// <summary>Whether it can compute a stage: with pooling, and input channels in whole vectors.</summary>
    public static bool Fits(ConvolutionStage<TLanes> stage) => stage.Pools && stage.Input.Layout.PixelStride % AlignedFloats.FloatsPerCacheLine == 0;

    /// <inheritdoc/>
    public void Begin() => Winograd<TLanes>.TransformKernel(_stage.Kernel.Values.Span, _kernel.Span);

    /// <inheritdoc/>
    public void Compute(int sample, int worker, int blank)
    {
        _stage.MarkBlanks(sample);
        Span<int> windows = _windows[worker].AsSpan(0, ListWindows(sample, blank, _windows[worker]));
        for (int first = 0; first < windows.Length; first += Chunk)
        {
            ComputeWindows(sample, worker, windows.Slice(first, Math.Min(Chunk, windows.Length - first)));
        }
    }

    // Lists the windows to compute; blank ones are copied at once.
    private int ListWindows(int sample, int blank, Span<int> windows)
    {
        PlaneLayout layout = _stage.Output.Layout;
        int groups = _stage.Channels / AlignedFloats.FloatsPerCacheLine;
        Span<float> output = _stage.Output.Sample(sample);
        ReadOnlySpan<float> blankOutput = _stage.Output.Sample(blank);
        Span<PoolWinners> winners = _stage.WinnersOf(sample);
        ReadOnlySpan<PoolWinners> blankWinners = _stage.WinnersOf(blank);
        ReadOnlySpan<ulong> marks = _stage.Output.BlankRows(sample);
        bool copies = _stage.Output.MarksBlanks && sample != blank;
        int count = 0;
        for (int window = 0; window < layout.Height * layout.Width; window++)
        {
            int y = window / layout.Width;
            int x = window % layout.Width;
            if (copies && ((marks[y] >> x) & 1) != 0)
            {
                int offset = layout.Offset(y, x);
                Elementwise<TLanes>.Copy(blankOutput.Slice(offset, _stage.Channels), output.Slice(offset, _stage.Channels));
                blankWinners.Slice(window * groups, groups).CopyTo(winners[(window * groups)..]);
            }
            else
            {
                windows[count++] = window;
            }
        }

        return count;
    }

    private void ComputeWindows(int sample, int worker, ReadOnlySpan<int> windows)
    {
        int channels = _stage.Channels;
        PlaneLayout layout = _stage.Output.Layout;
        PlaneLayout plane = _stage.Input.Layout;
        ReadOnlySpan<float> input = _stage.Input.Sample(sample);
        Span<float> patches = _patches[worker].Span;
        for (int i = 0; i < windows.Length; i++)
        {
            int corner = (2 * (windows[i] / layout.Width) * plane.RowStride) + (2 * (windows[i] % layout.Width) * plane.PixelStride);
            Winograd<TLanes>.TransformPatch(
                input[corner..], plane.RowStride, _inputChannels, patches[(i * _inputChannels)..], Chunk * _inputChannels);
        }

        Span<float> products = _products[worker].Span;
        Multiply(windows.Length, patches, products);
        Span<float> output = _stage.Output.Sample(sample);
        Span<PoolWinners> winners = _stage.WinnersOf(sample);
        int groups = channels / AlignedFloats.FloatsPerCacheLine;
        for (int i = 0; i < windows.Length; i++)
        {
            int offset = layout.Offset(windows[i] / layout.Width, windows[i] % layout.Width);
            for (int group = 0; group < groups; group++)
            {
                int first = group * AlignedFloats.FloatsPerCacheLine;
                winners[(windows[i] * groups) + group] = Winograd<TLanes>.Pool(
                    products[((i * channels) + first)..],
                    Chunk * channels,
                    _stage.Bias.Values.Span[first..],
                    _stage.HasRelu,
                    output[(offset + first)..]);
            }
        }
    }

    private void Multiply(int windows, ReadOnlySpan<float> patches, Span<float> products)
    {
        // Whole tiles: rows without a window are computed, but not read.
        const int Tile = 7;
        ProductShape shape = new(
            Rows: (windows + Tile - 1) / Tile * Tile,
            Columns: _stage.Channels,
            Outer: 1,
            Inner: _inputChannels,
            LeftRow: _inputChannels,
            LeftOuter: 0,
            LeftInner: 1,
            RightRow: _stage.Channels,
            StartRow: 0,
            ResultRow: _stage.Channels);
        for (int point = 0; point < Winograd<TLanes>.Points; point++)
        {
            MatrixProduct<TLanes>.Compute(
                shape,
                patches[(point * Chunk * _inputChannels)..],
                _kernel.Span[(point * _inputChannels * _stage.Channels)..],
                _zeros.Span,
                products[(point * Chunk * _stage.Channels)..]);
        }
    }
}
