namespace FashionRef.Engines.Exact.Stages;

/// <summary>The forward pass of a <see cref="ConvolutionStage{TLanes}"/> for one sample. Each thread has its own scratch memory.</summary>
internal interface IConvolutionForward
{
    /// <summary>Prepares for a batch; called before any sample.</summary>
    void Begin();

    /// <summary>Computes one sample's output.</summary>
    /// <param name="sample">Its index in the batch.</param>
    /// <param name="worker">The thread's number.</param>
    /// <param name="blank">The index of the image of zeros, computed first; equal to <paramref name="sample"/> while that is computed.</param>
    void Compute(int sample, int worker, int blank);
}
