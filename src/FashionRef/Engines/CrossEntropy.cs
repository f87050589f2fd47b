namespace FashionRef.Engines;

/// <summary>What Keras' <c>categorical_crossentropy</c> is computed from when the last layer is a softmax; it depends on the back end.</summary>
public enum CrossEntropy
{
    /// <summary>From the logits, as on TensorFlow, which skips the softmax. The notebook's.</summary>
    OfLogits,

    /// <summary>
    /// From probabilities clipped to [1e-7, 1 - 1e-7], as on JAX and PyTorch. Where a probability is clipped its gradient is zero:
    /// with raw pixels Model-1 stays at accuracy 0.1000.
    /// </summary>
    OfClippedProbabilities,
}

/// <summary>The losses' names in <c>--loss</c>, in a run's name and in messages.</summary>
public static class CrossEntropyName
{
    /// <summary>The one word for a loss, for example <c>logits</c>.</summary>
    public static string Of(CrossEntropy loss) => loss switch
    {
        CrossEntropy.OfLogits => "logits",
        CrossEntropy.OfClippedProbabilities => "probabilities",
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no such loss."),
    };
}
