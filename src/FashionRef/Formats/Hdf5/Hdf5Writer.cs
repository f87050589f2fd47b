using System.Runtime.InteropServices;
using System.Text;
using PureHDF;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5;

/// <summary>Writes what h5py and so Keras read: contiguous little-endian arrays, and texts of variable length in UTF-8.</summary>
internal static class Hdf5Writer
{
    // Keras' own limit: what is longer goes into several attributes, for a message of an object header has at most 64 KiB.
    private const int MostAttributeBytes = 64_512;

    // Of a text of variable length in its attribute: a reference to where it is.
    private const int ReferenceBytes = 16;

    /// <param name="stream">Written from here on.</param>
    /// <param name="root">The root group.</param>
    /// <exception cref="ArgumentException">A name is empty, has a slash or occurs twice, or values do not fit their shape or type.</exception>
    public static void Write(Stream stream, Hdf5NewGroup root)
    {
        H5File file = new();
        Fill(file, root);

        // The library goes back and forth in what it writes.
        using MemoryStream content = new();
        file.Write(content, new H5WriteOptions(PreferCompactDatasetLayout: false));
        content.Position = 0;
        content.CopyTo(stream);
    }

    private static void Fill(H5Group target, Hdf5NewGroup source)
    {
        foreach ((string name, object value) in source.Attributes)
        {
            AddAttribute(target, name, value);
        }

        foreach ((string name, Hdf5NewGroup group) in source.Groups)
        {
            RequireName(name);
            H5Group inner = [];
            Fill(inner, group);
            target.Add(name, inner);
        }

        foreach ((string name, Hdf5NewDataset dataset) in source.Datasets)
        {
            RequireName(name);
            target.Add(name, Dataset(dataset));
        }
    }

    private static void AddAttribute(H5Object target, string name, object value)
    {
        switch (value)
        {
            case string text:
                target.Attributes.Add(name, text);
                break;
            case double[] { Length: 0 } or string[] { Length: 0 }:
                target.Attributes.Add(name, new H5Attribute(Array.Empty<double>(), [0]));
                break;
            case string[] texts:
                AddTexts(target, name, texts);
                break;
            default:
                throw new ArgumentException($"The attribute '{name}' is {value}; texts, lists of texts and an empty double[] are written.", nameof(value));
        }
    }

    // Keras takes NumPy's size of the list, in which each text is as long as the longest, and cuts it into ever more parts of nearly equal
    // lengths until each fits.
    private static void AddTexts(H5Object target, string name, string[] texts)
    {
        int textBytes = Math.Max(ReferenceBytes, texts.Max(Encoding.UTF8.GetByteCount));
        if (textBytes > MostAttributeBytes)
        {
            throw new ArgumentException($"A text of the attribute '{name}' has more than {MostAttributeBytes} bytes.", nameof(texts));
        }

        int parts = 1;
        while ((texts.Length + parts - 1) / parts * (long)textBytes > MostAttributeBytes)
        {
            parts++;
        }

        // The first parts have one text more.
        int start = 0;
        for (int i = 0; i < parts; i++)
        {
            int count = (texts.Length / parts) + (i < texts.Length % parts ? 1 : 0);
            target.Attributes.Add(parts == 1 ? name : Invariant($"{name}{i}"), texts[start..(start + count)]);
            start += count;
        }
    }

    private static H5Dataset Dataset(Hdf5NewDataset dataset)
    {
        if (dataset.Shape.Aggregate(1L, (count, size) => checked(count * size)) != dataset.Values.Length)
        {
            throw new ArgumentException(Invariant($"{dataset.Values.Length} values are not an array of the shape [{string.Join(", ", dataset.Shape)}]."), nameof(dataset));
        }

        byte[] bytes = NumberBytes.Write(dataset.Values, dataset.Type);
        ulong[] shape = [.. dataset.Shape.Select(size => (ulong)size)];
        return dataset.Type switch
        {
            Hdf5Type.Float16 => Numbers<Half>(bytes, shape),
            Hdf5Type.BFloat16 => new H5Dataset(bytes, fileDims: shape, opaqueInfo: new H5OpaqueInfo(sizeof(ushort), "")) { Attributes = { ["dtype"] = "bfloat16" } },
            Hdf5Type.Float32 => Numbers<float>(bytes, shape),
            Hdf5Type.Float64 => Numbers<double>(bytes, shape),
            Hdf5Type.Int8 => Numbers<sbyte>(bytes, shape),
            Hdf5Type.Int16 => Numbers<short>(bytes, shape),
            Hdf5Type.Int32 => Numbers<int>(bytes, shape),
            Hdf5Type.Int64 => Numbers<long>(bytes, shape),
            Hdf5Type.UInt8 => Numbers<byte>(bytes, shape),
            Hdf5Type.UInt16 => Numbers<ushort>(bytes, shape),
            Hdf5Type.UInt32 => Numbers<uint>(bytes, shape),
            _ => Numbers<ulong>(bytes, shape),
        };
    }

    private static H5Dataset Numbers<T>(byte[] bytes, ulong[] shape)
        where T : unmanaged
    {
        T[] values = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        return shape.Length == 0 ? new H5Dataset<T>(values[0]) : new H5Dataset(values, fileDims: shape);
    }

    private static void RequireName(string name)
    {
        if (name is "" or "." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{name}' cannot name a group or a dataset.", nameof(name));
        }
    }
}
