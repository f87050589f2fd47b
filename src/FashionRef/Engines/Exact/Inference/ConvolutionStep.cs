using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Inference;

/// <summary>A dense layer on the last axis.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class DenseStep<TLanes>(Operation operation) : IInferenceStep
    where TLanes : struct, ILanes<TLanes>
{
    private readonly int _units = operation.Output.Dimensions[^1];
    private readonly WeightedSums<TLanes> _sums = new(operation.Name, operation.Weights["kernel"].Values, operation.Output.Dimensions[^1], operation.Weights.GetValueOrDefault("bias")?.Values);

    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        _sums.Compute(input, output.Length / _units, output, _units);
    }
}

/// <summary>A convolution: for each place the pixels under the kernel are gathered, row by row and channel by channel, zeros outside.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ConvolutionStep<TLanes> : IInferenceStep
    where TLanes : struct, ILanes<TLanes>
{
    private readonly Conv2D _layer;
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly WeightedSums<TLanes>[] _groups;
    private readonly int _groupInputs;
    private readonly int _groupOutputs;

    public ConvolutionStep(Operation operation, Conv2D layer)
    {
        _layer = layer;
        _input = operation.Input;
        _output = operation.Output;
        _groupInputs = _input[2] / layer.Groups;
        _groupOutputs = layer.Filters / layer.Groups;
        double[] kernel = operation.Weights["kernel"].Values;
        double[]? bias = operation.Weights.GetValueOrDefault("bias")?.Values;
        _groups = [.. Enumerable.Range(0, layer.Groups).Select(group => new WeightedSums<TLanes>(
            operation.Name, KernelOf(kernel, group), _groupOutputs, bias?[(group * _groupOutputs)..((group + 1) * _groupOutputs)]))];
        ScratchLength = _groups[0].Rows * WeightedSums<TLanes>.Lots;
    }

    public int ScratchLength { get; }

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        Window rows = _layer.Rows;
        Window columns = _layer.Columns;
        int top = rows.Before(_input[0]);
        int left = columns.Before(_input[1]);
        int places = _output[0] * _output[1];
        int patch = _groups[0].Rows;
        for (int group = 0; group < _groups.Length; group++)
        {
            for (int start = 0; start < places; start += WeightedSums<TLanes>.Lots)
            {
                int lots = Math.Min(WeightedSums<TLanes>.Lots, places - start);
                for (int i = 0; i < lots; i++)
                {
                    (int y, int x) = Math.DivRem(start + i, _output[1]);
                    Gather(input, (y * rows.Stride) - top, (x * columns.Stride) - left, group * _groupInputs, scratch.Slice(i * patch, patch));
                }

                _groups[group].Compute(scratch, lots, output[((start * _output[2]) + (group * _groupOutputs))..], _output[2]);
            }
        }
    }

    private void Gather(ReadOnlySpan<float> input, int top, int left, int firstChannel, Span<float> patch)
    {
        int width = _layer.KernelSize.Width;
        int length = width * _groupInputs;
        for (int i = 0; i < _layer.KernelSize.Height; i++)
        {
            int row = top + (i * _layer.DilationRate.Height);
            Span<float> line = patch.Slice(i * length, length);
            if ((uint)row >= (uint)_input[0])
            {
                line.Clear();
            }
            else if (_layer.DilationRate.Width == 1 && _groups.Length == 1)
            {
                // The pixels of a row stand side by side.
                int from = Math.Clamp(-left, 0, width);
                int to = Math.Clamp(_input[1] - left, from, width);
                line[..(from * _groupInputs)].Clear();
                input.Slice(((row * _input[1]) + left + from) * _groupInputs, (to - from) * _groupInputs).CopyTo(line[(from * _groupInputs)..]);
                line[(to * _groupInputs)..].Clear();
            }
            else
            {
                GatherLine(input, row, left, firstChannel, line);
            }
        }
    }

    private void GatherLine(ReadOnlySpan<float> input, int row, int left, int firstChannel, Span<float> line)
    {
        for (int j = 0; j < _layer.KernelSize.Width; j++)
        {
            int column = left + (j * _layer.DilationRate.Width);
            Span<float> channels = line.Slice(j * _groupInputs, _groupInputs);
            if ((uint)column < (uint)_input[1])
            {
                input.Slice((((row * _input[1]) + column) * _input[2]) + firstChannel, _groupInputs).CopyTo(channels);
            }
            else
            {
                channels.Clear();
            }
        }
    }

    // The columns of a group.
    private double[] KernelOf(double[] kernel, int group)
    {
        int rows = kernel.Length / _layer.Filters;
        double[] own = new double[rows * _groupOutputs];
        for (int row = 0; row < rows; row++)
        {
            Array.Copy(kernel, (row * _layer.Filters) + (group * _groupOutputs), own, row * _groupOutputs, _groupOutputs);
        }

        return own;
    }
}

/// <summary>
/// A transposed convolution. For each output pixel the input pixels that reach it are gathered, in the order of the kernel's rows and
/// columns; those that do not are zeros.
/// </summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class TransposedConvolutionStep<TLanes> : IInferenceStep
    where TLanes : struct, ILanes<TLanes>
{
    private readonly Conv2DTranspose _layer;
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly WeightedSums<TLanes> _sums;

    public TransposedConvolutionStep(Operation operation, Conv2DTranspose layer)
    {
        _layer = layer;
        _input = operation.Input;
        _output = operation.Output;
        _sums = new WeightedSums<TLanes>(operation.Name, InputsBeforeOutputs(operation.Weights["kernel"]), layer.Filters, operation.Weights.GetValueOrDefault("bias")?.Values);
    }

    public int ScratchLength => _sums.Rows * WeightedSums<TLanes>.Lots;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        Size2D first = _layer.First;
        int places = _output[0] * _output[1];
        for (int start = 0; start < places; start += WeightedSums<TLanes>.Lots)
        {
            int lots = Math.Min(WeightedSums<TLanes>.Lots, places - start);
            for (int i = 0; i < lots; i++)
            {
                (int y, int x) = Math.DivRem(start + i, _output[1]);
                Gather(input, y + first.Height, x + first.Width, scratch.Slice(i * _sums.Rows, _sums.Rows));
            }

            _sums.Compute(scratch, lots, output[(start * _output[2])..], _output[2]);
        }
    }

    // The output's row is input row · stride + kernel row.
    private void Gather(ReadOnlySpan<float> input, int y, int x, Span<float> patch)
    {
        int channels = _input[2];
        int next = 0;
        for (int i = 0; i < _layer.KernelSize.Height; i++)
        {
            (int row, int rowRest) = Math.DivRem(y - i, _layer.Strides.Height);
            for (int j = 0; j < _layer.KernelSize.Width; j++)
            {
                (int column, int columnRest) = Math.DivRem(x - j, _layer.Strides.Width);
                Span<float> pixel = patch.Slice(next, channels);
                bool isInside = y >= i && x >= j && rowRest == 0 && columnRest == 0 && row < _input[0] && column < _input[1];
                if (isInside)
                {
                    input.Slice(((row * _input[1]) + column) * channels, channels).CopyTo(pixel);
                }
                else
                {
                    pixel.Clear();
                }

                next += channels;
            }
        }
    }

    // Keras' kernel is [height, width, outputs, inputs].
    private static double[] InputsBeforeOutputs(WeightValues kernel)
    {
        (int outputs, int inputs) = (kernel.Shape[2], kernel.Shape[3]);
        double[] values = new double[kernel.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int place, int input) = (i / inputs, i % inputs);
            (int tap, int output) = (place / outputs, place % outputs);
            values[(((tap * inputs) + input) * outputs) + output] = kernel.Values[i];
        }

        return values;
    }
}

/// <summary>A convolution of each channel by itself.</summary>
internal sealed class DepthwiseStep(Operation operation, DepthwiseConv2D layer) : IInferenceStep
{
    private readonly double[] _kernel = operation.Weights["kernel"].Values;
    private readonly double[]? _bias = operation.Weights.GetValueOrDefault("bias")?.Values;
    private readonly Shape _input = operation.Input;
    private readonly Shape _output = operation.Output;

    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        Window rows = layer.Rows;
        Window columns = layer.Columns;
        int top = rows.Before(_input[0]);
        int left = columns.Before(_input[1]);
        int place = 0;
        for (int y = 0; y < _output[0]; y++)
        {
            for (int x = 0; x < _output[1]; x++)
            {
                for (int channel = 0; channel < _output[2]; channel++)
                {
                    double sum = Sum(input, (y * rows.Stride) - top, (x * columns.Stride) - left, channel);
                    output[place++] = (float)(sum + (_bias?[channel] ?? 0));
                }
            }
        }
    }

    private double Sum(ReadOnlySpan<float> input, int top, int left, int channel)
    {
        int from = channel / layer.DepthMultiplier;
        double sum = 0;
        for (int i = 0; i < layer.KernelSize.Height; i++)
        {
            int row = top + (i * layer.DilationRate.Height);
            if ((uint)row >= (uint)_input[0])
            {
                continue;
            }

            for (int j = 0; j < layer.KernelSize.Width; j++)
            {
                int column = left + (j * layer.DilationRate.Width);
                if ((uint)column < (uint)_input[1])
                {
                    sum += input[(((row * _input[1]) + column) * _input[2]) + from] * _kernel[(((i * layer.KernelSize.Width) + j) * _output[2]) + channel];
                }
            }
        }

        return sum;
    }
}
