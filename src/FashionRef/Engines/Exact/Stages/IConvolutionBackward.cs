namespace FashionRef.Engines.Exact.Stages;

/// <summary>The backward pass of a <see cref="ConvolutionStage{TLanes}"/> for one sample. Each thread has its own scratch memory.</summary>
internal interface IConvolutionBackward
{
    /// <summary>Prepares for a batch; called once for each step, before any sample.</summary>
    void Begin();

    /// <summary>Adds one sample's gradients of kernel and bias.</summary>
    /// <param name="sample">Its index in the batch.</param>
    /// <param name="worker">The thread's number.</param>
    /// <param name="outputGradients">The gradients of the sample's output, in the output's layout.</param>
    /// <param name="kernelGradient">Added to, in the layout that <see cref="ReadKernelGradient"/> reads.</param>
    /// <param name="biasGradient">Added to; positions row by row.</param>
    /// <returns>The gradients of the sample's input, in the thread's scratch memory; empty for the image.</returns>
    ReadOnlySpan<float> AddSample(
        int sample, int worker, ReadOnlySpan<float> outputGradients, Span<float> kernelGradient, Span<float> biasGradient);

    /// <summary>Converts a kernel's gradient to the layout of the kernel.</summary>
    void ReadKernelGradient(ReadOnlySpan<float> gradient, Span<float> kernelLayout);
}
