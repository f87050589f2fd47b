using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FashionRef.Formats.Json;

/// <summary>
/// Finds where JSON does not fit a record. The serializer's own messages name .NET types, and it accepts some faults: a missing number
/// of a struct becomes 0, and a list may hold nulls.
/// </summary>
internal static class JsonShape
{
    private const int LongestQuote = 40;

    /// <summary>The first fault and its place, or null.</summary>
    /// <param name="element">The JSON.</param>
    /// <param name="type">The type that it should fit.</param>
    /// <param name="path">Its place; empty for the whole file.</param>
    public static string? Fault(JsonElement element, Type type, string path = "")
    {
        // What somebody else's format has there is for its own reader.
        if (type == typeof(JsonElement))
        {
            return null;
        }

        JsonTypeInfo info = JsonFormat.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => ObjectFault(element, info, path),
            JsonTypeInfoKind.Enumerable => ListFault(element, info, path),
            JsonTypeInfoKind.Dictionary => DictionaryFault(element, info, path),
            _ => ValueFault(element, Nullable.GetUnderlyingType(type) ?? type, path),
        };
    }

    private static string? ObjectFault(JsonElement element, JsonTypeInfo info, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Wrong(element, path, "an object");
        }

        // Ignored and computed properties are not in the file.
        JsonPropertyInfo[] properties = [.. info.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null)];
        if (SpellingFault(element, properties, path, info.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow) is string misspelt)
        {
            return misspelt;
        }

        foreach (JsonPropertyInfo property in properties)
        {
            bool isNullable = property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;
            if (!element.TryGetProperty(property.Name, out JsonElement value))
            {
                if (!isNullable && property.AssociatedParameter?.HasDefaultValue != true)
                {
                    return $"{(path.Length == 0 ? "it" : path)} lacks '{property.Name}'";
                }

                continue;
            }

            bool isLegalNull = value.ValueKind == JsonValueKind.Null && isNullable;
            if (!isLegalNull && Fault(value, property.PropertyType, path.Length == 0 ? property.Name : $"{path}.{property.Name}") is string fault)
            {
                return fault;
            }
        }

        return null;
    }

    // A file may have further members, unless people write it. But "Shuffle" for an optional "shuffle" would be silently ignored.
    private static string? SpellingFault(JsonElement element, JsonPropertyInfo[] properties, string path, bool isComplete)
    {
        foreach (JsonProperty member in element.EnumerateObject().Where(member => properties.All(property => property.Name != member.Name)))
        {
            if (Array.Find(properties, property => Letters(property.Name).Equals(Letters(member.Name), StringComparison.OrdinalIgnoreCase)) is { } meant)
            {
                return $"{(path.Length == 0 ? "it" : path)} has '{member.Name}', which must be written '{meant.Name}'";
            }

            if (isComplete)
            {
                return $"{(path.Length == 0 ? "it" : path)} has '{member.Name}', which is unknown there; legal are {string.Join(", ", properties.Select(property => $"'{property.Name}'"))}";
            }
        }

        return null;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit));

    private static string? ListFault(JsonElement element, JsonTypeInfo info, string path) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray()
            .Select((item, i) => Fault(item, info.ElementType!, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
            .FirstOrDefault(fault => fault is not null)
        : Wrong(element, path, "a list");

    private static string? DictionaryFault(JsonElement element, JsonTypeInfo info, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Wrong(element, path, "an object");
        }

        foreach (JsonProperty entry in element.EnumerateObject())
        {
            // 01 and 1 would be the same key.
            if (info.KeyType == typeof(int)
                && !(int.TryParse(entry.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int key)
                    && entry.Name == key.ToString(CultureInfo.InvariantCulture)))
            {
                return $"{path} has '{entry.Name}', which must be {(entry.Name.TrimStart('-').All(char.IsAsciiDigit) ? Whole(typeof(int)) : "a whole number")}";
            }

            if (Fault(entry.Value, info.ElementType!, $"{path}['{entry.Name}']") is string fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? ValueFault(JsonElement element, Type type, string path)
    {
        bool isLegal = type switch
        {
            _ when type == typeof(double) => element.ValueKind == JsonValueKind.Number && IsDouble(element),
            _ when type == typeof(int) => element.ValueKind == JsonValueKind.Number && WholeNumber.Parse(JsonMarshal.GetRawUtf8Value(element)) is >= int.MinValue and <= int.MaxValue,
            _ when type == typeof(long) => element.ValueKind == JsonValueKind.Number && WholeNumber.Parse(JsonMarshal.GetRawUtf8Value(element)) is not null,
            _ when type == typeof(DateTimeOffset) => element.ValueKind == JsonValueKind.String && element.TryGetDateTimeOffset(out _),
            { IsEnum: true } => Names(type).Contains(element.ValueKind == JsonValueKind.String ? element.GetString() : null),
            _ => element.ValueKind == JsonValueKind.String,
        };
        return isLegal ? null : Wrong(element, path, Legal(element, type));
    }

    // A number too small for a double would be read as 0.
    private static bool IsDouble(JsonElement element)
    {
        double number = element.GetDouble();
        return double.IsFinite(number) && (number != 0 || WholeNumber.Parse(JsonMarshal.GetRawUtf8Value(element)) == 0);
    }

    private static string Legal(JsonElement element, Type type) => type switch
    {
        _ when type == typeof(double) => element.ValueKind == JsonValueKind.Number ? "0, or a number from 4.9e-324 to 1.7e308 in size" : "a finite number",
        _ when type == typeof(int) || type == typeof(long) => element.ValueKind == JsonValueKind.Number && WholeNumber.IsWhole(JsonMarshal.GetRawUtf8Value(element))
            ? Whole(type)
            : "a whole number",
        _ when type == typeof(DateTimeOffset) => "a time such as \"2026-01-31T12:00:00+00:00\"",
        { IsEnum: true } => $"one of {string.Join(", ", Names(type).Select(name => $"\"{name}\""))}",
        _ => "a text",
    };

    private static string Whole(Type type) => type == typeof(int)
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {int.MinValue} to {int.MaxValue}")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {long.MinValue} to {long.MaxValue}");

    private static string[] Names(Type type) =>
        [.. Enum.GetNames(type).Select(name => JsonFormat.Options.PropertyNamingPolicy!.ConvertName(name))];

    private static string Wrong(JsonElement element, string path, string legal)
    {
        string text = element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ when element.GetRawText() is { Length: > LongestQuote } raw => $"{raw[..LongestQuote]}…",
            _ => element.GetRawText(),
        };
        return $"{(path.Length == 0 ? "it" : path)} is {text}, but must be {legal}";
    }
}
