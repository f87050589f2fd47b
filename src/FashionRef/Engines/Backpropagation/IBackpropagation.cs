using System.Numerics;

namespace FashionRef.Engines.Backpropagation;

/// <summary>A batch's loss and its gradients for one model of any layers, as Keras' training step has them; for one thread at a time.</summary>
/// <typeparam name="T">The type of the weights, which it computes with.</typeparam>
public interface IBackpropagation<T> : IDisposable
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One forward and backward pass in training mode: dropout acts, and batch normalization uses the batch's own statistics.</summary>
    /// <param name="weights">All weights in the model's order and Keras' layouts; batch normalization's moving averages are updated in place.</param>
    /// <param name="batch">The samples; at least one.</param>
    /// <param name="gradients">For each weight of <paramref name="weights"/>; receives those of the loss with its penalties. Those of weights that are not trained are left alone.</param>
    /// <param name="outputs">Receives the model's outputs in training mode, <c>[samples, outputs]</c>.</param>
    BatchLoss Run(T[][] weights, TrainingBatch<T> batch, T[][] gradients, Span<T> outputs);
}

/// <summary>What a batch of training costs.</summary>
/// <param name="Loss">With its penalties.</param>
/// <param name="Penalty">The part of it that regularizers add.</param>
public readonly record struct BatchLoss(double Loss, double Penalty);
