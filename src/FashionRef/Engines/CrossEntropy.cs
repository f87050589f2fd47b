namespace FashionRef.Engines;

/// <summary>What Keras' <c>categorical_crossentropy</c> is taken of when the last layer is a softmax: that depends on its back end.</summary>
public enum CrossEntropy
{
    /// <summary>Of the logits, as on TensorFlow, which looks through the softmax. The notebook's.</summary>
    OfLogits,

    /// <summary>
    /// Of probabilities clipped to [1e-7, 1 - 1e-7], as on JAX and PyTorch. Where a probability is clipped its gradient is zero:
    /// with raw pixels Model-1 stays at accuracy 0.1000.
    /// </summary>
    OfClippedProbabilities,
}
