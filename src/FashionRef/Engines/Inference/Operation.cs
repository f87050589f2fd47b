using FashionRef.Models;

namespace FashionRef.Engines.Inference;

/// <summary>
/// One step of a model's inference: a layer without the parts that are steps of their own. Images have their channels last, activations
/// are layers, and layers that leave all numbers where they are (Flatten, Reshape, Dropout) are none.
/// </summary>
/// <param name="Name">The path of the layer that it is from; unique with what it computes.</param>
/// <param name="Layer">What it computes.</param>
/// <param name="Input">The shape of the input for one sample.</param>
/// <param name="Output">The shape of the output for one sample.</param>
/// <param name="Weights">By their names in <paramref name="Layer"/>, for example <c>kernel</c>.</param>
public sealed record Operation(string Name, Layer Layer, Shape Input, Shape Output, IReadOnlyDictionary<string, WeightValues> Weights);
