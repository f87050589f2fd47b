using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Backpropagation.Products;

/// <summary>
/// A dense layer over the whole batch. Threads divide samples in the forward pass and panels of inputs in the backward pass, never a sum.
/// </summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class DensePass<TLanes> : BatchPass
    where TLanes : struct, ILanes<TLanes>
{
    // Inputs whose kernel rows stay in the L1 cache. Each such run has its own sum, and they are added in order, the bias last: that keeps
    // the rounding error of thousands of terms that of hundreds. The bits depend on it.
    private const int ForwardRun = 128;

    // The most samples of an item: whole tiles, and enough to make up for loading the kernel. The bits do not depend on it.
    private const int MostRows = 32;

    // Inputs of an item in the backward pass. The bits do not depend on it.
    private const int Panel = 2 * AlignedFloats.FloatsPerCacheLine;

    private readonly ThreadTeam _team;
    private readonly PassWeight _kernelWeight;
    private readonly PassWeight? _biasWeight;
    private readonly int _inputs;
    private readonly int _units;
    private readonly int _columns;
    private readonly AlignedFloats _kernel;
    private readonly AlignedFloats _bias;
    private readonly AlignedFloats _zeros;
    private readonly AlignedFloats[] _turned;
    private readonly AlignedFloats[] _runs;
    private readonly AlignedFloats[] _sums;
    private readonly float[] _kernelGradient;
    private readonly BiasSums<TLanes>? _biasSums;
    private readonly WorkJob _pack;
    private readonly WorkJob _forward;
    private readonly WorkJob _backward;
    private AlignedFloats[] _packed;
    private float[] _weights = [];
    private int _count;
    private int _rows;

    /// <summary>Makes room.</summary>
    /// <param name="kernel"><c>[inputs, units]</c>.</param>
    /// <param name="bias">One for each unit, or null.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="output">The units.</param>
    /// <param name="team">Shares the work.</param>
    public DensePass(PassWeight kernel, PassWeight? bias, BatchValues input, BatchValues output, ThreadTeam team)
        : base(input, output)
    {
        _team = team;
        _kernelWeight = kernel;
        _biasWeight = bias;
        _inputs = input.Length;
        _units = output.Length;
        _columns = output.Stride;
        _kernel = new AlignedFloats((long)_inputs * _columns);
        _bias = new AlignedFloats(_columns);
        _zeros = new AlignedFloats(Math.Max(_columns, Panel));
        _turned = AlignedFloats.ForThreads(team.Threads, (long)_units * Panel);
        _runs = AlignedFloats.ForThreads(team.Threads, (long)MostRows * _columns);
        _sums = AlignedFloats.ForThreads(team.Threads, (long)Panel * _columns);
        _packed = AlignedFloats.ForThreads(team.Threads, 0);
        _kernelGradient = new float[kernel.IsTrainable ? kernel.Length : 0];
        _biasSums = bias is { IsTrainable: true } ? new BiasSums<TLanes>(bias, 1) : null;
        _pack = new WorkJob(Pack);
        _forward = new WorkJob(ForwardRows);
        _backward = new WorkJob(BackwardPanel);
    }

    private int Panels => (_inputs + Panel - 1) / Panel;

    public override void Begin(PassBatch batch)
    {
        _count = batch.Count;
        _weights = batch.Weights[_kernelWeight.Index];
        if (_biasWeight is not null)
        {
            batch.Weights[_biasWeight.Index].CopyTo(_bias.Span);
        }

        _biasSums?.Reserve(_count);
        if (_packed[0].Length < _count * Panel)
        {
            _packed = AlignedFloats.ForThreads(_team.Threads, (long)_count * Panel);
        }

        _team.Run(Panels, _pack);
    }

    public override void Forward()
    {
        _rows = Math.Clamp(_count / _team.Threads, 1, MostRows);
        _team.Run((_count + _rows - 1) / _rows, _forward);
    }

    public override void Backward()
    {
        for (int sample = 0; sample < _count && _biasSums is not null; sample++)
        {
            _biasSums.Add(sample, Output.AllGradients[(sample * _columns)..]);
        }

        if (PassesGradients || _kernelWeight.IsTrainable)
        {
            _team.Run(Panels, _backward);
        }
    }

    public override void End(float[][] gradients)
    {
        _biasSums?.Write(gradients);
        if (_kernelWeight.IsTrainable)
        {
            _kernelGradient.CopyTo(gradients[_kernelWeight.Index], 0);
        }
    }

    private void Pack(int panel, int worker)
    {
        int first = panel * Panel;
        PlaneCopy.Columns(_weights.AsSpan(first * _units), _units, _kernel.Span[(first * _columns)..], _columns, Math.Min(Panel, _inputs - first), _units);
    }

    private void ForwardRows(int item, int worker)
    {
        int first = item * _rows;
        int rows = Math.Min(_rows, _count - first);
        Span<float> output = Output.All.Slice(first * _columns, rows * _columns);
        Span<float> sums = _runs[worker].Span[..(rows * _columns)];
        for (int run = 0; run < _inputs; run += ForwardRun)
        {
            ProductShape shape = new(
                Rows: rows,
                Columns: _columns,
                Outer: 1,
                Inner: Math.Min(ForwardRun, _inputs - run),
                LeftRow: Input.Stride,
                LeftOuter: 0,
                LeftInner: 1,
                RightRow: _columns,
                StartRow: 0,
                ResultRow: _columns);
            MatrixProduct<TLanes>.Compute(shape, Input.All[((first * Input.Stride) + run)..], _kernel.Span[(run * _columns)..], _zeros.Span, run == 0 ? output : sums);
            if (run > 0)
            {
                Elementwise<TLanes>.Add(sums, output);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            Elementwise<TLanes>.Add(_bias.Span, output.Slice(row * _columns, _columns));
        }
    }

    private void BackwardPanel(int panel, int worker)
    {
        int first = panel * Panel;
        int inputs = Math.Min(Panel, _inputs - first);
        if (PassesGradients)
        {
            InputGradients(first, inputs, worker);
        }

        if (_kernelWeight.IsTrainable)
        {
            AddKernel(first, inputs, worker);
        }
    }

    // dx[n][i] = sum over units, in order, of dy[n][unit] · kernel[i][unit].
    private void InputGradients(int first, int inputs, int worker)
    {
        int columns = AlignedFloats.RoundUp(inputs);
        Span<float> turned = _turned[worker].Span[..(_units * columns)];
        turned.Clear();
        for (int input = 0; input < inputs; input++)
        {
            ReadOnlySpan<float> row = _kernel.Span.Slice((first + input) * _columns, _units);
            for (int unit = 0; unit < row.Length; unit++)
            {
                turned[(unit * columns) + input] = row[unit];
            }
        }

        ProductShape shape = new(
            Rows: _count,
            Columns: columns,
            Outer: 1,
            Inner: _units,
            LeftRow: _columns,
            LeftOuter: 0,
            LeftInner: 1,
            RightRow: columns,
            StartRow: 0,
            ResultRow: Input.Stride);
        MatrixProduct<TLanes>.Compute(shape, Output.AllGradients, turned, _zeros.Span, Input.AllGradients[first..]);
    }

    // dkernel[i][unit] = sum over samples, in order, of x[n][i] · dy[n][unit].
    private void AddKernel(int first, int inputs, int worker)
    {
        Span<float> packed = _packed[worker].Span;
        PlaneCopy.Columns(Input.All[first..], Input.Stride, packed, Panel, _count, inputs);
        ProductShape shape = new(
            Rows: inputs,
            Columns: _columns,
            Outer: 1,
            Inner: _count,
            LeftRow: 1,
            LeftOuter: 0,
            LeftInner: Panel,
            RightRow: _columns,
            StartRow: 0,
            ResultRow: _columns);
        Span<float> sums = _sums[worker].Span;
        MatrixProduct<TLanes>.Compute(shape, packed, Output.AllGradients, _zeros.Span, sums);
        PlaneCopy.Columns(sums, _columns, _kernelGradient.AsSpan(first * _units), _units, inputs, _units);
    }
}
