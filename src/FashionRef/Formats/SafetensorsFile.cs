using System.Buffers.Binary;
using System.Text.Json;
using FashionRef.Files;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Formats;

/// <summary>
/// Reads and writes float32 arrays in the safetensors format: eight bytes with the header's length, a JSON header,
/// then the arrays, little-endian and row-major.
/// </summary>
/// <remarks>Format: <see href="https://huggingface.co/docs/safetensors"/>. The same content always gives the same bytes.</remarks>
public static class SafetensorsFile
{
    private const int LengthBytes = sizeof(ulong);
    private const int Alignment = 8;
    private const long LargestHeader = 100_000_000;
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Writes a file, with the arrays in the ordinal order of their names.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="arrays">Names are unique.</param>
    /// <param name="metadata">Texts about the content.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is reserved for metadata, or a number is not a float32.</exception>
    /// <exception cref="FashionRefException">The file cannot be written (machine cannot).</exception>
    public static void Write(string path, IEnumerable<WeightValues> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        WeightValues[] ordered = Ordered(arrays);
        byte[] header = Header(ordered, metadata);
        AtomicFile.Write(path, stream => Write(stream, header, ordered));
    }

    /// <summary>A file's bytes.</summary>
    /// <inheritdoc cref="Write(string, IEnumerable{WeightValues}, IReadOnlyDictionary{string, string})"/>
    internal static byte[] Format(IEnumerable<WeightValues> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        WeightValues[] ordered = Ordered(arrays);
        using MemoryStream stream = new();
        Write(stream, Header(ordered, metadata), ordered);
        return stream.ToArray();
    }

    private static WeightValues[] Ordered(IEnumerable<WeightValues> arrays)
    {
        WeightValues[] ordered = [.. arrays.OrderBy(array => array.Path, StringComparer.Ordinal)];
        RequireNames(ordered);
        return ordered;
    }

    private static void Write(Stream stream, byte[] header, WeightValues[] ordered)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (WeightValues array in ordered)
        {
            stream.Write(Float32Bytes.Of(array.Values));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <remarks>
    /// Every rule of the format is checked. Files up to 64 MiB are read, more than ten times a checkpoint's size: the file and its values as
    /// double are held in memory.
    /// </remarks>
    /// <exception cref="FashionRefException">It is missing, damaged, or holds other than float32 arrays (bad request).</exception>
    public static SafetensorsContent Read(string path)
    {
        byte[] bytes = InputFile.ReadAllBytes(
            path, "weights", MostBytes, "Name a safetensors file, for example the model.safetensors of a run of 'train'.");
        try
        {
            return Read(bytes);
        }
        catch (ContentFaultException fault)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' {fault.Message}. Write it again, or name another file.", fault);
        }
    }

    private static SafetensorsContent Read(ReadOnlyMemory<byte> bytes)
    {
        if (FileKind.Name(bytes.Span) is { } kind and not FileKind.Safetensors)
        {
            throw new ContentFaultException($"is {kind}, but must be a safetensors file: in Python, "
                + "safetensors.numpy.save_file({w.path: w.numpy() for w in model.weights}, file) writes one of a Keras model");
        }

        int behindLength = bytes.Length - LengthBytes;
        if (behindLength < 0)
        {
            throw new ContentFaultException(Invariant($"has {bytes.Length} bytes, and the first {LengthBytes} hold the length of its header"));
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (headerLength > LargestHeader)
        {
            throw new ContentFaultException(Invariant($"should have a header of {headerLength} bytes; at most {LargestHeader} are legal"));
        }

        if (headerLength > (ulong)behindLength)
        {
            throw new ContentFaultException(Invariant($"should have a header of {headerLength} bytes, and has {behindLength} behind its length"));
        }

        ReadOnlyMemory<byte> data = bytes[(LengthBytes + (int)headerLength)..];
        SafetensorsHeader header = SafetensorsHeader.Parse(bytes.Slice(LengthBytes, (int)headerLength), data.Length);
        WeightValues[] arrays =
        [
            .. from entry in header.Entries
               let values = Float32Bytes.Read(data.Span[(int)entry.Begin..(int)entry.End])
               select new WeightValues(entry.Name, entry.Shape, values),
        ];
        return new SafetensorsContent(arrays, header.Metadata);
    }

    private static void RequireNames(WeightValues[] ordered)
    {
        for (int i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].Path == SafetensorsHeader.MetadataKey || (i > 0 && ordered[i].Path == ordered[i - 1].Path))
            {
                throw new ArgumentException($"'{ordered[i].Path}' cannot name an array, or another one has the name already.", nameof(ordered));
            }
        }
    }

    private static byte[] Header(WeightValues[] arrays, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (WeightValues array in arrays)
            {
                offset = WriteEntry(json, array, offset);
            }

            json.WriteEndObject();
        }

        // Padded with spaces, so that the arrays start at a multiple of eight bytes.
        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static long WriteEntry(Utf8JsonWriter json, WeightValues array, long offset)
    {
        long end = offset + ((long)array.Values.Length * sizeof(float));
        json.WriteStartObject(array.Path);
        json.WriteString("dtype", SafetensorsEntryJson.Float32);
        json.WriteStartArray("shape");
        foreach (int size in array.Shape.Dimensions)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }
}
