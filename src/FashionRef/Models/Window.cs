namespace FashionRef.Models;

/// <summary>Where a kernel or pool lies along one axis, as Keras and TensorFlow compute it.</summary>
/// <param name="Length">The kernel's length, at least 1.</param>
/// <param name="Stride">From one place to the next, at least 1.</param>
/// <param name="Dilation">From one tap to the next, at least 1.</param>
/// <param name="Padding">What happens at the ends.</param>
public readonly record struct Window(int Length, int Stride, int Dilation, Padding Padding)
{
    /// <summary>How far the window reaches, from its first tap to its last, both included.</summary>
    public long Reach => ((Length - 1L) * Dilation) + 1;

    /// <summary>The number of places; 0 or less where the window does not fit.</summary>
    /// <param name="input">The axis' length.</param>
    public long Places(int input) => Padding == Padding.Same
        ? ((long)input + Stride - 1) / Stride
        : input < Reach ? 0 : ((input - Reach) / Stride) + 1;

    /// <summary>How many positions before the axis' first the first place begins: the smaller half of the padding.</summary>
    /// <param name="input">The axis' length.</param>
    public int Before(int input) => Padding == Padding.Same
        ? (int)(Math.Max(((Places(input) - 1) * Stride) + Reach - input, 0) / 2)
        : 0;

    /// <summary>How many positions the places need behind the axis' last.</summary>
    /// <param name="input">The axis' length.</param>
    public int After(int input) => Padding == Padding.Same
        ? (int)(Math.Max(((Places(input) - 1) * Stride) + Reach - input, 0) - Before(input))
        : 0;
}

/// <summary>The padding of a convolution or pooling, by Keras' names.</summary>
public enum Padding
{
    /// <summary>The window stays inside: the output is smaller by its reach less one.</summary>
    Valid,

    /// <summary>Positions around the input, the smaller half before: with stride 1 the output has the input's size.</summary>
    Same,
}
