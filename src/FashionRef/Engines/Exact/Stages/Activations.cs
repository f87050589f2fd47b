using FashionRef.Engines.Exact.Kernels;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>A batch of activations of one layer, sample by sample, with gradients if needed.</summary>
/// <param name="layout">A sample's memory layout.</param>
internal sealed class Activations(PlaneLayout layout)
{
    private ulong[] _blankRows = [];

    /// <summary>A sample's memory layout.</summary>
    public PlaneLayout Layout => layout;

    /// <summary>The stride from a sample to the next.</summary>
    public int Stride { get; } = layout.SampleStride;

    /// <summary>The activations.</summary>
    public AlignedFloats Values { get; private set; } = new(0);

    /// <summary>The gradients of the loss with respect to them, in the same layout without padding.</summary>
    public AlignedFloats Gradients { get; private set; } = new(0);

    /// <summary>
    /// Whether rows are narrow enough to mark blank pixels (<see cref="BlankRow"/>), whose activations are copied instead of computed.
    /// </summary>
    public bool MarksBlanks => layout.Width <= BlankRow.LargestWidth;

    /// <summary>Makes room for a batch; growing discards the content.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="withGradients">Whether gradients are needed as well.</param>
    public void Reserve(int count, bool withGradients)
    {
        long length = (long)count * Stride;
        if (Values.Length < length)
        {
            Values = new AlignedFloats(length);
            _blankRows = new ulong[checked(count * layout.Height)];
        }

        if (withGradients && Gradients.Length < length)
        {
            Gradients = new AlignedFloats(length);
        }
    }

    /// <summary>One sample's activations.</summary>
    public Span<float> Sample(int sample) => Values.Span.Slice(sample * Stride, layout.Size);

    /// <summary>One sample's masks of blank pixels, one for each row.</summary>
    public Span<ulong> BlankRows(int sample) => _blankRows.AsSpan(sample * layout.Height, layout.Height);

    /// <summary>One sample's gradients.</summary>
    public Span<float> SampleGradients(int sample) => Gradients.Span.Slice(sample * Stride, layout.Size);
}
