using FashionRef.Engines.Exact;
using FashionRef.Training;

namespace FashionRef.Benchmarks;

/// <summary>Buffers of made-up numbers.</summary>
internal static class Buffers
{
    private const int Seed = 1;

    /// <summary>Numbers evenly spread over [-1, 1).</summary>
    /// <param name="length">How many.</param>
    /// <param name="stream">Another number gives other ones.</param>
    public static AlignedFloats Filled(int length, int stream)
    {
        AlignedFloats buffer = new(length);
        Span<float> numbers = buffer.Span;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)((2 * SplitMix64.Unit(Seed, stream, (uint)i)) - 1);
        }

        return buffer;
    }

    /// <summary>The numbers of an array of doubles that each hold a float32.</summary>
    public static AlignedFloats Of(double[] numbers)
    {
        AlignedFloats buffer = new(numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            buffer.Span[i] = (float)numbers[i];
        }

        return buffer;
    }
}
