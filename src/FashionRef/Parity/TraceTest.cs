using System.Text.Json.Serialization;

namespace FashionRef.Parity;

/// <summary>What a model said of the test set.</summary>
/// <param name="Correct">How many of the test images were answered rightly.</param>
/// <param name="Loss">The mean of <c>-log(max(p, 1e-300))</c> over the test images, p the probability of the right class, in nats.</param>
/// <param name="FirstProbabilities">The class probabilities of the first test images.</param>
public sealed record TraceTest(
    int Correct,
    [property: JsonPropertyName("loss_from_probabilities")] double? Loss = null,
    IReadOnlyList<IReadOnlyList<double>>? FirstProbabilities = null)
{
    /// <summary>Below it a probability counts as this.</summary>
    public const double LeastProbability = 1e-300;
}
