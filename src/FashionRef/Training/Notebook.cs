using FashionRef.Models;

namespace FashionRef.Training;

/// <summary>
/// Every figure in the notebook, with the code cell that shows it (counted from 1): one training of each model, without a seed. Its
/// layers are in <see cref="NotebookModels"/>.
/// </summary>
public static class Notebook
{
    /// <summary>The number of epochs; cells 11 and 18.</summary>
    public const int Epochs = 10;

    /// <summary>Images a step; cells 11 and 18.</summary>
    public const int BatchSize = 128;

    /// <summary>Adam's learning rate; cells 10 and 17.</summary>
    public const double LearningRate = 0.01;

    // Summary: cell 9. History: cell 11.
    private static readonly NotebookRun Model1 = new(
        Parameters: 201_578,
        NonTrainableParameters: 0,
        new SeedHistory(
            Accuracy: [0.6842, 0.8604, 0.8779, 0.8831, 0.8894, 0.8915, 0.8960, 0.8997, 0.8995, 0.8994],
            Loss: [20.4855, 0.3811, 0.3330, 0.3160, 0.2934, 0.2857, 0.2740, 0.2729, 0.2642, 0.2643],
            ValAccuracy: [0.8491, 0.8487, 0.8525, 0.8616, 0.8630, 0.8688, 0.8532, 0.8628, 0.8673, 0.8550],
            ValLoss: [0.4337, 0.4228, 0.4463, 0.4099, 0.4143, 0.3913, 0.4421, 0.4610, 0.4338, 0.4741]));

    // Summary: cell 16. History: cell 18.
    private static readonly NotebookRun Model2 = new(
        Parameters: 407_802,
        NonTrainableParameters: 160,
        new SeedHistory(
            Accuracy: [0.8091, 0.9032, 0.9204, 0.9318, 0.9390, 0.9482, 0.9538, 0.9587, 0.9673, 0.9672],
            Loss: [0.5709, 0.2642, 0.2156, 0.1875, 0.1636, 0.1398, 0.1275, 0.1112, 0.0915, 0.0871],
            ValAccuracy: [0.8808, 0.8904, 0.8994, 0.8992, 0.9078, 0.9098, 0.9141, 0.9076, 0.9117, 0.9089],
            ValLoss: [0.3278, 0.3259, 0.2905, 0.3084, 0.2762, 0.2636, 0.2648, 0.3163, 0.3001, 0.3293]));

    /// <summary>The notebook's figures for a model.</summary>
    /// <param name="model">One of <see cref="NotebookModels.Numbers"/>.</param>
    public static NotebookRun Of(int model) => model switch
    {
        1 => Model1,
        2 => Model2,
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "The notebook has models 1 and 2."),
    };
}

/// <summary>The notebook's one training of a model.</summary>
/// <param name="Parameters">All parameters, from its summary.</param>
/// <param name="NonTrainableParameters">Those that the optimizer does not update.</param>
/// <param name="History">Ten epochs, to four digits.</param>
public sealed record NotebookRun(int Parameters, int NonTrainableParameters, SeedHistory History)
{
    /// <summary>The test accuracy after the last epoch, in [0, 1].</summary>
    public double TestAccuracy => History.ValAccuracy[^1];
}

/// <summary>Keras' history of a run: a number for each epoch, in order.</summary>
/// <param name="Accuracy">On the training images, computed as the weights change; in [0, 1].</param>
/// <param name="Loss">On the training images, computed as the weights change; in nats.</param>
/// <param name="ValAccuracy">On the test images after the epoch; in [0, 1].</param>
/// <param name="ValLoss">On the test images after the epoch; in nats.</param>
public sealed record SeedHistory(
    IReadOnlyList<double> Accuracy,
    IReadOnlyList<double> Loss,
    IReadOnlyList<double> ValAccuracy,
    IReadOnlyList<double> ValLoss);
