using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Harms.Ports;

/// <summary>A trainer as a predictor of pixels: a port predicts by its own training code.</summary>
/// <param name="trainer">Disposed with it.</param>
public sealed class TrainersInference(ITrainer trainer) : IInference
{
    /// <inheritdoc/>
    public bool GivesLogits => true;

    /// <inheritdoc/>
    public Precision Precision => trainer.Precision;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default) =>
        trainer.Predict(pixels, logits, cancellationToken);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> inputs, Span<double> results, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A port takes pixels.");

    /// <inheritdoc/>
    public void Dispose() => trainer.Dispose();
}
