namespace FashionRef.Parity;

/// <summary>A weight as a trace names it.</summary>
/// <param name="Path">Keras' path, for example <c>sequential/conv2d/kernel</c>.</param>
/// <param name="Shape">Keras' layout.</param>
public sealed record TraceWeight(string Path, IReadOnlyList<int> Shape);
