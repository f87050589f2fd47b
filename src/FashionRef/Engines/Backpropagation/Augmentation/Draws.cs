namespace FashionRef.Engines.Backpropagation.Augmentation;

/// <summary>The random numbers of an image: each layer has two for it, by the image's place in the batch.</summary>
internal static class Draws
{
    /// <summary>The element of an image's first number.</summary>
    public static long First(long sample) => 2 * sample;

    /// <summary>The element of an image's second number.</summary>
    public static long Second(long sample) => (2 * sample) + 1;

    /// <summary>A number between two, computed in double and rounded once.</summary>
    /// <param name="lower">The least.</param>
    /// <param name="upper">The largest.</param>
    /// <param name="uniform">In [0, 1).</param>
    public static float Within(double lower, double upper, double uniform) => (float)(lower + (uniform * (upper - lower)));
}
