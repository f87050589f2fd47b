using FashionRef.Engines;
using FashionRef.Models;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>One model under training on libtorch.</summary>
internal sealed class TorchTrainer : ITrainer
{
    private readonly BuiltModel _model;
    private readonly ScalarType _type;
    private readonly CrossEntropy _loss;
    private readonly Adam _optimizer;
    private readonly Weight[] _trainable;
    private readonly Dictionary<string, Tensor> _weights;
    private readonly Dictionary<string, Tensor> _firstMoments;
    private readonly Dictionary<string, Tensor> _secondMoments;
    private readonly TorchForward _forward;
    private readonly StepClock? _clock;
    private long _step;

    public TorchTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state, Precision precision, TorchForm form, StepClock? clock)
    {
        model.RequireSoftmax();
        TorchLayers.Require(model);
        Precision = precision;
        _clock = clock;
        _type = TorchLayout.TypeOf(precision);
        _model = model;
        _loss = loss;
        _optimizer = optimizer;
        _trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        _weights = state.Weights.ToDictionary(values => values.Path, FromKeras);
        _firstMoments = state.FirstMoments.ToDictionary(values => values.Path, FromKeras);
        _secondMoments = state.SecondMoments.ToDictionary(values => values.Path, FromKeras);
        _step = state.Step;
        foreach (Weight weight in _trainable)
        {
            _weights[weight.Path].requires_grad = true;
        }

        _forward = new TorchForward(model, _weights, form);
        Tensor FromKeras(WeightValues values) => TorchLayout.FromKeras(values, _type);
    }

    public Precision Precision { get; }

    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, (long)labels.Length * _model.InputShape.Count, nameof(pixels));
        _clock?.Begin();
        using var scope = NewDisposeScope();
        Tensor images = TorchLayout.Images(pixels, _model.InputShape, _type);
        Tensor classes = TorchLayout.Classes(labels);
        Tensor logits = _forward.Logits(images, training: true);
        _clock?.Note("forward");
        Tensor loss = TorchLoss.Mean(_loss, logits, classes);
        Tensor[] weights = [.. _trainable.Select(weight => _weights[weight.Path])];
        IList<Tensor> gradients = autograd.grad([loss], weights);
        using (no_grad())
        {
            // Keras compares probabilities: two different logits may have equal probabilities.
            Tensor right = logits.softmax(1).argmax(1).eq(classes).sum();
            _clock?.Note("loss and backward");
            ApplyGradients(gradients);
            _clock?.Note("Adam");
            return new BatchResult(TorchLayout.ToArray(loss)[0], (int)right.item<long>());
        }
    }

    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default) =>
        _forward.Predict(_type, pixels, logits, cancellationToken);

    public TrainerState GetState() => new(
        [.. _model.Weights.Select(weight => Values(_weights, weight))],
        [.. _trainable.Select(weight => Values(_firstMoments, weight))],
        [.. _trainable.Select(weight => Values(_secondMoments, weight))],
        _step);

    public void Dispose()
    {
        foreach (Tensor tensor in _weights.Values.Concat(_firstMoments.Values).Concat(_secondMoments.Values))
        {
            tensor.Dispose();
        }
    }

    private void ApplyGradients(IList<Tensor> gradients)
    {
        _step++;
        double stepSize = _optimizer.StepSize(_step, Precision);
        for (int i = 0; i < _trainable.Length; i++)
        {
            string path = _trainable[i].Path;
            TorchAdam.Update(_optimizer, stepSize, _weights[path], gradients[i], _firstMoments[path], _secondMoments[path]);
        }
    }

    private static WeightValues Values(Dictionary<string, Tensor> tensors, Weight weight) =>
        TorchLayout.ToKeras(weight.Path, weight.Shape, tensors[weight.Path]);
}
