using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>
/// The weight gradients and the update of a convolution. Each chunk of <see cref="ChunkSize"/> samples has its own sums, samples in
/// order, and the chunks are added in order, so the bits do not depend on which thread took which chunk.
/// </summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ConvolutionUpdate<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Samples of a chunk: few, so that threads finish together. The bits depend on it.</summary>
    public const int ChunkSize = 4;

    private readonly ConvolutionStage<TLanes> _stage;
    private readonly IConvolutionBackward _backward;
    private readonly int _kernelLength;
    private readonly int _biasLength;
    private readonly AlignedFloats _kernelLayout;
    private AlignedFloats _chunks = new(0);

    /// <summary>Creates the update of a stage.</summary>
    /// <param name="stage">The stage to update.</param>
    /// <param name="backward">Computes the gradients.</param>
    public ConvolutionUpdate(ConvolutionStage<TLanes> stage, IConvolutionBackward backward)
    {
        _stage = stage;
        _backward = backward;
        _kernelLength = stage.Kernel.Values.Length;
        _biasLength = stage.Bias.Values.Length;
        _kernelLayout = new AlignedFloats(_kernelLength);
    }

    /// <summary>How many chunks a batch has.</summary>
    public static int ChunksOf(int count) => (count + ChunkSize - 1) / ChunkSize;

    /// <summary>Prepares for a batch.</summary>
    public void Begin(int count)
    {
        long length = (long)ChunksOf(count) * (_kernelLength + _biasLength);
        if (_chunks.Length < length)
        {
            _chunks = new AlignedFloats(length);
        }

        _backward.Begin();
    }

    /// <summary>Adds one sample's gradients; the first sample of a chunk begins the chunk's sums.</summary>
    /// <returns>The gradients of the sample's input; valid until the thread's next sample.</returns>
    public ReadOnlySpan<float> AddSample(int sample, int worker, ReadOnlySpan<float> outputGradients)
    {
        Span<float> chunk = Chunk(sample / ChunkSize);
        if (sample % ChunkSize == 0)
        {
            chunk.Clear();
        }

        return _backward.AddSample(sample, worker, outputGradients, chunk[.._kernelLength], chunk[_kernelLength..]);
    }

    /// <summary>Adds the chunks and updates kernel and bias.</summary>
    /// <param name="count">Samples of the batch.</param>
    /// <param name="step">The step's constants.</param>
    public void Apply(int count, in AdamStep step)
    {
        Span<float> sums = Chunk(0);
        for (int chunk = 1; chunk < ChunksOf(count); chunk++)
        {
            Elementwise<TLanes>.Add(Chunk(chunk), sums);
        }

        _backward.ReadKernelGradient(sums[.._kernelLength], _kernelLayout.Span);
        _stage.Kernel.ApplyAdam<TLanes>(step, _kernelLayout.Span);
        _stage.Bias.ApplyAdam<TLanes>(step, sums[_kernelLength..]);
    }

    private Span<float> Chunk(int chunk) => _chunks.Span.Slice(chunk * (_kernelLength + _biasLength), _kernelLength + _biasLength);
}
