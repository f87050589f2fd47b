using System.Collections.Immutable;
using FashionRef.Models.Layers;

namespace FashionRef.Models;

/// <summary>A model whose shapes, names and weights are known.</summary>
/// <param name="Name">Keras' name, for example <c>sequential</c>.</param>
/// <param name="InputShape">For one sample, for example <c>[height, width, channels]</c>.</param>
/// <param name="Layers">In the order in which data flows.</param>
public sealed record BuiltModel(string Name, Shape InputShape, ImmutableArray<BuiltLayer> Layers)
{
    /// <summary>The model as it was defined.</summary>
    public required Sequential Definition { get; init; }

    /// <summary>The layers that compute something, also those of models inside, in the order in which data flows.</summary>
    public ImmutableArray<BuiltLayer> Chain => [.. Flat(Layers)];

    /// <summary>All weights in Keras' order.</summary>
    public IEnumerable<Weight> Weights => Layers.SelectMany(layer => layer.Weights);

    /// <summary>The number of parameters.</summary>
    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>How many of them the optimizer updates.</summary>
    public long TrainableParameterCount => Weights.Where(weight => weight.Spec.IsTrainable).Sum(weight => (long)weight.Shape.Count);

    /// <summary>How many of them it does not: moving averages, and weights of layers that are not trainable.</summary>
    public long NonTrainableParameterCount => ParameterCount - TrainableParameterCount;

    /// <summary>The shape of the output for one sample.</summary>
    public Shape OutputShape => Layers[^1].OutputShape;

    /// <summary>The model's number of classes: the size of its output.</summary>
    public int ClassCount => OutputShape.Count;

    /// <summary>Whether it scales pixels by itself, so that it takes raw ones.</summary>
    public bool ScalesPixels =>
        Chain.SkipWhile(layer => layer.Layer is TrainingOnly or Resizing or Flatten or Reshape).FirstOrDefault()?.Layer is Rescaling or Normalization;

    /// <summary>Refuses a model that cannot be trained: the loss is that of the last softmax' inputs.</summary>
    /// <exception cref="FashionRefException">The last layer is no dense layer with softmax (bad request).</exception>
    public void RequireSoftmax()
    {
        if (Chain is not [.., { Layer: Dense { Activation: Activation.Softmax } }])
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                "The last layer is not a Dense layer with softmax: training takes the loss of its logits. Add one with a unit for each class.");
        }
    }

    private static IEnumerable<BuiltLayer> Flat(IEnumerable<BuiltLayer> layers) => layers.SelectMany(layer => layer switch
    {
        { Model: { } model } => Flat(model.Layers),
        { Layer: InputLayer } => [],
        _ => [layer],
    });
}

/// <summary>A layer in its place in a model, with everything that follows from that place.</summary>
/// <param name="Name">Keras' name, for example <c>conv2d_1</c>.</param>
/// <param name="Layer">The layer's settings.</param>
/// <param name="InputShape">For one sample.</param>
/// <param name="OutputShape">For one sample.</param>
/// <param name="Weights">In Keras' order.</param>
public sealed record BuiltLayer(string Name, Layer Layer, Shape InputShape, Shape OutputShape, ImmutableArray<Weight> Weights)
{
    /// <summary>The names of the models that it is in and its own, for example <c>sequential/conv2d_1</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The model inside, where the layer is one.</summary>
    public BuiltModel? Model { get; init; }

    /// <summary>Whether the optimizer updates its trainable weights: neither the layer nor a model that it is in says no.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>The number of parameters.</summary>
    public long ParameterCount => Weights.Sum(weight => (long)weight.Shape.Count);

    /// <summary>The layer's kind and settings in words, with what only training sees; without its name.</summary>
    public string Words => string.Concat(
    [
        $"{Layer}",
        IsTrainable ? "" : ", not trainable",
        .. Layer.Regularizers.Select(penalty => Penalty(penalty.Key, penalty.Value)),
        .. Layer.Constraints.Select(constraint => Constrained(constraint.Key, constraint.Value)),
        Layer.ActivityRegularizer is { } activity ? Penalty("outputs", activity) : "",
    ]);

    private static string Constrained(string weight, WeightConstraint constraint) => FormattableString.Invariant(
        $", {weight} constrained by {constraint.Kind} (axes {string.Join(' ', constraint.Axes)}, {constraint.Least} to {constraint.Most}, rate {constraint.Rate})");

    private static string Penalty(string on, Regularizer penalty) => FormattableString.Invariant($", {on} with L1 {penalty.L1} and L2 {penalty.L2}");
}
