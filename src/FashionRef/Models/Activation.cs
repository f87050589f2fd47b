namespace FashionRef.Models;

/// <summary>The function applied to a layer's outputs, by Keras' names.</summary>
public enum Activation
{
    /// <summary><c>x</c>.</summary>
    Linear,

    /// <summary><c>max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>exp(x_i) / sum_j exp(x_j)</c> over the last axis. Training computes the loss from its input, the logits.</summary>
    Softmax,
}
