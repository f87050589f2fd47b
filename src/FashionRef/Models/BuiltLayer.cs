using System.Collections.Immutable;

namespace FashionRef.Models;

/// <summary>A layer in its place in a model, with everything that follows from that place.</summary>
/// <param name="Name">Keras' name, for example <c>conv2d_1</c>.</param>
/// <param name="Layer">The layer's settings.</param>
/// <param name="InputShape">For one sample.</param>
/// <param name="OutputShape">For one sample.</param>
/// <param name="Weights">In Keras' order.</param>
public sealed record BuiltLayer(string Name, Layer Layer, Shape InputShape, Shape OutputShape, ImmutableArray<Weight> Weights)
{
    /// <summary>How many numbers the weights hold together.</summary>
    public int ParameterCount => Weights.Sum(weight => weight.Shape.Count);
}
