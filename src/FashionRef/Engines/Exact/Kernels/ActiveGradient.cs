namespace FashionRef.Engines.Exact.Kernels;

/// <summary>A gradient that ReLU and pooling let through to one output of a convolution.</summary>
/// <param name="Patch">Where the patch that the output saw begins in the input's plane.</param>
/// <param name="Gradient">The output's gradient.</param>
internal readonly record struct ActiveGradient(int Patch, float Gradient);
