using System.Text.Json;
using FashionRef.Files;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Formats;

/// <summary>Reads one array's entry in the header of a safetensors file.</summary>
internal static class SafetensorsEntryJson
{
    /// <summary>The one element type that is read and written here.</summary>
    public const string Float32 = "F32";

    private static readonly string[] Keys = ["dtype", "shape", "data_offsets"];

    /// <summary>Reads it.</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="json">Its entry.</param>
    /// <exception cref="ContentFaultException">It breaks a rule of the format, or the array is of a kind that is not read here.</exception>
    public static SafetensorsEntry Read(string name, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new ContentFaultException($"has '{name}' that is not an object with {Keys[0]}, {Keys[1]} and {Keys[2]}");
        }

        Dictionary<string, JsonElement> members = new(SafetensorsHeader.Members(json, $" in '{name}'"));
        if (Array.Find(Keys, key => !members.ContainsKey(key)) is { } missing)
        {
            throw new ContentFaultException($"has '{name}' without '{missing}'");
        }

        if (members.Keys.FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
        {
            throw new ContentFaultException($"has '{name}' with '{unknown}', which the format does not know");
        }

        JsonElement type = members["dtype"];
        if (type.ValueKind != JsonValueKind.String || type.GetString() != Float32)
        {
            throw new ContentFaultException($"has '{name}' whose dtype is {type.GetRawText()}; only \"{Float32}\" is read here (in Python: array.astype('float32'))");
        }

        (long begin, long end) = Offsets(name, members["data_offsets"]);
        return new SafetensorsEntry(name, ReadShape(name, members["shape"], begin, end), begin, end);
    }

    private static (long Begin, long End) Offsets(string name, JsonElement json) =>
        WholeNumbers(json) is [long begin, long end] && begin <= end
            ? (begin, end)
            : throw new ContentFaultException(
                $"has '{name}' whose data_offsets are {json.GetRawText()}, and not two whole numbers, the second not smaller");

    private static Shape ReadShape(string name, JsonElement json, long begin, long end)
    {
        string text = json.GetRawText();
        long[] sizes = WholeNumbers(json) ?? throw new ContentFaultException($"has '{name}' whose shape is {text}, and not a list of whole numbers");
        Int128 bytes = sizeof(float);
        foreach (long size in sizes)
        {
            // No file is longer than long.MaxValue, so the next product cannot overflow.
            bytes = bytes <= long.MaxValue ? bytes * size : bytes;
        }

        if (bytes > long.MaxValue)
        {
            throw new ContentFaultException($"has '{name}' of shape {text}, which has more elements than can be counted");
        }

        if (bytes == 0)
        {
            throw new ContentFaultException($"has '{name}' of shape {text}; only arrays with elements are read here");
        }

        if (bytes != end - begin)
        {
            throw new ContentFaultException(Invariant($"has '{name}' of shape {text}, which takes {bytes} bytes, at bytes {begin} to {end}"));
        }

        return bytes / sizeof(float) <= Array.MaxLength
            ? Shape.Of([.. sizes.Select(size => (int)size)])
            : throw new ContentFaultException(Invariant($"has '{name}' of shape {text}; at most {Array.MaxLength} elements are read here"));
    }

    private static long[]? WholeNumbers(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        long[] numbers = new long[json.GetArrayLength()];
        int count = 0;
        foreach (JsonElement element in json.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out numbers[count]) || numbers[count++] < 0)
            {
                return null;
            }
        }

        return numbers;
    }
}
