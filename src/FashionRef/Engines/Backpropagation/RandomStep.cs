using System.Numerics;
using System.Runtime.CompilerServices;
using FashionRef.Engines.Functions;

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

    // Numbers are whole multiples of 1 / Unit.
    private const long Unit = 1L << 53;

    /// <summary>A number in [0, 1).</summary>
    /// <param name="layer">The layer's number.</param>
    /// <param name="element">The element's.</param>
    public double Uniform(int layer, long element) => (Mix(Counter(layer, element)) >> 11) * (1.0 / Unit);

    /// <summary>Which elements have a number of at least a threshold: the same as <see cref="Uniform"/> tells of each.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="layer">The layer's number.</param>
    /// <param name="first">The first element's.</param>
    /// <param name="least">The threshold, in [0, 1].</param>
    /// <param name="value">What elements get whose number is at least that; the others get 0.</param>
    /// <param name="values">Receives a value for each element.</param>
    internal void Choose<T>(int layer, long first, double least, T value, Span<T> values)
        where T : struct, INumberBase<T>
    {
        // The highest bit of the difference tells which is larger. A branch would be guessed wrong as often as the numbers are random.
        ulong counter = Counter(layer, first);
        ulong leastBits = (ulong)Math.Ceiling(least * Unit);
        T[] choices = [value, T.Zero];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = choices[(int)(unchecked((Mix(unchecked(counter + (ulong)i)) >> 11) - leastBits) >> 63)];
        }
    }

    /// <summary>A normal number with mean 0 and standard deviation 1, of two counters (Box and Muller, 1958); its magnitude is below 8.6.</summary>
    /// <param name="layer">The layer's number.</param>
    /// <param name="element">The element's, below 2^27: it has the counters <c>2·element</c> and <c>2·element + 1</c>.</param>
    /// <remarks><c>sqrt(-2·log(1 - u1))·cos(2π·u2)</c> with functions whose bits are the same on every machine.</remarks>
    public double Normal(int layer, long element) => Normal(Uniform(layer, 2 * element), Uniform(layer, (2 * element) + 1));

    private ulong Counter(int layer, long element) => unchecked(Mix(Seed) + ((ulong)layer << 52) + ((ulong)Step << 28) + (ulong)element);

    /// <summary>The normal number of two uniform ones in [0, 1).</summary>
    internal static double Normal(double first, double second) =>
        Math.Sqrt(-2 * DoubleMath.Log(1 - first)) * DoubleTrigonometry.Cos(2 * Math.PI * second);

    /// <summary>64 random bits of a counter: the finaliser of splitmix64 (Steele, Lea and Flood, 2014), in arithmetic modulo 2^64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
