using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>One model under training. Images are raw pixels 0 to 255, <c>[batch, height, width, channels]</c>, row-major.</summary>
public interface ITrainer : IDisposable
{
    /// <summary>What it computes with; every number that it gives is one of that precision.</summary>
    Precision Precision { get; }

    /// <summary>Takes one step of Adam on the mean loss of a batch.</summary>
    /// <param name="pixels">The batch's images, one after the other.</param>
    /// <param name="labels">One class for each image; at least one.</param>
    /// <returns>Loss and right answers, seen before the step. The loss may be NaN or infinite: it is the caller's to refuse.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no image, or there are more or fewer images than labels.</exception>
    BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels);

    /// <summary>Computes the logits, the inputs of the last layer's softmax; batch normalization takes its moving averages.</summary>
    /// <param name="pixels">The images, one after the other; any number, also none.</param>
    /// <param name="logits">Receives <c>[images, classes]</c>, row-major. They may be NaN or infinite: it is the caller's to refuse.</param>
    /// <param name="cancellationToken">Ends it between a few hundred images and the next.</param>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default);

    /// <summary>A copy of everything that is needed to go on.</summary>
    TrainerState GetState();
}
