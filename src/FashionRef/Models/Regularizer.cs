namespace FashionRef.Models;

/// <summary>A penalty on a weight or an output, <c>L1·sum |x| + L2·sum x²</c>, as Keras adds it to the loss.</summary>
/// <param name="L1">At least 0.</param>
/// <param name="L2">At least 0.</param>
public sealed record Regularizer(double L1, double L2);
