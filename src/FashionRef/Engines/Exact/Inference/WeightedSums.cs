using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Inference;

/// <summary>Sums of inputs times the rows of a kernel, plus a bias: the core of dense layers and convolutions.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class WeightedSums<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>So many lots of inputs are computed side by side.</summary>
    public const int Lots = 4;

    private readonly int _rows;
    private readonly int _outputs;
    private readonly int _stride;
    private readonly float[] _kernel;
    private readonly float[] _bias;

    /// <summary>Copies a kernel so that each row is a whole number of vectors.</summary>
    /// <param name="name">The layer's.</param>
    /// <param name="kernel"><c>[rows, outputs]</c>, row-major, float32 values.</param>
    /// <param name="outputs">Outputs, at least 1.</param>
    /// <param name="bias">One for each output, or null.</param>
    /// <exception cref="FashionRefException">The kernel is too large with its rows filled up (bad request).</exception>
    public WeightedSums(string name, double[] kernel, int outputs, double[]? bias)
    {
        _outputs = outputs;
        _rows = kernel.Length / outputs;
        _stride = AlignedFloats.RoundUp(outputs);
        if ((long)_rows * _stride > Array.MaxLength)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"The kernel of '{name}' is too large for the exact engine. Take another engine.");
        }

        _kernel = new float[_rows * _stride];
        for (int i = 0; i < kernel.Length; i++)
        {
            _kernel[(i / outputs * _stride) + (i % outputs)] = (float)kernel[i];
        }

        _bias = [.. (bias ?? new double[outputs]).Select(value => (float)value)];
    }

    /// <summary>The kernel's rows: how many inputs there are.</summary>
    public int Rows => _rows;

    /// <summary>Computes the outputs for some lots of inputs.</summary>
    /// <param name="inputs">One for each row, lot after lot.</param>
    /// <param name="lots">How many lots there are.</param>
    /// <param name="outputs">Receives the sums.</param>
    /// <param name="distance">From a lot's first sum to the next lot's.</param>
    public void Compute(ReadOnlySpan<float> inputs, int lots, Span<float> outputs, int distance)
    {
        Span<double> sums = stackalloc double[Lots * AlignedFloats.FloatsPerCacheLine];
        int lot = 0;
        for (; lot <= lots - Lots; lot += Lots)
        {
            ref readonly float first = ref MemoryMarshal.GetReference(inputs[(lot * _rows)..]);
            for (int start = 0; start < _outputs; start += TLanes.Count)
            {
                TLanes.WideSumsOf4(in first, _rows, in _kernel[start], _stride, ref sums[0]);
                for (int i = 0; i < Lots; i++)
                {
                    Round(sums[(i * TLanes.Count)..], start, outputs[((lot + i) * distance)..]);
                }
            }
        }

        for (; lot < lots; lot++)
        {
            for (int start = 0; start < _outputs; start += TLanes.Count)
            {
                TLanes.WideSums(in MemoryMarshal.GetReference(inputs[(lot * _rows)..]), _rows, in _kernel[start], _stride, ref sums[0]);
                Round(sums, start, outputs[(lot * distance)..]);
            }
        }
    }

    private void Round(ReadOnlySpan<double> sums, int start, Span<float> outputs)
    {
        int end = Math.Min(start + TLanes.Count, _outputs);
        for (int o = start; o < end; o++)
        {
            outputs[o] = (float)(sums[o - start] + _bias[o]);
        }
    }
}
