using System.Runtime.CompilerServices;

namespace FashionRef.Models;

/// <summary>One weight of a built model.</summary>
/// <param name="Path">Keras' path, for example <c>sequential/conv2d/kernel</c>: unique in the model, and its name in files.</param>
/// <param name="Spec">Its shape, initializer and whether it is trainable.</param>
public sealed record Weight(string Path, WeightSpec Spec)
{
    /// <summary>The layout that every file and API uses; an engine converts at its own border.</summary>
    public Shape Shape => Spec.Shape;
}

/// <summary>One weight of a layer: its name, shape and initial values.</summary>
/// <param name="Name">Keras' name inside the layer, for example <c>kernel</c> or <c>moving_mean</c>.</param>
/// <param name="Shape">Keras' layout: convolution kernels <c>[height, width, in, out]</c>, dense kernels <c>[in, out]</c>.</param>
/// <param name="Initializer">What it holds before the first step.</param>
/// <param name="IsTrainable">False for what the optimizer does not update: moving averages, and all weights of a layer that is not trainable.</param>
/// <param name="Type">The type of its numbers in files.</param>
public sealed record WeightSpec(string Name, Shape Shape, Initializer Initializer, bool IsTrainable = true, NumberType Type = NumberType.Float32);

/// <summary>
/// A named array of numbers: a weight, or something of its shape such as an optimizer's moment. Values are kept as double, which
/// holds every float32 exactly; they are rounded to the model's precision.
/// </summary>
/// <param name="Path">Its name, unique in its list.</param>
/// <param name="Shape">Keras' layout, row-major.</param>
/// <param name="Values">As many as the shape has elements.</param>
public sealed record WeightValues(string Path, Shape Shape, double[] Values)
{
    /// <summary>Whether it is the same object: arrays of equal numbers are not looked for.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(WeightValues? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
