using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using FashionRef.Data;

namespace FashionRef.Tests.Data;

/// <summary>A data set of a few images with hashes of its own, so that tests move kilobytes instead of megabytes.</summary>
internal static class TestFiles
{
    public const int TrainCount = 40;
    public const int TestCount = 10;

    /// <summary>Plain bytes by file name; the pixels are noise, so that their gzip is long enough to be cut.</summary>
    public static IReadOnlyDictionary<string, byte[]> Plain { get; } = new Dictionary<string, byte[]>
    {
        ["train-images-idx3-ubyte"] = Images(TrainCount, salt: 1),
        ["train-labels-idx1-ubyte"] = Labels(TrainCount),
        ["t10k-images-idx3-ubyte"] = Images(TestCount, salt: 2),
        ["t10k-labels-idx1-ubyte"] = Labels(TestCount),
    };

    /// <summary>What plays MNIST: the same form, other pixels.</summary>
    public static IReadOnlyDictionary<string, byte[]> Mnist { get; } =
        Plain.ToDictionary(pair => pair.Key, pair => Changed(pair.Value, pair.Value.Length - 1));

    public static DatasetFiles Files { get; } = new(
        Describe("train-images-idx3-ubyte", IdxReader.ImagesMagic),
        Describe("train-labels-idx1-ubyte", IdxReader.LabelsMagic),
        Describe("t10k-images-idx3-ubyte", IdxReader.ImagesMagic),
        Describe("t10k-labels-idx1-ubyte", IdxReader.LabelsMagic));

    public static DatasetFile Images40 => Files.TrainImages;

    public static byte[] Gzip(byte[] plain)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return target.ToArray();
    }

    public static byte[] GzipOf(string fileName) => Gzip(Plain[fileName.Replace(".gz", string.Empty, StringComparison.Ordinal)]);

    public static byte[] Changed(byte[] bytes, int position)
    {
        byte[] changed = [.. bytes];
        changed[position] = (byte)((changed[position] + 1) % 10);
        return changed;
    }

    public static byte[] Idx(int magic, int[] sizes, byte[] body)
    {
        byte[] bytes = new byte[4 + (4 * sizes.Length) + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        }

        body.CopyTo(bytes, 4 + (4 * sizes.Length));
        return bytes;
    }

    /// <summary>Writes all four files into a folder, plain or as .gz.</summary>
    public static void WriteAll(string folder, bool gzip, IReadOnlyDictionary<string, byte[]>? content = null)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] bytes) in content ?? Plain)
        {
            File.WriteAllBytes(Path.Combine(folder, gzip ? name + ".gz" : name), gzip ? Gzip(bytes) : bytes);
        }
    }

    private static byte[] Images(int count, byte salt)
    {
        // A SHA-256 chain is noise that is the same on every machine.
        byte[] pixels = new byte[count * 28 * 28];
        byte[] block = [salt];
        for (int i = 0; i < pixels.Length; i++)
        {
            if (i % 32 == 0)
            {
                block = SHA256.HashData(block);
            }

            pixels[i] = block[i % 32];
        }

        return Idx(IdxReader.ImagesMagic, [count, 28, 28], pixels);
    }

    private static byte[] Labels(int count) =>
        Idx(IdxReader.LabelsMagic, [count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);

    private static DatasetFile Describe(string name, int magic) => new(
        name, magic, Plain[name].Length, Hash(Plain[name]), GzipOf(name).Length, Hash(Mnist[name]));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
