namespace FashionRef.Engines;

/// <summary>The bounds of <see cref="CrossEntropy.OfClippedProbabilities"/>, from Keras' <c>epsilon()</c>.</summary>
public static class ProbabilityClip
{
    /// <summary>The least probability.</summary>
    public const double Least = 1e-7;

    /// <summary>The largest probability.</summary>
    public const double Most = 1 - Least;
}
