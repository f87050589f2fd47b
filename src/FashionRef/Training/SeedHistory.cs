namespace FashionRef.Training;

/// <summary>Keras' history of a run: a number for each epoch, in order.</summary>
/// <param name="Accuracy">On the training images, seen while the weights moved; in [0, 1].</param>
/// <param name="Loss">On the training images, seen while the weights moved; in nats.</param>
/// <param name="ValAccuracy">On the test images after the epoch; in [0, 1].</param>
/// <param name="ValLoss">On the test images after the epoch; in nats.</param>
public sealed record SeedHistory(
    IReadOnlyList<double> Accuracy,
    IReadOnlyList<double> Loss,
    IReadOnlyList<double> ValAccuracy,
    IReadOnlyList<double> ValLoss);
