using System.Buffers.Binary;
using FashionRef.Data;
using FashionRef.Files;

namespace FashionRef.Benchmarks.Studies;

/// <summary>A data set of forty training and ten test images, as a study's data folder.</summary>
internal static class SmallData
{
    /// <summary>Writes its four files.</summary>
    /// <param name="folder">Where.</param>
    public static void Write(string folder)
    {
        foreach ((string part, int count) in new[] { ("train", 40), ("t10k", 10) })
        {
            Write(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [count, FashionMnist.Height, FashionMnist.Width], i => (byte)(i * 7));
            Write(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [count], i => (byte)(i % 10));
        }
    }

    // The IDX format: 0, 0, 8 for bytes, the number of dimensions, and each as a big-endian 32-bit number.
    private static void Write(string path, int[] shape, Func<int, byte> value)
    {
        byte[] file = new byte[4 + (4 * shape.Length) + shape.Aggregate((product, next) => product * next)];
        (file[2], file[3]) = (8, (byte)shape.Length);
        for (int i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), shape[i]);
        }

        int start = 4 + (4 * shape.Length);
        for (int i = start; i < file.Length; i++)
        {
            file[i] = value(i - start);
        }

        AtomicFile.Write(path, stream => stream.Write(file));
    }
}
