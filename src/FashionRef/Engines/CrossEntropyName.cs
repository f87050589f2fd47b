namespace FashionRef.Engines;

/// <summary>What users call the losses: in <c>--loss</c>, in a run's name, and where a message names that option.</summary>
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
