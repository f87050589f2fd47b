using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>
/// A model for inference. Images are raw pixels 0 to 255, <c>[batch, height, width, channels]</c>, row-major. A predictor of
/// <see cref="IEngine.CreatePredictor"/> may be used from many threads at once; a trainer may not.
/// </summary>
public interface IPredictor : IDisposable
{
    /// <summary>The precision that it computes with and returns numbers in.</summary>
    Precision Precision { get; }

    /// <summary>Computes the logits, the inputs of the last layer's softmax; batch normalization uses its moving averages.</summary>
    /// <param name="pixels">The images, one after the other; any number, also none.</param>
    /// <param name="logits">Receives <c>[images, classes]</c>, row-major. They may be NaN or infinite: the caller must check.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default);
}
