using System.Text.Json;

namespace FashionRef.Snapshots.Training;

/// <summary>The shape of a JSON text: every path with its type, no values.</summary>
internal static class JsonPaths
{
    /// <summary>A line for each path in the text's order; <c>[]</c> stands for all elements of an array.</summary>
    public static string Format(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        (string Path, string Type)[] paths = [.. Paths(document.RootElement, "$").Distinct()];
        int width = paths.Max(entry => entry.Path.Length);
        return string.Join('\n', paths.Select(entry => $"{entry.Path.PadRight(width)}  {entry.Type}"));
    }

    private static IEnumerable<(string Path, string Type)> Paths(JsonElement element, string path) =>
    [
        (path, Type(element)),
        .. element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Paths(property.Value, $"{path}.{property.Name}")),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Paths(item, $"{path}[]")),
            _ => [],
        },
    ];

    private static string Type(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind kind => kind.ToString().ToLowerInvariant(),
    };
}
