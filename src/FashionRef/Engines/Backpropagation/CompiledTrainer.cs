using System.Numerics;
using FashionRef.Engines.Backpropagation.Augmentation;
using FashionRef.Engines.Optimizers;
using FashionRef.Models;

namespace FashionRef.Engines.Backpropagation;

/// <summary>
/// Keras' training step around an engine's gradients: forward and backward, the optimizer, then the constraints. Weights and the
/// optimizer's variables are in the engine's type.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class CompiledTrainer<T> : ICompiledTrainer
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    // So many steps have counters of their own.
    private const long MostSteps = 1L << 24;

    private readonly CompiledModel _compiled;
    private readonly IBackpropagation<T> _backpropagation;
    private readonly Func<IReadOnlyList<WeightValues>, IInference> _predictor;
    private readonly Weight[] _weights;
    private readonly Weight[] _trainable;
    private readonly T[][] _values;
    private readonly T[][] _gradients;
    private readonly T[][] _trainableValues;
    private readonly T[][] _trainableGradients;
    private readonly (Weight Weight, T[] Values, WeightConstraint Constraint)[] _constraints;
    private readonly KerasOptimizer<T> _optimizer;
    private readonly AugmentationChain? _augmentation;
    private readonly ulong _seed;
    private readonly T _pixelDivisor;
    private readonly int _classes;
    private T[] _inputs = [];
    private T[] _targets = [];
    private T[] _sampleWeights = [];
    private T[] _outputs = [];
    private IInference? _current;

    /// <summary>Creates the trainer.</summary>
    /// <param name="compiled">The model, its loss and its optimizer.</param>
    /// <param name="state">The state to start from; copied. Slots that it lacks are as Keras starts them.</param>
    /// <param name="seed">Of the random numbers of dropout and its kin.</param>
    /// <param name="pixelDivisor">What pixels are divided by before the model's first layer, in <typeparamref name="T"/>: 1 or 255.</param>
    /// <param name="backpropagation">The engine's gradients; disposed with this.</param>
    /// <param name="predictor">The engine's inference with some weights.</param>
    public CompiledTrainer(
        CompiledModel compiled, TrainerState state, ulong seed, double pixelDivisor, IBackpropagation<T> backpropagation, Func<IReadOnlyList<WeightValues>, IInference> predictor)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        ArgumentNullException.ThrowIfNull(state);
        _compiled = compiled;
        _backpropagation = backpropagation;
        _predictor = predictor;
        _seed = seed;
        _augmentation = AugmentationChain.Of(compiled.Model, state.Weights);
        _pixelDivisor = T.CreateTruncating(pixelDivisor);
        _classes = compiled.Model.OutputShape.Count;
        _weights = [.. compiled.Model.Weights];
        _trainable = [.. _weights.Where(weight => weight.Spec.IsTrainable)];
        Dictionary<string, WeightValues> start = state.Weights.ToDictionary(weight => weight.Path);
        _values = [.. _weights.Select(weight => Typed(start[weight.Path].Values))];
        _gradients = [.. _weights.Select(weight => new T[weight.Spec.IsTrainable ? weight.Shape.Count : 0])];
        _trainableValues = [.. _weights.Zip(_values).Where(pair => pair.First.Spec.IsTrainable).Select(pair => pair.Second)];
        _trainableGradients = [.. _weights.Zip(_gradients).Where(pair => pair.First.Spec.IsTrainable).Select(pair => pair.Second)];
        _optimizer = new KerasOptimizer<T>(compiled.Optimizer, [.. _trainable.Select(weight => weight.Shape.Count)]);
        _optimizer.Restore(
            state.Slots.ToDictionary(slot => slot.Key, slot => _trainable.Select(weight => Typed(slot.Value.Single(values => values.Path == weight.Path).Values)).ToArray()),
            state.Step,
            T.CreateTruncating(state.MomentumProduct));
        Dictionary<string, T[]> byPath = _weights.Zip(_values).ToDictionary(pair => pair.First.Path, pair => pair.Second);
        _constraints =
        [
            .. from layer in compiled.Model.Chain
               from weight in layer.Weights
               where weight.Spec.IsTrainable && layer.Layer.Constraints.ContainsKey(weight.Spec.Name)
               select (weight, byPath[weight.Path], layer.Layer.Constraints[weight.Spec.Name]),
        ];
    }

    /// <inheritdoc/>
    public Precision Precision => typeof(T) == typeof(float) ? Precision.Float32 : Precision.Float64;

    /// <inheritdoc/>
    public double Penalty { get; private set; }

    /// <inheritdoc/>
    public bool KeepsGradients { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<WeightValues> Gradients { get; private set; } = [];

    /// <inheritdoc/>
    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        Reserve(ref _inputs, pixels.Length);
        for (int i = 0; i < pixels.Length; i++)
        {
            _inputs[i] = T.CreateTruncating(pixels[i]) / _pixelDivisor;
        }

        return Step(pixels.Length, labels, []);
    }

    /// <inheritdoc/>
    public BatchResult TrainStep(ReadOnlySpan<double> inputs, ReadOnlySpan<byte> labels, ReadOnlySpan<double> sampleWeights)
    {
        Reserve(ref _inputs, inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            _inputs[i] = T.CreateTruncating(inputs[i]);
        }

        return Step(inputs.Length, labels, sampleWeights);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default)
    {
        _current ??= _predictor(Arrays(_weights, _values));
        double[] inputs = new double[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            inputs[i] = double.CreateTruncating(T.CreateTruncating(pixels[i]) / _pixelDivisor);
        }

        _current.Predict(inputs, logits, cancellationToken);
    }

    /// <inheritdoc/>
    public void EndFit()
    {
        _optimizer.Finish(_trainableValues);
        ForgetPredictor();
    }

    /// <inheritdoc/>
    public TrainerState GetState() => new(Arrays(_weights, _values), [], [], _optimizer.Iterations)
    {
        Slots = _optimizer.Slots.ToDictionary(slot => slot.Key, slot => (IReadOnlyList<WeightValues>)Arrays(_trainable, slot.Value)),
        MomentumProduct = double.CreateTruncating(_optimizer.MomentumProduct),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        ForgetPredictor();
        _backpropagation.Dispose();
    }

    private BatchResult Step(int inputs, ReadOnlySpan<byte> labels, ReadOnlySpan<double> sampleWeights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs, (long)labels.Length * _compiled.Model.InputShape.Count, nameof(inputs));
        ArgumentOutOfRangeException.ThrowIfNotEqual(sampleWeights.Length == 0 ? labels.Length : sampleWeights.Length, labels.Length, nameof(sampleWeights));
        ForgetPredictor();
        Reserve(ref _outputs, labels.Length * _classes);
        SetTargets(labels);
        Reserve(ref _sampleWeights, sampleWeights.Length);
        for (int i = 0; i < sampleWeights.Length; i++)
        {
            _sampleWeights[i] = T.CreateTruncating(sampleWeights[i]);
        }

        RandomStep random = new(_seed, _optimizer.Iterations % MostSteps);
        Augment(labels.Length, random);
        TrainingBatch<T> batch = new(labels.Length, _inputs, _targets, sampleWeights.Length == 0 ? null : _sampleWeights, random);
        BatchLoss loss = _backpropagation.Run(_values, batch, _gradients, _outputs.AsSpan(0, labels.Length * _classes));
        Penalty = loss.Penalty;
        Gradients = KeepsGradients ? Arrays(_trainable, _trainableGradients) : [];
        _optimizer.Step(_trainableValues, _trainableGradients);
        foreach ((Weight weight, T[] values, WeightConstraint constraint) in _constraints)
        {
            WeightConstraints.Apply(constraint, weight.Shape, values);
        }

        return new BatchResult(loss.Loss, Correct(labels));
    }

    // Always in float32, as Keras' layers that change images compute.
    private void Augment(int samples, RandomStep random)
    {
        if (_augmentation is null)
        {
            return;
        }

        float[] images = Array.ConvertAll(_inputs, float.CreateTruncating);
        _augmentation.Apply(images, 0, samples, random);
        _inputs = Array.ConvertAll(images, T.CreateTruncating);
    }

    // A model with one output has two classes.
    private void SetTargets(ReadOnlySpan<byte> labels)
    {
        Reserve(ref _targets, labels.Length * _classes);
        _targets.AsSpan(0, labels.Length * _classes).Clear();
        for (int i = 0; i < labels.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(labels[i], Math.Max(_classes, 2), nameof(labels));
            if (_classes > 1)
            {
                _targets[(i * _classes) + labels[i]] = T.One;
            }
            else
            {
                _targets[i] = T.CreateTruncating(labels[i]);
            }
        }
    }

    private int Correct(ReadOnlySpan<byte> labels)
    {
        int correct = 0;
        T half = T.CreateTruncating(0.5);
        for (int i = 0; i < labels.Length; i++)
        {
            int best = _classes == 1 && _outputs[i] > half ? 1 : 0;
            for (int c = 1; c < _classes; c++)
            {
                best = _outputs[(i * _classes) + c] > _outputs[(i * _classes) + best] ? c : best;
            }

            correct += best == labels[i] ? 1 : 0;
        }

        return correct;
    }

    private void ForgetPredictor()
    {
        _current?.Dispose();
        _current = null;
    }

    private static void Reserve(ref T[] array, int length) => array = array.Length < length ? new T[length] : array;

    private static T[] Typed(double[] values) => [.. values.Select(T.CreateTruncating)];

    private static WeightValues[] Arrays(Weight[] weights, T[][] values) =>
        [.. weights.Zip(values, (weight, array) => new WeightValues(weight.Path, weight.Shape, [.. array.Select(double.CreateTruncating)]))];
}
