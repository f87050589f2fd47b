namespace FashionRef.Models;

/// <summary>
/// A named array of numbers: a weight, or something of its shape such as an optimizer's moment. Values are kept as double, which
/// holds every float32 exactly: the numbers are those of the precision that the model computes with.
/// </summary>
/// <param name="Path">Its name, unique among its like.</param>
/// <param name="Shape">Keras' layout, row-major.</param>
/// <param name="Values">As many as the shape has elements.</param>
public sealed record WeightValues(string Path, Shape Shape, double[] Values);
