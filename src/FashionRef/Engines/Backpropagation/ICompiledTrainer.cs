using FashionRef.Models;

namespace FashionRef.Engines.Backpropagation;

/// <summary>A model of any layers, loss and optimizer under training, for one thread at a time.</summary>
public interface ICompiledTrainer : ITrainer
{
    /// <summary>Of the last step: the part of the loss that regularizers add.</summary>
    double Penalty { get; }

    /// <summary>Whether <see cref="Gradients"/> are kept of each step.</summary>
    bool KeepsGradients { get; set; }

    /// <summary>The gradients of the last step's loss by the trained weights, before clipping; empty where none are kept.</summary>
    IReadOnlyList<WeightValues> Gradients { get; }

    /// <summary>Takes one step on a batch, as Keras' <c>train_on_batch</c> does.</summary>
    /// <param name="inputs"><c>[samples, …]</c> in the model's input shape, row-major; rounded to <see cref="IPredictor.Precision"/>.</param>
    /// <param name="labels">The class of each sample; at least one.</param>
    /// <param name="sampleWeights">One for each sample, or none where all are 1.</param>
    /// <returns>
    /// The loss with its penalties, and how many samples have their largest output at their class (of equal ones the first), in training mode
    /// and with the weights before the step. The loss may be NaN or infinite: the caller must check.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">Numbers do not fit, or a label is no class of the model.</exception>
    BatchResult TrainStep(ReadOnlySpan<double> inputs, ReadOnlySpan<byte> labels, ReadOnlySpan<double> sampleWeights);

    /// <summary>What Keras' <c>fit</c> does after its last epoch: with moving averages of the weights, those become the weights.</summary>
    void EndFit();
}
