namespace FashionRef.Engines;

/// <summary>
/// One model under training, for one thread at a time. Images are raw pixels 0 to 255, <c>[batch, height, width, channels]</c>, row-major.
/// </summary>
public interface ITrainer : IPredictor
{
    /// <summary>Takes one step of Adam on the mean loss of a batch.</summary>
    /// <param name="pixels">The batch's images, one after the other.</param>
    /// <param name="labels">One class for each image; at least one.</param>
    /// <returns>Loss and correct predictions, computed before the step. The loss may be NaN or infinite: the caller must check.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no image, or there are more or fewer images than labels.</exception>
    BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels);

    /// <summary>A copy of everything needed to continue the training.</summary>
    TrainerState GetState();
}
