using FashionRef.Engines.Exact.Kernels;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>A layer that works on a whole batch of vectors.</summary>
internal interface IBatchStage
{
    /// <summary>The layer's name.</summary>
    string Name { get; }

    /// <summary>The output; its gradients are the backward pass' input.</summary>
    Activations Output { get; }

    /// <summary>Its weights.</summary>
    IEnumerable<Parameter> Parameters { get; }

    /// <summary>Computes a batch.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="training">Whether to use the batch's own statistics.</param>
    void Forward(int count, bool training);

    /// <summary>Computes the gradients of the input, if it needs any, and updates the weights.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="step">The step's constants.</param>
    void Backward(int count, in AdamStep step);

    /// <summary>Called after the weights were set from outside.</summary>
    void WeightsChanged();
}
