namespace FashionRef.Engines.Exact.Stages;

/// <summary>The way forward through a <see cref="ConvolutionStage{TLanes}"/> for one sample. Each thread has its own scratch memory.</summary>
internal interface IConvolutionForward
{
    /// <summary>Makes ready for a batch; called before any sample.</summary>
    void Begin();

    /// <summary>Computes one sample's output.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="worker">The thread's number.</param>
    /// <param name="blank">The place of an image of zeros, which is computed already; the sample's own place while it is computed.</param>
    void Compute(int sample, int worker, int blank);
}
