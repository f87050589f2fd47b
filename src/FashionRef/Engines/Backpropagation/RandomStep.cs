namespace FashionRef.Engines.Backpropagation;

/// <summary>
/// The random numbers of one step of training, each from its own counter: they do not depend on the order in which they are asked for, nor
/// on threads, and a run that goes on has those of one that never stopped.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Step">How many steps were made before, up to 2^24.</param>
/// <remarks>
/// <c>u = top(mix(mix(seed) + layer·2^52 + step·2^28 + element))</c> with splitmix64's mix and the top 53 bits as a number in [0, 1), in
/// arithmetic modulo 2^64. Layers of dropout (Dropout, SpatialDropout2D, also with rate 0) have the numbers 0, 1, … in the model's order;
/// other layers have numbers from <see cref="FirstOtherLayer"/> on. An element is a row-major place in the layer's input, at most 2^28 of them.
/// </remarks>
public readonly record struct RandomStep(ulong Seed, long Step)
{
    /// <summary>The number of the first random layer that is no dropout.</summary>
    public const int FirstOtherLayer = 2048;

    /// <summary>A number in [0, 1).</summary>
    /// <param name="layer">The layer's number.</param>
    /// <param name="element">The element's.</param>
    public double Uniform(int layer, long element) =>
        (Mix(unchecked(Mix(Seed) + ((ulong)layer << 52) + ((ulong)Step << 28) + (ulong)element)) >> 11) * (1.0 / (1L << 53));

    /// <summary>64 random bits of a counter: the finaliser of splitmix64 (Steele, Lea and Flood, 2014), in arithmetic modulo 2^64.</summary>
    internal static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E37_79B9_7F4A_7C15;
            x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
            x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
            return x ^ (x >> 31);
        }
    }
}
