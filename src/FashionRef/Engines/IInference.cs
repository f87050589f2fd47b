namespace FashionRef.Engines;

/// <summary>A model for inference on samples of any shape; many threads may use it at once.</summary>
public interface IInference : IPredictor
{
    /// <summary>
    /// Whether the model ends with a softmax over its last axis. The results are then its inputs, the logits; otherwise they are the model's
    /// outputs.
    /// </summary>
    bool GivesLogits { get; }

    /// <summary>Computes the logits, or the outputs of a model that does not end with a softmax.</summary>
    /// <param name="inputs"><c>[samples, …]</c> in the model's input shape, row-major; rounded to <see cref="IPredictor.Precision"/>.</param>
    /// <param name="results">Receives <c>[samples, …]</c> in the model's output shape. They may be NaN or infinite: the caller must check.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    /// <exception cref="ArgumentException">The inputs are no whole number of samples, or there is no room for their results.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Predict(ReadOnlySpan<double> inputs, Span<double> results, CancellationToken cancellationToken = default);
}
