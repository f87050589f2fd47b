using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>float32 arrays as little-endian bytes, the form in files and under hashes.</summary>
public static class Float32Bytes
{
    /// <summary>The values' bytes, little-endian on every machine.</summary>
    /// <exception cref="ArgumentException">A value is not a float32: rounding would change it.</exception>
    public static byte[] Of(ReadOnlySpan<double> values)
    {
        float[] rounded = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            rounded[i] = (float)values[i];
            if (rounded[i] != values[i] && !double.IsNaN(values[i]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"{values[i]} at {i} is not a float32."), nameof(values));
            }
        }

        byte[] bytes = MemoryMarshal.AsBytes(rounded.AsSpan()).ToArray();
        FlipOnBigEndian(bytes);
        return bytes;
    }

    /// <summary>The values of little-endian bytes.</summary>
    /// <param name="bytes">Four for each value.</param>
    public static double[] Read(ReadOnlySpan<byte> bytes)
    {
        double[] values = new double[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return values;
    }

    /// <summary>SHA-256 in lower-case hexadecimal of the arrays' bytes, one after the other in the ordinal order of their names.</summary>
    /// <remarks>That is the order of a safetensors file, so the hash is that of the part of the file behind its header.</remarks>
    public static string Sha256(IEnumerable<WeightValues> arrays)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (WeightValues array in arrays.OrderBy(array => array.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Of(array.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 in lower-case hexadecimal of the values' bytes.</summary>
    public static string Sha256(ReadOnlySpan<double> values) => Convert.ToHexStringLower(SHA256.HashData(Of(values)));

    private static void FlipOnBigEndian(Span<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<byte, int>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
