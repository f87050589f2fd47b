using System.Collections.Immutable;

namespace FashionRef.Models;

/// <summary>A model whose shapes, names and weights are known.</summary>
/// <param name="Name">Keras' name, for example <c>sequential</c>.</param>
/// <param name="InputShape">For one sample: <c>[height, width, channels]</c>.</param>
/// <param name="Layers">In the order in which data flows.</param>
public sealed record BuiltModel(string Name, Shape InputShape, ImmutableArray<BuiltLayer> Layers)
{
    /// <summary>All weights in Keras' order.</summary>
    public IEnumerable<Weight> Weights => Layers.SelectMany(layer => layer.Weights);

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>How many of them the optimizer updates.</summary>
    public int TrainableParameterCount => Weights.Where(weight => weight.Spec.IsTrainable).Sum(weight => weight.Shape.Count);

    /// <summary>How many of them it does not: the moving averages.</summary>
    public int NonTrainableParameterCount => ParameterCount - TrainableParameterCount;

    /// <summary>The model's number of classes: the size of its output.</summary>
    public int ClassCount => Layers[^1].OutputShape.Count;
}

/// <summary>A layer in its place in a model, with everything that follows from that place.</summary>
/// <param name="Name">Keras' name, for example <c>conv2d_1</c>.</param>
/// <param name="Layer">The layer's settings.</param>
/// <param name="InputShape">For one sample.</param>
/// <param name="OutputShape">For one sample.</param>
/// <param name="Weights">In Keras' order.</param>
public sealed record BuiltLayer(string Name, Layer Layer, Shape InputShape, Shape OutputShape, ImmutableArray<Weight> Weights)
{
    /// <summary>The number of parameters.</summary>
    public int ParameterCount => Weights.Sum(weight => weight.Shape.Count);
}
