using FashionRef.Training;

namespace FashionRef.Tests.Engines.Exact.Kernels;

/// <summary>Numbers out of nothing but a stream's number.</summary>
internal static class MadeUpNumbers
{
    /// <summary>Whole numbers from -4 to 4, of which the kernels' sums are exact in every order.</summary>
    public static float[] Whole(int count, int stream) => Make(count, i => (int)(SplitMix64.Bits(1, stream, i) % 9) - 4);

    /// <summary>Numbers of both signs from 2^-6 to 2^6, so that the order of a sum shows in its last bits.</summary>
    public static float[] Mixed(int count, int stream) => Make(
        count,
        i => (float)double.ScaleB((2 * SplitMix64.Unit(2, stream, i)) - 1, (int)(SplitMix64.Bits(3, stream, i) % 13) - 6));

    /// <summary>Puts rows at a distance; between them stand guards.</summary>
    public static float[] Apart(ReadOnlySpan<float> values, int columns, int stride)
    {
        int rows = values.Length / columns;
        float[] apart = new float[((rows - 1) * stride) + columns];
        Array.Fill(apart, GuardedFloats.ReadGuard);
        for (int row = 0; row < rows; row++)
        {
            values.Slice(row * columns, columns).CopyTo(apart.AsSpan(row * stride));
        }

        return apart;
    }

    private static float[] Make(int count, Func<uint, float> number)
    {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = number((uint)i);
        }

        return numbers;
    }
}
