using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>
/// Sums over a batch's samples. Each chunk of <see cref="Size"/> samples has its own sums, samples in order, and the chunks are added in
/// order, so the bits do not depend on which thread took which chunk.
/// </summary>
internal static class Chunk
{
    /// <summary>Samples of a chunk. The bits depend on it.</summary>
    public const int Size = 8;

    /// <summary>How many chunks a batch has.</summary>
    /// <param name="count">Its samples.</param>
    public static int Of(int count) => (count + Size - 1) / Size;
}

/// <summary>Sums in float32, of products of which there are too many to add them in double: a kernel's gradients.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
/// <param name="length">How many sums; whole vectors.</param>
internal sealed class FloatSums<TLanes>(int length)
    where TLanes : struct, ILanes<TLanes>
{
    private AlignedFloats _sums = new(0);
    private int _chunks;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="count">Its samples.</param>
    public void Reserve(int count)
    {
        _chunks = Chunk.Of(count);
        if (_sums.Length < (long)_chunks * length)
        {
            _sums = new AlignedFloats((long)_chunks * length);
        }
    }

    /// <summary>The sums of a sample's chunk; zeros where it is the first of the chunk.</summary>
    /// <param name="sample">Its place in the batch.</param>
    public Span<float> Of(int sample)
    {
        Span<float> sums = _sums.Span.Slice(sample / Chunk.Size * length, length);
        if (sample % Chunk.Size == 0)
        {
            sums.Clear();
        }

        return sums;
    }

    /// <summary>Adds the chunks.</summary>
    public ReadOnlySpan<float> Total()
    {
        Span<float> total = _sums.Span[..length];
        for (int chunk = 1; chunk < _chunks; chunk++)
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
    private int _chunks;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="count">Its samples.</param>
    public void Reserve(int count)
    {
        _chunks = Chunk.Of(count);
        if (_sums.Length < checked(_chunks * length))
        {
            _sums = new double[_chunks * length];
        }
    }

    /// <summary>The sums of a sample's chunk; zeros where it is the first of the chunk.</summary>
    /// <param name="sample">Its place in the batch.</param>
    public Span<double> Of(int sample)
    {
        Span<double> sums = _sums.AsSpan(sample / Chunk.Size * length, length);
        if (sample % Chunk.Size == 0)
        {
            sums.Clear();
        }

        return sums;
    }

    /// <summary>Adds the chunks.</summary>
    public ReadOnlySpan<double> Total()
    {
        Span<double> total = _sums.AsSpan(0, length);
        for (int chunk = 1; chunk < _chunks; chunk++)
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
