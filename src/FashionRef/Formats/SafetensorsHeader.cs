using System.Text.Json;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats;

/// <summary>The header of a safetensors file, read by every rule of the format.</summary>
/// <param name="Entries">The arrays in the header's order; their bytes follow each other without gap or overlap.</param>
/// <param name="Metadata">Texts about the content.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The key of the metadata, which is not an array.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>Reads a header.</summary>
    /// <param name="json">All of it.</param>
    /// <param name="dataLength">How many bytes follow it in the file.</param>
    /// <exception cref="ContentFaultException">It breaks a rule.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        if (json.IsEmpty || json.Span[0] != (byte)'{')
        {
            string start = json.IsEmpty ? "nothing" : $"'{(char)json.Span[0]}'";
            throw new ContentFaultException($"has a header that begins with {start}, and not with '{{'");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Parse(document.RootElement, dataLength);
        }
        catch (JsonException exception)
        {
            // The header is one line, so the byte in it is enough.
            throw new ContentFaultException(Invariant($"has a header that is not JSON from byte {exception.BytePositionInLine} on"));
        }
        catch (InvalidOperationException)
        {
            // The parser checks a text's encoding only when the text is read.
            throw new ContentFaultException("has a header with text that is not Unicode");
        }
    }

    private static SafetensorsHeader Parse(JsonElement root, long dataLength)
    {
        Dictionary<string, string> metadata = [];
        List<SafetensorsEntry> entries = [];
        foreach ((string name, JsonElement value) in Members(root, ""))
        {
            if (name == MetadataKey)
            {
                metadata = Texts(value);
            }
            else
            {
                entries.Add(SafetensorsEntryJson.Read(name, value));
            }
        }

        RequireOneAfterTheOther(entries, dataLength);
        return new SafetensorsHeader(entries, metadata);
    }

    /// <summary>The members of an object.</summary>
    /// <param name="element">The object.</param>
    /// <param name="place">Its place, for the message, as <c> in 'a'</c>.</param>
    /// <exception cref="ContentFaultException">A name occurs twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, JsonElement>> Members(JsonElement element, string place)
    {
        List<KeyValuePair<string, JsonElement>> members = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!names.Add(member.Name))
            {
                throw new ContentFaultException($"names '{member.Name}' twice{place}");
            }

            members.Add(new(member.Name, member.Value));
        }

        return members;
    }

    private static Dictionary<string, string> Texts(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            throw new ContentFaultException($"has '{MetadataKey}' that is not an object of texts");
        }

        return Members(metadata, $" in '{MetadataKey}'").ToDictionary(
            member => member.Key,
            member => member.Value.ValueKind == JsonValueKind.String
                ? member.Value.GetString()!
                : throw new ContentFaultException($"has '{MetadataKey}' whose '{member.Key}' is not a text"));
    }

    private static void RequireOneAfterTheOther(IEnumerable<SafetensorsEntry> entries, long dataLength)
    {
        long next = 0;
        foreach (SafetensorsEntry entry in entries.OrderBy(entry => entry.Begin))
        {
            if (entry.Begin != next)
            {
                string what = entry.Begin > next ? "there is a gap" : "they overlap";
                throw new ContentFaultException(Invariant($"has '{entry.Name}' at byte {entry.Begin} where byte {next} is next: {what}"));
            }

            next = entry.End;
        }

        if (next != dataLength)
        {
            throw new ContentFaultException(Invariant($"has arrays of {next} bytes, and {dataLength} bytes behind its header"));
        }
    }
}
