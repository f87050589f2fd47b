namespace FashionRef.Engines.Exact.Kernels;

/// <summary>A nonzero gradient of one output of a convolution, after the backward passes of pooling and ReLU.</summary>
/// <param name="Patch">The offset of the output's patch in the input's plane.</param>
/// <param name="Gradient">The output's gradient.</param>
internal readonly record struct ActiveGradient(int Patch, float Gradient);
