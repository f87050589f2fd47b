using System.Buffers.Binary;
using System.Text.Json;
using FashionRef.Models;

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
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes a file; arrays stand in the ordinal order of their names.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="arrays">Names are unique.</param>
    /// <param name="metadata">Texts about the content.</param>
    /// <exception cref="FashionRefException">The file cannot be written (exit code 3).</exception>
    public static void Write(string path, IEnumerable<WeightValues> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        WeightValues[] ordered = [.. arrays.OrderBy(array => array.Path, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (WeightValues array in ordered)
            {
                stream.Write(Float32Bytes.Of(array.Values));
            }
        });
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It is missing, damaged, or holds other than float32 arrays (exit code 2).</exception>
    public static SafetensorsContent Read(string path)
    {
        byte[] bytes = ReadBytes(path);
        try
        {
            return Parse(path, bytes);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException
            or KeyNotFoundException or OverflowException or ArgumentException)
        {
            throw Damaged(path, $"its header is not understood: {exception.Message}", exception);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FashionRefException(ExitCode.BadRequest, $"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static byte[] Header(WeightValues[] arrays, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
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

        // Spaces at the end, so that the arrays start at a multiple of eight bytes.
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
        json.WriteString("dtype", "F32");
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

    private static SafetensorsContent Parse(string path, byte[] bytes)
    {
        if (bytes.Length < LengthBytes)
        {
            throw Damaged(path, $"it has {bytes.Length} bytes, fewer than the {LengthBytes} that hold the header's length");
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (headerLength > LargestHeader || headerLength > (ulong)(bytes.Length - LengthBytes))
        {
            throw Damaged(path, $"its header should have {headerLength} bytes, and the file has {bytes.Length}");
        }

        int dataStart = LengthBytes + (int)headerLength;
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(LengthBytes, (int)headerLength));
        Dictionary<string, string> metadata = [];
        List<WeightValues> arrays = [];
        long expectedEnd = 0;
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == MetadataKey)
            {
                metadata = entry.Value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
                continue;
            }

            arrays.Add(ReadEntry(path, entry, bytes.AsSpan(dataStart)));
            expectedEnd += arrays[^1].Values.LongLength * sizeof(float);
        }

        return expectedEnd == bytes.Length - dataStart
            ? new SafetensorsContent(arrays, metadata)
            : throw Damaged(path, $"its arrays fill {expectedEnd} bytes, and {bytes.Length - dataStart} follow the header");
    }

    private static WeightValues ReadEntry(string path, JsonProperty entry, ReadOnlySpan<byte> data)
    {
        string type = entry.Value.GetProperty("dtype").GetString()!;
        if (type != "F32")
        {
            throw Damaged(path, $"'{entry.Name}' holds {type}; only F32 is read here");
        }

        Shape shape = Shape.Of([.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())]);
        JsonElement offsets = entry.Value.GetProperty("data_offsets");
        (long start, long end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (start < 0 || end > data.Length || end - start != (long)shape.Count * sizeof(float))
        {
            throw Damaged(path, $"'{entry.Name}' of shape {shape} should stand at bytes {start} to {end} of {data.Length}");
        }

        double[] values = Float32Bytes.Read(data[(int)start..(int)end]);
        return new WeightValues(entry.Name, shape, values);
    }

    private static FashionRefException Damaged(string path, string what, Exception? cause = null) =>
        new(ExitCode.BadRequest, $"'{path}' is not a whole safetensors file of float32 arrays: {what}. Write it anew, or name another file.", cause);
}
