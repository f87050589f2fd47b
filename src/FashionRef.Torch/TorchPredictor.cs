using FashionRef.Engines;
using FashionRef.Engines.Inference;
using FashionRef.Models;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>
/// Inference on libtorch. Pixels of models that the engine can train go through the trainer's operations. Weights are only read and each call
/// has its own activations, so threads do not interfere.
/// </summary>
internal sealed class TorchPredictor : IInference
{
    private readonly ScalarType _type;
    private readonly Dictionary<string, Tensor> _weights = [];
    private readonly TorchForward? _forward;
    private readonly InferenceChain _chain;
    private readonly TorchInference _inference;
    private volatile bool _isDisposed;

    public TorchPredictor(BuiltModel model, IReadOnlyList<WeightValues> weights, Precision precision, TorchForm form)
    {
        Precision = precision;
        _type = TorchLayout.TypeOf(precision);
        _chain = InferenceChain.Of(model, weights);
        _inference = new TorchInference(_chain, _type);
        if (TorchLayers.Refusal(model) is null)
        {
            _weights = weights.ToDictionary(values => values.Path, values => TorchLayout.FromKeras(values, _type));
            _forward = new TorchForward(model, _weights, form);
        }
    }

    public Precision Precision { get; }

    public bool GivesLogits => _chain.EndsWithSoftmax;

    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_forward is not null)
        {
            _forward.Predict(_type, pixels, logits, cancellationToken);
            return;
        }

        double[] inputs = new double[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            inputs[i] = pixels[i];
        }

        _inference.Run(inputs, logits, cancellationToken);
    }

    public void Predict(ReadOnlySpan<double> inputs, Span<double> results, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _inference.Run(inputs, results, cancellationToken);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _inference.Dispose();
        foreach (Tensor tensor in _weights.Values)
        {
            tensor.Dispose();
        }
    }
}
