namespace FashionRef.Models;

/// <summary>One weight of a layer: what it is called and how it starts.</summary>
/// <param name="Name">Keras' name inside the layer, for example <c>kernel</c> or <c>moving_mean</c>.</param>
/// <param name="Shape">Keras' layout: convolution kernels <c>[height, width, in, out]</c>, dense kernels <c>[in, out]</c>.</param>
/// <param name="Initializer">What it holds before the first step.</param>
/// <param name="IsTrainable">False for the moving averages of batch normalization, which the optimizer leaves alone.</param>
public sealed record WeightSpec(string Name, Shape Shape, Initializer Initializer, bool IsTrainable = true);
