using FashionRef.Engines.Inference;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>The inference of any model on libtorch, operation by operation, in Keras' layouts.</summary>
/// <param name="chain">The model.</param>
/// <param name="type">The type to compute with.</param>
internal sealed class TorchInference(InferenceChain chain, ScalarType type) : IDisposable
{
    // Small enough to fit well into two gigabytes.
    private const int SamplesAtOnce = 250;

    private readonly TorchOperations _operations = new(chain, type);

    /// <summary>Computes the logits, or the outputs of a model without softmax at its end.</summary>
    /// <param name="inputs">Samples one after the other.</param>
    /// <param name="results">Receives the outputs.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    public void Run(ReadOnlySpan<double> inputs, Span<double> results, CancellationToken cancellationToken)
    {
        int length = chain.InputShape.Count;
        int outputs = chain.OutputShape.Count;
        int count = chain.Samples(inputs.Length, results.Length);
        using (no_grad())
        {
            for (int start = 0; start < count; start += SamplesAtOnce)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                int samples = Math.Min(SamplesAtOnce, count - start);
                Tensor batch = tensor(inputs.Slice(start * length, samples * length).ToArray(), [samples, length]).to(type);
                TorchLayout.ToArray(Outputs(batch)).CopyTo(results.Slice(start * outputs, samples * outputs));
            }
        }
    }

    public void Dispose() => _operations.Dispose();

    private Tensor Outputs(Tensor batch)
    {
        Tensor values = batch;
        foreach (Operation operation in chain.Operations)
        {
            values = _operations.Compute(operation, values.reshape([values.shape[0], .. operation.Input.Dimensions.Select(size => (long)size)]));
        }

        return values.flatten(1);
    }
}
