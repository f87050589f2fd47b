namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>What is between two operations, for each sample of a batch: the numbers, row-major, and the gradients of them.</summary>
/// <param name="length">Numbers of a sample.</param>
internal sealed class BatchValues(int length)
{
    private AlignedFloats _values = new(0);
    private AlignedFloats _gradients = new(0);

    /// <summary>Numbers of a sample.</summary>
    public int Length => length;

    /// <summary>From a sample to the next: whole vectors.</summary>
    public int Stride { get; } = AlignedFloats.RoundUp(length);

    /// <summary>
    /// Whether the gradients of all samples are kept. Otherwise each thread has those of the sample that it is at, which stay in its cache.
    /// </summary>
    public bool KeepsGradients { get; set; }

    /// <summary>All samples, each at <see cref="Stride"/>, and some numbers behind them.</summary>
    public Span<float> All => _values.Span;

    /// <summary>The gradients of all samples, where they are kept.</summary>
    public Span<float> AllGradients => _gradients.Span;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="count">Its samples.</param>
    /// <param name="threads">How many threads there are.</param>
    public void Reserve(int count, int threads)
    {
        // The vectors behind the last sample are for kernels that read whole ones.
        _values = AtLeast(_values, (((long)count + 1) * Stride) + AlignedFloats.FloatsPerCacheLine);
        _gradients = AtLeast(_gradients, (((KeepsGradients ? (long)count : threads) + 1) * Stride) + AlignedFloats.FloatsPerCacheLine);
    }

    /// <summary>A sample's numbers.</summary>
    /// <param name="sample">Its place in the batch.</param>
    public Span<float> Sample(int sample) => _values.Span.Slice(sample * Stride, length);

    /// <summary>A sample's numbers up to the end of the last vector.</summary>
    /// <param name="sample">Its place in the batch.</param>
    public Span<float> Vectors(int sample) => _values.Span.Slice(sample * Stride, Stride);

    /// <summary>The gradients of a sample's numbers.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="worker">The thread's number.</param>
    public Span<float> Gradients(int sample, int worker) => GradientVectors(sample, worker)[..length];

    /// <summary>The gradients of a sample's numbers up to the end of the last vector.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="worker">The thread's number.</param>
    public Span<float> GradientVectors(int sample, int worker) => _gradients.Span.Slice((KeepsGradients ? sample : worker) * Stride, Stride);

    private static AlignedFloats AtLeast(AlignedFloats buffer, long length) => buffer.Length >= length ? buffer : new AlignedFloats(length);
}
