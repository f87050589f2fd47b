using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Torch;
using static TorchSharp.torch;

namespace FashionRef.Harms.Ports;

/// <summary>A port of the training, with the pieces that it is given.</summary>
internal sealed class PortedTrainer : ITrainer
{
    private const int PredictionBatch = 100;

    private readonly BuiltModel _model;
    private readonly PortedSteps _steps;
    private readonly Adam _adam;
    private readonly ScalarType _type;
    private readonly Weight[] _trainable;
    private readonly Dictionary<string, Tensor> _weights;
    private readonly Dictionary<string, Tensor> _firstMoments;
    private readonly Dictionary<string, Tensor> _secondMoments;
    private readonly Dictionary<string, Tensor> _lastGradients = [];
    private readonly PortedForward _forward;
    private long _step;

    public PortedTrainer(BuiltModel model, PortedSteps steps, Adam adam, TrainerState state, Precision precision)
    {
        _model = model;
        _steps = steps;
        _adam = steps.Settings(adam);
        Precision = precision;
        _step = state.Step;
        _type = TorchLayout.TypeOf(precision);
        _trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        _weights = state.Weights.ToDictionary(values => values.Path, values => TorchLayout.FromKeras(_steps.Start(values), _type));
        _firstMoments = state.FirstMoments.ToDictionary(values => values.Path, values => TorchLayout.FromKeras(values, _type));
        _secondMoments = state.SecondMoments.ToDictionary(values => values.Path, values => TorchLayout.FromKeras(values, _type));
        foreach (Weight weight in _trainable)
        {
            _weights[weight.Path].requires_grad = true;
        }

        _forward = new PortedForward(model, _weights, steps);
    }

    public Precision Precision { get; }

    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        using var scope = NewDisposeScope();
        Tensor images = TorchLayout.Images(pixels, _model.InputShape, _type);
        Tensor classes = tensor(labels.ToArray(), ScalarType.Byte).to(ScalarType.Int64);
        Tensor logits = _forward.Logits(images, training: true);
        Tensor loss = _steps.Loss(logits, classes);
        IList<Tensor> gradients = autograd.grad([loss], [.. _trainable.Select(weight => _weights[weight.Path])], allow_unused: true);
        using var noGradients = no_grad();
        _step++;
        double stepSize = _steps.StepSize(_adam, _step, Precision);
        foreach ((Weight trainable, Tensor gradient) in _trainable.Zip(gradients))
        {
            Move(trainable.Path, gradient, stepSize);
        }

        if (_steps.LooksAfterTheStep)
        {
            logits = _forward.Logits(images, training: true);
            loss = _steps.Loss(logits, classes);
        }

        return new BatchResult(TorchLayout.ToArray(loss)[0], (int)logits.softmax(1).argmax(1).eq(classes).sum().item<long>());
    }

    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken)
    {
        using var noGradients = no_grad();
        int imageSize = _model.InputShape.Count;
        int batchLogits = PredictionBatch * _model.ClassCount;
        for (int start = 0; start * imageSize < pixels.Length; start += PredictionBatch)
        {
            using var scope = NewDisposeScope();
            ReadOnlySpan<byte> batch = pixels.Slice(start * imageSize, Math.Min(PredictionBatch * imageSize, pixels.Length - (start * imageSize)));
            Tensor result = _forward.Logits(TorchLayout.Images(batch, _model.InputShape, _type), training: false);
            TorchLayout.ToArray(result).CopyTo(logits[(start / PredictionBatch * batchLogits)..]);
        }
    }

    public TrainerState GetState() => new(
        [.. _model.Weights.Select(weight => Values(_weights, weight))],
        [.. _trainable.Select(weight => Values(_firstMoments, weight))],
        [.. _trainable.Select(weight => Values(_secondMoments, weight))],
        _step);

    public void Dispose()
    {
        foreach (Tensor tensor in _weights.Values.Concat(_firstMoments.Values).Concat(_secondMoments.Values).Concat(_lastGradients.Values))
        {
            tensor.Dispose();
        }
    }

    private void Move(string path, Tensor gradient, double stepSize)
    {
        Tensor weight = _weights[path];
        Tensor seen = _steps.Gradient(gradient, weight, _lastGradients.GetValueOrDefault(path));
        _lastGradients.GetValueOrDefault(path)?.Dispose();
        _lastGradients[path] = seen.clone().DetachFromDisposeScope();
        _steps.Update(_adam, stepSize, _step, weight, seen, _firstMoments[path], _secondMoments[path]);
    }

    private static WeightValues Values(Dictionary<string, Tensor> tensors, Weight weight) =>
        TorchLayout.ToKeras(weight.Path, weight.Shape, tensors[weight.Path]);
}
