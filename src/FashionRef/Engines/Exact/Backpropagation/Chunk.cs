using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>
/// Runs of a batch's samples. Each has its own sums, samples in order, and the runs' sums are added in order, so the bits do not depend on
/// which thread took which run. They depend on the length of the runs, which follows from the number of samples alone.
/// </summary>
/// <param name="Samples">Of the batch.</param>
internal readonly record struct Chunk(int Samples)
{
    // Few samples, so that threads finish together; more where there would be too many sums to keep.
    private const int LeastSize = 8;
    private const int MostChunks = 64;

    /// <summary>Samples of a chunk; the last may have fewer.</summary>
    public int Size => Math.Max(LeastSize, (Samples + MostChunks - 1) / MostChunks);

    /// <summary>How many chunks there are.</summary>
    public int Count => (Samples + Size - 1) / Size;

    /// <summary>The first sample of a chunk and the one behind its last.</summary>
    /// <param name="chunk">Which chunk.</param>
    public (int First, int End) Range(int chunk) => (chunk * Size, Math.Min((chunk + 1) * Size, Samples));
}

/// <summary>Sums in float32, of products of which there are too many to add them in double: a kernel's gradients.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
/// <param name="length">How many sums; whole vectors.</param>
internal sealed class FloatSums<TLanes>(int length)
    where TLanes : struct, ILanes<TLanes>
{
    private AlignedFloats _sums = new(0);
    private Chunk _chunks;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="count">Its samples.</param>
    public void Reserve(int count)
    {
        _chunks = new Chunk(count);
        if (_sums.Length < (long)_chunks.Count * length)
        {
            _sums = new AlignedFloats((long)_chunks.Count * length);
        }
    }

    /// <summary>The sums of a sample's chunk; zeros where it is the first of the chunk.</summary>
    /// <param name="sample">Its place in the batch.</param>
    public Span<float> Of(int sample)
    {
        Span<float> sums = _sums.Span.Slice(sample / _chunks.Size * length, length);
        if (sample % _chunks.Size == 0)
        {
            sums.Clear();
        }

        return sums;
    }

    /// <summary>Adds the chunks.</summary>
    public ReadOnlySpan<float> Total()
    {
        Span<float> total = _sums.Span[..length];
        for (int chunk = 1; chunk < _chunks.Count; chunk++)
        {
            Elementwise<TLanes>.Add(_sums.Span.Slice(chunk * length, length), total);
        }

        return total;
    }
}

/// <summary>Sums in double, rounded once: the gradients of biases and scales, and statistics.</summary>
/// <param name="length">How many sums.</param>
internal sealed class DoubleSums(int length)
{
    private double[] _sums = [];
    private Chunk _chunks;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="count">Its samples.</param>
    public void Reserve(int count)
    {
        _chunks = new Chunk(count);
        if (_sums.Length < checked(_chunks.Count * length))
        {
            _sums = new double[_chunks.Count * length];
        }
    }

    /// <summary>The sums of a sample's chunk; zeros where it is the first of the chunk.</summary>
    /// <param name="sample">Its place in the batch.</param>
    public Span<double> Of(int sample)
    {
        Span<double> sums = _sums.AsSpan(sample / _chunks.Size * length, length);
        if (sample % _chunks.Size == 0)
        {
            sums.Clear();
        }

        return sums;
    }

    /// <summary>Adds the chunks.</summary>
    public ReadOnlySpan<double> Total()
    {
        Span<double> total = _sums.AsSpan(0, length);
        for (int chunk = 1; chunk < _chunks.Count; chunk++)
        {
            for (int i = 0; i < length; i++)
            {
                total[i] += _sums[(chunk * length) + i];
            }
        }

        return total;
    }

    /// <summary>Adds the chunks and rounds the sums.</summary>
    /// <param name="target">Receives them.</param>
    public void Write(Span<float> target)
    {
        ReadOnlySpan<double> total = Total();
        for (int i = 0; i < total.Length; i++)
        {
            target[i] = (float)total[i];
        }
    }
}
