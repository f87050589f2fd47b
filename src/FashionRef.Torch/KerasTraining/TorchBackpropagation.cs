using System.Numerics;
using System.Runtime.InteropServices;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Inference;
using FashionRef.Engines.Losses;
using FashionRef.Models;
using FashionRef.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FashionRef.Torch.KerasTraining;

/// <summary>The loss of a batch and its gradients for any model, by libtorch's automatic differentiation.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class TorchBackpropagation<T> : IBackpropagation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ScalarType Type = typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64;

    private readonly BuiltModel _model;
    private readonly LossSettings _loss;
    private readonly Weight[] _weights;
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, BuiltLayer> _layers;
    private readonly InferenceChain _chain;
    private readonly TorchOperations _operations;
    private readonly Tensor[] _tensors;
    private readonly int[] _trained;
    private readonly IReadOnlyDictionary<string, int> _randomLayers;

    /// <summary>Makes the operations.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="hasPlainConstants">Whether constants that Keras has as float32 in every precision are doubles.</param>
    /// <exception cref="FashionRefException">There is no operation for a layer (bad request).</exception>
    public TorchBackpropagation(BuiltModel model, LossSettings loss, bool hasPlainConstants = false)
    {
        _model = model;
        _loss = loss;
        _weights = [.. model.Weights];
        _places = _weights.Index().ToDictionary(weight => weight.Item.Path, weight => weight.Index);
        _layers = model.Chain.ToDictionary(layer => layer.Path);
        _randomLayers = RandomLayers.Numbers(model);
        _chain = InferenceChain.OfTraining(model, [.. _weights.Select(weight => new WeightValues(weight.Path, weight.Shape, new double[weight.Shape.Count]))]);
        _operations = new TorchOperations(_chain, Type, hasPlainConstants);
        Dictionary<string, Tensor> byPath = _operations.ByPath;
        _tensors = [.. _weights.Select(weight => byPath[weight.Path])];
        _trained = [.. Enumerable.Range(0, _weights.Length).Where(place => _weights[place].Spec.IsTrainable)];
        Array.ForEach(_trained, place => _tensors[place].requires_grad_(true));
    }

    /// <inheritdoc/>
    public BatchLoss Run(T[][] weights, TrainingBatch<T> batch, T[][] gradients, Span<T> outputs)
    {
        using DisposeScope scope = NewDisposeScope();
        for (int place = 0; place < weights.Length; place++)
        {
            MemoryMarshal.AsBytes<T>(weights[place]).CopyTo(_tensors[place].bytes);
        }

        (Tensor results, Tensor? logits, bool isSigmoid, Tensor penalty) = Forward(batch, weights);
        Tensor wanted = ToTensor(batch.Targets.AsSpan(0, batch.Samples * _model.OutputShape.Count), [batch.Samples, _model.OutputShape.Count]);
        Tensor each = TorchLosses.PerSample(_loss, results, logits?.flatten(1), isSigmoid, wanted);
        Tensor whole = Reduced(each, batch).Plus(penalty);
        IList<Tensor> found = autograd.grad([whole], [.. _trained.Select(place => _tensors[place])], allow_unused: true);
        foreach ((int place, Tensor? gradient) in _trained.Zip(found))
        {
            // Null of a weight that the loss does not depend on.
            Span<T> own = gradients[place];
            own.Clear();
            if (gradient is not null && !gradient.IsInvalid)
            {
                Values(gradient).CopyTo(own);
            }
        }

        Values(results.detach()).CopyTo(outputs);
        return new BatchLoss(whole.to(ScalarType.Float64).item<double>(), penalty.to(ScalarType.Float64).item<double>());
    }

    /// <inheritdoc/>
    public void Dispose() => _operations.Dispose();

    // The outputs, and what is behind a softmax or sigmoid that made them.
    private (Tensor Outputs, Tensor? Logits, bool IsSigmoid, Tensor Penalty) Forward(TrainingBatch<T> batch, T[][] weights)
    {
        int samples = batch.Samples;
        Tensor values = ToTensor(batch.Inputs.AsSpan(0, samples * _model.InputShape.Count), [samples, _model.InputShape.Count]);
        Tensor penalty = Penalty();
        Tensor? logits = null;
        bool isSigmoid = false;
        for (int i = 0; i < _chain.Operations.Length; i++)
        {
            Operation operation = _chain.Operations[i];
            BuiltLayer layer = _layers[operation.Name];
            Tensor x = values.reshape([samples, .. operation.Input.Dimensions.Select(size => (long)size)]);
            values = operation.Layer switch
            {
                TrainingOnly random => Disturbed(random, x, operation.Name, batch.Random),
                BatchNormalization normalization when layer.IsTrainable => Normalized(operation, normalization, x, weights),
                _ => _operations.Compute(operation, x),
            };
            bool isLast = i == _chain.Operations.Length - 1 || _chain.Operations[i + 1].Name != operation.Name;
            if (isLast && layer.Layer.ActivityRegularizer is { } activity)
            {
                penalty = penalty.Plus(Of(activity, values).Times(1.0 / samples));
            }

            (logits, isSigmoid) = operation.Layer switch
            {
                ActivationLayer { Function: Activation.Softmax } or Softmax => (x, false),
                ActivationLayer { Function: Activation.Sigmoid } => (x, true),
                TrainingOnly when ReferenceEquals(values, x) => (logits, isSigmoid),
                _ => (null, false),
            };
        }

        return (values.flatten(1), _chain.EndsInAnotherTensor ? null : logits, isSigmoid, penalty);
    }

    private Tensor Reduced(Tensor each, TrainingBatch<T> batch)
    {
        Tensor? shares = batch.SampleWeights is null ? null : ToTensor(batch.SampleWeights.AsSpan(0, batch.Samples), [batch.Samples]);
        Tensor sum = (shares is null ? each : each * shares).sum();
        return _loss.Reduction switch
        {
            LossReduction.Sum => sum,
            LossReduction.MeanWithSampleWeight when shares is not null => sum / shares.sum(),
            _ => sum.Times(1.0 / batch.Samples),
        };
    }

    private Tensor Penalty()
    {
        Tensor sum = zeros(1, Type).sum();
        foreach (BuiltLayer layer in _model.Chain)
        {
            foreach (Weight weight in layer.Weights.Where(weight => weight.Spec.IsTrainable))
            {
                if (layer.Layer.Regularizers.TryGetValue(weight.Spec.Name, out Regularizer? penalty))
                {
                    sum = sum.Plus(Of(penalty, _tensors[_places[weight.Path]]));
                }
            }
        }

        return sum;
    }

    private static Tensor Of(Regularizer penalty, Tensor values)
    {
        Tensor absolute = values.abs().sum().Times(penalty.L1);
        return penalty.L2 == 0 ? absolute : absolute.Plus((values * values).sum().Times(penalty.L2));
    }

    // The batch's own mean and biased variance; the moving averages follow them.
    private Tensor Normalized(Operation operation, BatchNormalization layer, Tensor x, T[][] weights)
    {
        int axis = layer.OwnAxis(operation.Input);
        long[] others = [0, .. Enumerable.Range(0, operation.Input.Rank).Where(other => other != axis).Select(other => other + 1L)];
        long[] shape = [.. Enumerable.Range(0, operation.Input.Rank).Select(other => other == axis ? (long)operation.Input[axis] : 1)];
        Tensor mean = x.mean(others);
        Tensor differences = x - mean.reshape([1, .. shape]);
        Tensor variance = (differences * differences).mean(others);
        Move(weights[_places[operation.Weights["moving_mean"].Path]], mean, layer.Momentum);
        Move(weights[_places[operation.Weights["moving_variance"].Path]], variance, layer.Momentum);
        Tensor scale = variance.Plus(layer.Epsilon).rsqrt();
        scale = _operations.Find(operation, "gamma") is { } gamma ? scale * gamma : scale;
        Tensor shift = _operations.Find(operation, "beta") is { } beta ? beta - (mean * scale) : -(mean * scale);
        return (x * scale.reshape([1, .. shape])).Plus(shift.reshape([1, .. shape]));
    }

    private static void Move(T[] moving, Tensor batch, double momentum)
    {
        ReadOnlySpan<T> now = Values(batch.detach());
        (T old, T fresh) = (T.CreateTruncating(momentum), T.CreateTruncating(1 - momentum));
        for (int i = 0; i < moving.Length; i++)
        {
            moving[i] = (moving[i] * old) + (now[i] * fresh);
        }
    }

    // A dropout or noise by its numbers; other layers of its kind leave their input as it is, the very tensor.
    private Tensor Disturbed(TrainingOnly layer, Tensor x, string path, RandomStep random)
    {
        if (!RandomLayers.ChangesNumbers(layer))
        {
            return x;
        }

        long[] shape = layer.ClassName == "SpatialDropout2D" ? [x.shape[0], 1, 1, x.shape[3]] : x.shape;
        T[] numbers = new T[shape.Aggregate(1L, (product, size) => product * size)];
        LayerNoise.Fill(layer, _randomLayers[path], random, 0, numbers);
        Tensor noise = ToTensor(numbers, shape);
        return LayerNoise.IsAdded(layer) ? x.Plus(noise) : x * noise;
    }

    private static Tensor ToTensor(ReadOnlySpan<T> values, long[] shape)
    {
        Tensor result = empty(shape, Type);
        MemoryMarshal.AsBytes(values).CopyTo(result.bytes);
        return result;
    }

    private static ReadOnlySpan<T> Values(Tensor values) => MemoryMarshal.Cast<byte, T>(values.contiguous().bytes);
}
