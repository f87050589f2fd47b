using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>
/// A dense layer with bias and ReLU. Threads divide samples in the forward pass and inputs in the backward pass, never a sum. The
/// backward pass handles a panel of inputs at once: the inputs' gradients, the gradient of their kernel rows and its Adam step, so
/// that the kernel's gradient stays in the L1 cache.
/// </summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class DenseStage<TLanes> : IBatchStage
    where TLanes : struct, ILanes<TLanes>
{
    // Inputs whose kernel rows stay in the L1 cache for all samples of an item. Each chunk has its own sum, and the chunks are added
    // in order, the bias last, which also keeps the rounding error of thousands of terms that of hundreds. The bits depend on it.
    private const int ForwardChunk = 128;

    // The most samples of an item in the forward pass: few, for work stealing, but whole tiles of the product, and enough to make up
    // for loading the kernel. The bits do not depend on it.
    private const int MostForwardRows = 32;

    // Samples whose inputs are packed together in the backward pass. Sums continue over packs, so the bits do not depend on it.
    private const int PackedSamples = 128;

    private readonly Activations _input;
    private readonly bool _inputHasGradients;
    private readonly bool _relu;
    private readonly ThreadTeam _team;
    private readonly int _inputs;
    private readonly int _panel;
    private readonly int _units;
    private readonly Parameter _kernel;
    private readonly Parameter _bias;
    private readonly AlignedFloats _biasGradient;
    private readonly AlignedFloats _transposed;
    private readonly AlignedFloats _zeros;
    private readonly AlignedFloats[] _chunkSums;
    private readonly AlignedFloats[] _packed;
    private readonly AlignedFloats[] _kernelGradients;
    private readonly WorkJob _forward;
    private readonly WorkJob _backward;
    private int _count;
    private int _rows;
    private AdamStep _step;

    /// <summary>Creates the stage with weights of zero.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The input.</param>
    /// <param name="inputHasGradients">Whether to compute the input's gradients.</param>
    /// <param name="output">The output.</param>
    /// <param name="team">Shares the work.</param>
    public DenseStage(BuiltLayer layer, Activations input, bool inputHasGradients, Activations output, ThreadTeam team)
    {
        Name = layer.Name;
        _input = input;
        _inputHasGradients = inputHasGradients;
        Output = output;
        _relu = ((Dense)layer.Layer).Activation == Activation.Relu;
        _team = team;
        _inputs = AlignedFloats.RoundUp(input.Layout.Size);
        _panel = _inputs % (2 * AlignedFloats.FloatsPerCacheLine) == 0 ? 2 * AlignedFloats.FloatsPerCacheLine : AlignedFloats.FloatsPerCacheLine;
        _units = AlignedFloats.RoundUp(layer.OutputShape.Count);
        _kernel = new Parameter(layer.Weights[0], input.Layout.Channels, input.Layout.PixelStride, _inputs);
        _bias = new Parameter(layer.Weights[1]);
        _biasGradient = new AlignedFloats(_units);
        _transposed = new AlignedFloats(inputHasGradients ? (long)_inputs * _units : 0);
        _zeros = new AlignedFloats(Math.Max(_units, _panel));
        _chunkSums = AlignedFloats.ForThreads(team.Threads, (long)MostForwardRows * _units);
        _packed = AlignedFloats.ForThreads(team.Threads, PackedSamples * _panel);
        _kernelGradients = AlignedFloats.ForThreads(team.Threads, (long)_panel * _units);
        _forward = new WorkJob(ForwardRows);
        _backward = new WorkJob(BackwardPanel);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Activations Output { get; }

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [_kernel, _bias];

    /// <inheritdoc/>
    public void Forward(int count, bool training)
    {
        _count = count;
        _rows = Math.Clamp(count / _team.Threads, 1, MostForwardRows);
        _team.Run((count + _rows - 1) / _rows, _forward);
    }

    /// <inheritdoc/>
    public void Backward(int count, in AdamStep step)
    {
        _count = count;
        _step = step;
        Span<float> biasGradient = _biasGradient.Span;
        biasGradient.Clear();
        for (int n = 0; n < count; n++)
        {
            Span<float> gradients = Output.SampleGradients(n);
            if (_relu)
            {
                Elementwise<TLanes>.ReluGradient(Output.Sample(n), gradients, gradients);
            }

            Elementwise<TLanes>.Add(gradients[.._units], biasGradient);
        }

        _team.Run(_inputs / _panel, _backward);
        _bias.ApplyAdam<TLanes>(step, biasGradient);
    }

    /// <inheritdoc/>
    public void WeightsChanged()
    {
        for (int panel = 0; panel < _inputs / _panel && _inputHasGradients; panel++)
        {
            TransposePanel(panel);
        }
    }

    private void ForwardRows(int item, int worker)
    {
        int first = item * _rows;
        int rows = Math.Min(_rows, _count - first);
        Span<float> output = Output.Values.Span[(first * Output.Stride)..];
        ReadOnlySpan<float> input = _input.Values.Span[(first * _input.Stride)..];
        Span<float> sums = _chunkSums[worker].Span;
        for (int chunk = 0; chunk < _inputs; chunk += ForwardChunk)
        {
            ProductShape shape = new(
                Rows: rows,
                Columns: _units,
                Outer: 1,
                Inner: Math.Min(ForwardChunk, _inputs - chunk),
                LeftRow: _input.Stride,
                LeftOuter: 0,
                LeftInner: 1,
                RightRow: _units,
                StartRow: 0,
                ResultRow: _units);
            MatrixProduct<TLanes>.Compute(shape, input[chunk..], _kernel.Values.Span[(chunk * _units)..], _zeros.Span, sums);
            for (int n = 0; n < rows; n++)
            {
                ReadOnlySpan<float> sum = sums.Slice(n * _units, _units);
                Span<float> row = output.Slice(n * Output.Stride, _units);
                if (chunk == 0)
                {
                    sum.CopyTo(row);
                }
                else
                {
                    Elementwise<TLanes>.Add(sum, row);
                }
            }
        }

        for (int n = 0; n < rows; n++)
        {
            Span<float> row = output.Slice(n * Output.Stride, _units);
            Elementwise<TLanes>.Add(_bias.Values.Span, row);
            if (_relu)
            {
                Elementwise<TLanes>.Relu(row);
            }
        }
    }

    private void BackwardPanel(int panel, int worker)
    {
        if (_inputHasGradients)
        {
            InputGradients(panel);
        }

        KernelGradient(panel, worker);
        int start = panel * _panel * _units;
        int length = _panel * _units;
        AdamUpdate<TLanes>.Apply(
            _step,
            _kernelGradients[worker].Span,
            _kernel.Values.Span.Slice(start, length),
            _kernel.FirstMoment.Span.Slice(start, length),
            _kernel.SecondMoment.Span.Slice(start, length));
        if (_inputHasGradients)
        {
            TransposePanel(panel);
        }
    }

    // dx[n][i] = sum over units, in order, of dy[n][unit] · kernel[i][unit].
    private void InputGradients(int panel)
    {
        ProductShape shape = new(
            Rows: _count,
            Columns: _panel,
            Outer: 1,
            Inner: _units,
            LeftRow: Output.Stride,
            LeftOuter: 0,
            LeftInner: 1,
            RightRow: _panel,
            StartRow: 0,
            ResultRow: _input.Stride);
        MatrixProduct<TLanes>.Compute(
            shape, Output.Gradients.Span, TransposedPanel(panel), _zeros.Span, _input.Gradients.Span[(panel * _panel)..]);
    }

    // dkernel[i][unit] = sum over samples, in order, of x[n][i] · dy[n][unit].
    private void KernelGradient(int panel, int worker)
    {
        Span<float> packed = _packed[worker].Span;
        Span<float> sums = _kernelGradients[worker].Span;
        ReadOnlySpan<float> input = _input.Values.Span;
        for (int first = 0; first < _count; first += PackedSamples)
        {
            int count = Math.Min(PackedSamples, _count - first);
            for (int n = 0; n < count; n++)
            {
                Elementwise<TLanes>.Copy(
                    input.Slice(((first + n) * _input.Stride) + (panel * _panel), _panel), packed.Slice(n * _panel, _panel));
            }

            ProductShape shape = new(
                Rows: _panel,
                Columns: _units,
                Outer: 1,
                Inner: count,
                LeftRow: 1,
                LeftOuter: 0,
                LeftInner: _panel,
                RightRow: Output.Stride,
                StartRow: first == 0 ? 0 : _units,
                ResultRow: _units);
            MatrixProduct<TLanes>.Compute(
                shape, packed, Output.Gradients.Span[(first * Output.Stride)..], first == 0 ? _zeros.Span : sums, sums);
        }
    }

    // A panel of the kernel as [unit][input], for the inputs' gradients.
    private void TransposePanel(int panel) => Transpose.Apply(
        _kernel.Values.Span.Slice(panel * _panel * _units, _panel * _units), _units, TransposedPanel(panel));

    private Span<float> TransposedPanel(int panel) => _transposed.Span.Slice(panel * _panel * _units, _panel * _units);
}
