namespace FashionRef.Models;

/// <summary>One weight of a built model.</summary>
/// <param name="Path">Keras' path, for example <c>sequential/conv2d/kernel</c>: unique in the model, and its name in files.</param>
/// <param name="Spec">Its shape, start and whether the optimizer moves it.</param>
public sealed record Weight(string Path, WeightSpec Spec)
{
    /// <summary>The layout that every file and API uses; an engine converts at its own border.</summary>
    public Shape Shape => Spec.Shape;
}
