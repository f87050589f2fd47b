using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>
/// A model that answers. Images are raw pixels 0 to 255, <c>[batch, height, width, channels]</c>, row-major. What
/// <see cref="IEngine.CreatePredictor"/> makes may be used from many threads at once; a trainer may not.
/// </summary>
public interface IPredictor : IDisposable
{
    /// <summary>What it computes with; every number that it gives is one of that precision.</summary>
    Precision Precision { get; }

    /// <summary>Computes the logits, the inputs of the last layer's softmax; batch normalization takes its moving averages.</summary>
    /// <param name="pixels">The images, one after the other; any number, also none.</param>
    /// <param name="logits">Receives <c>[images, classes]</c>, row-major. They may be NaN or infinite: it is the caller's to refuse.</param>
    /// <param name="cancellationToken">Ends it between a few hundred images and the next.</param>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default);
}
