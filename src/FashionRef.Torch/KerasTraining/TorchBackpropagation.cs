using FashionRef.Engines.Inference;
using FashionRef.Engines.Losses;
using FashionRef.Models;
using FashionRef.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FashionRef.Torch.KerasTraining;

/// <summary>The loss of a batch and its gradients for any model, as Keras' training step has them.</summary>
/// <param name="model">The model.</param>
/// <param name="loss">Its loss.</param>
/// <param name="type">The type to compute with.</param>
internal sealed class TorchBackpropagation(BuiltModel model, LossSettings loss, ScalarType type)
{
    private readonly Dictionary<string, BuiltLayer> _layers = model.Chain.ToDictionary(layer => layer.Path);

    /// <summary>One forward and backward pass in training mode.</summary>
    /// <param name="weights">All weights, in the model's order; moving averages are updated in place.</param>
    /// <param name="inputs"><c>[samples, …]</c>, row-major.</param>
    /// <param name="samples">How many.</param>
    /// <param name="targets"><c>[samples, outputs]</c>.</param>
    /// <param name="sampleWeights">One for each sample, or null.</param>
    /// <param name="keeps">Whether a dropout layer, by its number, keeps an element, by its place; null keeps all.</param>
    public BatchGradients Run(IReadOnlyList<WeightValues> weights, double[] inputs, int samples, double[] targets, double[]? sampleWeights, Func<int, long, double, bool>? keeps)
    {
        using DisposeScope scope = NewDisposeScope();
        InferenceChain chain = InferenceChain.OfTraining(model, weights);
        using TorchOperations operations = new(chain, type);
        Dictionary<string, Tensor> tensors = operations.ByPath;
        HashSet<string> trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable).Select(weight => weight.Path)];
        foreach ((string path, Tensor tensor) in tensors)
        {
            tensor.requires_grad_(trainable.Contains(path));
        }

        Tensor values = tensor(inputs, [samples, model.InputShape.Count]).to(type);
        Tensor penalty = Penalty(tensors, trainable);
        Tensor? logits = null;
        bool isSigmoid = false;
        int dropouts = 0;
        Dictionary<string, WeightValues> named = weights.ToDictionary(weight => weight.Path);
        for (int i = 0; i < chain.Operations.Length; i++)
        {
            Operation operation = chain.Operations[i];
            BuiltLayer layer = _layers[operation.Name];
            Tensor x = values.reshape([samples, .. operation.Input.Dimensions.Select(size => (long)size)]);
            Tensor before = x;
            values = operation.Layer switch
            {
                TrainingOnly { ClassName: "Dropout" or "SpatialDropout2D" } dropout => Dropped(dropout, x, dropouts++, keeps),
                TrainingOnly => x,
                BatchNormalization normalization when layer.IsTrainable => Normalized(operations, operation, normalization, x, named),
                _ => operations.Compute(operation, x),
            };
            bool isLast = i == chain.Operations.Length - 1 || chain.Operations[i + 1].Name != operation.Name;
            if (isLast && layer.Layer.ActivityRegularizer is { } activity)
            {
                penalty = penalty.Plus(Of(activity, values).Times(1.0 / samples));
            }

            (logits, isSigmoid) = operation.Layer switch
            {
                ActivationLayer { Function: Activation.Softmax } or Softmax => (before, false),
                ActivationLayer { Function: Activation.Sigmoid } => (before, true),
                TrainingOnly when ReferenceEquals(values, x) => (logits, isSigmoid),
                _ => (null, false),
            };
        }

        Tensor outputs = values.flatten(1);
        if (chain.EndsInAnotherTensor)
        {
            logits = null;
        }

        Tensor wanted = tensor(targets, [samples, targets.Length / samples]).to(type);
        Tensor each = TorchLosses.PerSample(loss, outputs, logits?.flatten(1), isSigmoid, wanted);
        Tensor? ofSamples = sampleWeights is null ? null : tensor(sampleWeights).to(type);
        Tensor sum = (ofSamples is null ? each : each * ofSamples).sum();
        Tensor data = loss.Reduction switch
        {
            LossReduction.Sum => sum,
            LossReduction.MeanWithSampleWeight => ofSamples is null ? sum.Times(1.0 / samples) : sum / ofSamples.sum(),
            _ => sum.Times(1.0 / samples),
        };
        Tensor whole = data.Plus(penalty);
        whole.backward();
        Dictionary<string, double[]> gradients = trainable.ToDictionary(
            path => path, path => tensors[path].grad is { } gradient ? TorchLayout.ToArray(gradient) : new double[tensors[path].numel()]);
        return new BatchGradients(whole.to(ScalarType.Float64).item<double>(), penalty.to(ScalarType.Float64).item<double>(), TorchLayout.ToArray(outputs), gradients);
    }

    private Tensor Penalty(Dictionary<string, Tensor> tensors, HashSet<string> trainable)
    {
        Tensor sum = zeros(1, type).sum();
        foreach (BuiltLayer layer in model.Chain)
        {
            foreach (Weight weight in layer.Weights.Where(weight => trainable.Contains(weight.Path)))
            {
                if (layer.Layer.Regularizers.TryGetValue(weight.Spec.Name, out Regularizer? penalty))
                {
                    sum = sum.Plus(Of(penalty, tensors[weight.Path]));
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
    private static Tensor Normalized(TorchOperations operations, Operation operation, BatchNormalization layer, Tensor x, Dictionary<string, WeightValues> named)
    {
        int axis = layer.OwnAxis(operation.Input);
        long[] others = [0, .. Enumerable.Range(0, operation.Input.Rank).Where(other => other != axis).Select(other => other + 1L)];
        long[] shape = [.. Enumerable.Range(0, operation.Input.Rank).Select(other => other == axis ? (long)operation.Input[axis] : 1)];
        Tensor mean = x.mean(others);
        Tensor differences = x - mean.reshape([1, .. shape]);
        Tensor variance = (differences * differences).mean(others);
        Move(named[operation.Weights["moving_mean"].Path].Values, mean, layer.Momentum);
        Move(named[operation.Weights["moving_variance"].Path].Values, variance, layer.Momentum);
        Tensor scale = variance.Plus(layer.Epsilon).rsqrt();
        scale = operations.Find(operation, "gamma") is { } gamma ? scale * gamma : scale;
        Tensor shift = operations.Find(operation, "beta") is { } beta ? beta - (mean * scale) : -(mean * scale);
        return (x * scale.reshape([1, .. shape])).Plus(shift.reshape([1, .. shape]));
    }

    private static void Move(double[] moving, Tensor batch, double momentum)
    {
        bool isSingle = batch.dtype == ScalarType.Float32;
        double[] now = TorchLayout.ToArray(batch.detach());
        for (int i = 0; i < moving.Length; i++)
        {
            moving[i] = isSingle
                ? ((float)moving[i] * (float)momentum) + ((float)now[i] * (float)(1 - momentum))
                : (moving[i] * momentum) + (now[i] * (1 - momentum));
        }
    }

    // A kept value is divided by the share that is kept; of SpatialDropout2D whole planes are.
    private Tensor Dropped(TrainingOnly layer, Tensor x, int number, Func<int, long, double, bool>? keeps)
    {
        if (layer.Rate == 0 || keeps is null)
        {
            return x;
        }

        bool isSpatial = layer.ClassName == "SpatialDropout2D";
        long[] shape = isSpatial ? [x.shape[0], 1, 1, x.shape[3]] : x.shape;
        double scale = 1 / (1 - layer.Rate);
        double[] mask = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (long i = 0; i < mask.Length; i++)
        {
            mask[i] = keeps(number, i, layer.Rate) ? scale : 0;
        }

        return x * tensor(mask, shape).to(type);
    }
}

/// <summary>What a batch gives.</summary>
/// <param name="Loss">With its penalties.</param>
/// <param name="Penalty">The part of it that regularizers add.</param>
/// <param name="Outputs">In training mode, <c>[samples, outputs]</c>.</param>
/// <param name="Gradients">Of each trainable weight, by its path.</param>
internal sealed record BatchGradients(double Loss, double Penalty, double[] Outputs, IReadOnlyDictionary<string, double[]> Gradients);
