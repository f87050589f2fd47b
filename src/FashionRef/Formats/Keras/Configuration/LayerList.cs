using System.Text.Json;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>The layers of any configuration by name and class, to show a model that is not supported.</summary>
internal static class LayerList
{
    private const string Unknown = "?";

    /// <summary>The layers, in the configuration's order.</summary>
    /// <param name="model">The model's configuration.</param>
    public static IReadOnlyList<(string Name, string ClassName)> Of(JsonElement model)
    {
        JsonElement? config = Find(model, "config");
        JsonElement? layers = config is { ValueKind: JsonValueKind.Array } ? config : Find(config, "layers");
        return layers is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Take(ModelReader.MostLayers).Select(layer => (Text(Find(layer, "config"), "name") ?? Text(layer, "name") ?? Unknown, Text(layer, "class_name") ?? Unknown))]
            : [];
    }

    private static JsonElement? Find(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } entry && entry.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? Text(JsonElement? json, string name) => Find(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
