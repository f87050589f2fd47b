using FashionRef.Engines.Backpropagation;

namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>
/// One operation in training: its forward pass and its backward pass over a batch. Every number is computed in one written order, which
/// neither threads nor the vector's width change.
/// </summary>
/// <param name="input">What it reads; receives the gradients of what it read.</param>
/// <param name="output">What it computes, with the gradients of it; the same object as the input where it works in place.</param>
internal abstract class Pass(BatchValues input, BatchValues output)
{
    /// <summary>What it reads.</summary>
    public BatchValues Input => input;

    /// <summary>What it computes.</summary>
    public BatchValues Output => output;

    /// <summary>Whether an operation before it needs the gradients of what it reads.</summary>
    public bool PassesGradients { get; init; } = true;

    /// <summary>Whether its backward pass reads what it computed, so that no other pass may change that in place.</summary>
    public virtual bool ReadsOutput => false;

    /// <summary>Prepares for a batch; on one thread.</summary>
    /// <param name="batch">The batch.</param>
    public virtual void Begin(PassBatch batch)
    {
    }

    /// <summary>Writes the gradients of its trainable weights after the backward pass; on one thread.</summary>
    /// <param name="gradients">Of all weights of the model.</param>
    public virtual void End(float[][] gradients)
    {
    }
}

/// <summary>A pass in which samples do not see each other: threads share them.</summary>
/// <param name="input">What it reads.</param>
/// <param name="output">What it computes.</param>
internal abstract class SamplePass(BatchValues input, BatchValues output) : Pass(input, output)
{
    /// <summary>Computes a sample's output.</summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="worker">The thread's number.</param>
    public abstract void Forward(int sample, int worker);

    /// <summary>
    /// Computes the gradients of a sample's input, and adds those of the weights to the sums of its chunk. The samples of a chunk come in
    /// ascending order, on one thread.
    /// </summary>
    /// <param name="sample">Its place in the batch.</param>
    /// <param name="worker">The thread's number.</param>
    public abstract void Backward(int sample, int worker);
}

/// <summary>A pass over the whole batch, which shares its work among threads itself.</summary>
/// <param name="input">What it reads.</param>
/// <param name="output">What it computes.</param>
internal abstract class BatchPass(BatchValues input, BatchValues output) : Pass(input, output)
{
    /// <summary>Computes the output.</summary>
    public abstract void Forward();

    /// <summary>Computes the gradients of the input and of the weights.</summary>
    public abstract void Backward();
}

/// <summary>What a pass must know of a batch.</summary>
/// <param name="Count">Its samples.</param>
/// <param name="Weights">All weights, in the model's order.</param>
/// <param name="Random">The step's random numbers.</param>
internal sealed record PassBatch(int Count, float[][] Weights, RandomStep Random);

/// <summary>A weight of an operation.</summary>
/// <param name="Index">Its place among the model's weights.</param>
/// <param name="Length">How many numbers it has.</param>
/// <param name="IsTrainable">Whether its gradient is wanted.</param>
internal sealed record PassWeight(int Index, int Length, bool IsTrainable);
