namespace FashionRef.Models;

/// <summary>A named array of float32: a weight, or something of its shape such as an optimizer's moment.</summary>
/// <param name="Path">Its name, unique among its like.</param>
/// <param name="Shape">Keras' layout, row-major.</param>
/// <param name="Values">As many as the shape has elements.</param>
public sealed record WeightValues(string Path, Shape Shape, float[] Values);
