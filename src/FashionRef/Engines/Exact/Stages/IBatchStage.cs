namespace FashionRef.Engines.Exact.Stages;

/// <summary>A layer that works on a whole batch of vectors.</summary>
internal interface IBatchStage
{
    /// <summary>The layer's name.</summary>
    string Name { get; }

    /// <summary>What it writes; on the way back their gradients are what it reads.</summary>
    Activations Output { get; }

    /// <summary>Its weights.</summary>
    IEnumerable<Parameter> Parameters { get; }

    /// <summary>Computes a batch.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="training">Whether the batch's own statistics are taken.</param>
    void Forward(int count, bool training);

    /// <summary>Computes the gradients of the input, where it has some, and moves the weights.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="step">The step's numbers.</param>
    void Backward(int count, in AdamStep step);

    /// <summary>The weights were set from outside.</summary>
    void WeightsChanged();
}
