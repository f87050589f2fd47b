namespace FashionRef.Models;

/// <summary>What a convolution does at the border, by Keras' names.</summary>
public enum Padding
{
    /// <summary>The kernel stays inside: the output is smaller by the kernel's size less one.</summary>
    Valid,

    /// <summary>Zeros around the input, the smaller half before: the output has the input's height and width.</summary>
    Same,
}
