namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>Where the loss takes hold: at the model's outputs, or at the logits behind them. It leaves the values as they are.</summary>
/// <param name="values">The values that the loss is computed from.</param>
internal sealed class LossPass(BatchValues values) : SamplePass(values, values)
{
    private AlignedFloats _gradients = new(0);

    public override bool ReadsOutput => true;

    public override void Begin(PassBatch batch)
    {
        long length = (long)batch.Count * Output.Length;
        _gradients = _gradients.Length < length ? new AlignedFloats(length) : _gradients;
    }

    /// <summary>The loss' gradients by a sample's values.</summary>
    /// <param name="sample">Its place in the batch.</param>
    public Span<float> OfLoss(int sample) => _gradients.Span.Slice(sample * Output.Length, Output.Length);

    public override void Forward(int sample, int worker)
    {
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> own = OfLoss(sample);
        Span<float> gradients = Output.Gradients(sample, worker);
        for (int i = 0; i < own.Length; i++)
        {
            gradients[i] += own[i];
        }
    }
}
