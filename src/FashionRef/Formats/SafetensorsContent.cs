using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Arrays">In the header's order.</param>
/// <param name="Metadata">Texts about the content; empty when the file has none.</param>
public sealed record SafetensorsContent(IReadOnlyList<WeightValues> Arrays, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>
    /// SHA-256 in lower-case hexadecimal of the whole content: the texts' names and values, then the arrays' names, shapes and bytes, each
    /// in the ordinal order of the names and preceded by its length, so that no two contents give the same bytes.
    /// </summary>
    internal string Sha256()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Number(Metadata.Count);
        foreach ((string name, string value) in Metadata.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            Bytes(Encoding.UTF8.GetBytes(name));
            Bytes(Encoding.UTF8.GetBytes(value));
        }

        foreach (WeightValues array in Arrays.OrderBy(array => array.Path, StringComparer.Ordinal))
        {
            Bytes(Encoding.UTF8.GetBytes(array.Path));
            Number(array.Shape.Rank);
            foreach (int size in array.Shape.Dimensions)
            {
                Number(size);
            }

            Bytes(Float32Bytes.Of(array.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Number(long number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }

        void Bytes(byte[] bytes)
        {
            Number(bytes.Length);
            hash.AppendData(bytes);
        }
    }
}
