using FashionRef.Engines.Exact.Kernels;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>A batch of activations of one layer, one sample after the other, with their gradients where they are asked for.</summary>
/// <param name="layout">How a sample lies in memory.</param>
internal sealed class Activations(PlaneLayout layout)
{
    private ulong[] _blankRows = [];

    /// <summary>How a sample lies in memory.</summary>
    public PlaneLayout Layout => layout;

    /// <summary>From a sample to the next.</summary>
    public int Stride { get; } = layout.SampleStride;

    /// <summary>The activations.</summary>
    public AlignedFloats Values { get; private set; } = new(0);

    /// <summary>The gradients of the loss by them, of the same layout without the border.</summary>
    public AlignedFloats Gradients { get; private set; } = new(0);

    /// <summary>
    /// Whether pixels can be marked as blank, so that nothing need be computed twice: in a row of a sample bit x is set where the
    /// activation is the one that an image of zeros has there.
    /// </summary>
    public bool MarksBlanks => layout.Width <= BlankRow.LargestWidth;

    /// <summary>Makes room for a batch; what was in it is lost when it grows.</summary>
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

    /// <summary>One sample's marks, a number for each row.</summary>
    public Span<ulong> BlankRows(int sample) => _blankRows.AsSpan(sample * layout.Height, layout.Height);

    /// <summary>One sample's gradients.</summary>
    public Span<float> SampleGradients(int sample) => Gradients.Span.Slice(sample * Stride, layout.Size);
}
