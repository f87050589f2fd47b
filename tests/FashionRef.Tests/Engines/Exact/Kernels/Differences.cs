using System.Globalization;
using System.Numerics;

namespace FashionRef.Tests.Engines.Exact.Kernels;

/// <summary>What is wrong with an array, in words; null where nothing is. One assertion for an array, not one for each number.</summary>
internal static class Differences
{
    /// <summary>2^-24: by how much one rounding to float32 errs at most, relative to the result.</summary>
    public const double Rounding = 1.0 / (1 << 24);

    /// <summary>The first number that has not the bits of the other; all NaN are alike.</summary>
    public static string? InBits(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        for (int i = 0; i < Math.Max(actual.Length, expected.Length); i++)
        {
            if (i >= actual.Length || i >= expected.Length || Key(actual[i]) != Key(expected[i]))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"number {i} of {actual.Length} is {actual[i]:G9}, not {expected[i]:G9}");
            }
        }

        return null;
    }

    /// <summary>The first number that is not the whole number.</summary>
    public static string? FromWhole(ReadOnlySpan<float> actual, ReadOnlySpan<long> expected)
    {
        float[] floats = new float[expected.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = expected[i];
        }

        for (int i = 0; i < floats.Length; i++)
        {
            // A sum that ends at 0 may be -0.
            if (!(actual[i] == floats[i]))
            {
                return string.Create(CultureInfo.InvariantCulture, $"number {i} is {actual[i]:G9}, not {expected[i]}");
            }
        }

        return null;
    }

    /// <summary>The first number whose error is above its bound.</summary>
    /// <param name="actual">The numbers.</param>
    /// <param name="exact">What they should be.</param>
    /// <param name="bound">Of each number's error.</param>
    public static string? Beyond(ReadOnlySpan<float> actual, ReadOnlySpan<double> exact, Func<int, double> bound)
    {
        for (int i = 0; i < exact.Length; i++)
        {
            double error = Math.Abs(actual[i] - exact[i]);
            if (!(error <= bound(i)))
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"number {i} is {actual[i]:G9}, not {exact[i]:G9}: error {error:G3}, bound {bound(i):G3}");
            }
        }

        return null;
    }

    /// <summary>Float32 numbers as others.</summary>
    public static T[] To<T>(ReadOnlySpan<float> values)
        where T : INumberBase<T>
    {
        T[] result = new T[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = T.CreateTruncating(values[i]);
        }

        return result;
    }

    /// <summary>Magnitudes.</summary>
    public static double[] Magnitudes(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)Math.Abs(value));

    private static uint Key(float value) => float.IsNaN(value) ? 0x7FC0_0000 : BitConverter.SingleToUInt32Bits(value);
}
