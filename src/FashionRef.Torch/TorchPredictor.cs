using FashionRef.Engines;
using FashionRef.Models;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>Inference on libtorch. Weights are only read and each call has its own activations, so threads do not interfere.</summary>
internal sealed class TorchPredictor : IPredictor
{
    private readonly ScalarType _type;
    private readonly Dictionary<string, Tensor> _weights;
    private readonly TorchForward _forward;

    public TorchPredictor(BuiltModel model, IReadOnlyList<WeightValues> weights, Precision precision, TorchForm form)
    {
        TorchLayers.Require(model);
        Precision = precision;
        _type = TorchLayout.TypeOf(precision);
        _weights = weights.ToDictionary(values => values.Path, values => TorchLayout.FromKeras(values, _type));
        _forward = new TorchForward(model, _weights, form);
    }

    public Precision Precision { get; }

    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default) =>
        _forward.Predict(_type, pixels, logits, cancellationToken);

    public void Dispose()
    {
        foreach (Tensor tensor in _weights.Values)
        {
            tensor.Dispose();
        }
    }
}
