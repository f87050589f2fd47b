using System.Text.Json;
using FashionRef.Files;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>The layers of a functional model in the order in which data flows, where they form a chain.</summary>
/// <param name="Layers">The first is the input.</param>
internal sealed record FunctionalChain(IReadOnlyList<JsonElement> Layers)
{
    private const string OnlyChains = "only straight chains of layers are read";

    /// <summary>Orders the layers.</summary>
    /// <param name="config">The model's settings.</param>
    /// <param name="layers">Its layers as they stand in the configuration.</param>
    /// <exception cref="ContentFaultException">They form no chain from one input to one output.</exception>
    public static FunctionalChain Read(ConfigObject config, IReadOnlyList<JsonElement> layers)
    {
        string input = Single(config, "input_layers", "inputs");
        string output = Single(config, "output_layers", "outputs");
        Dictionary<string, JsonElement> named = [];
        Dictionary<string, string> next = [];
        foreach ((int index, JsonElement layer) in layers.Index())
        {
            string name = NameOf(layer, index + 1);
            if (!named.TryAdd(name, layer))
            {
                throw new ContentFaultException($"has two layers of the name '{name}', and each must have its own");
            }

            string[] sources = [.. Sources(layer, name)];
            string title = $"layer '{name}' ({KerasClass.Read(layer, $"layer '{name}'").Name})";
            if (sources.Length == 0 && name != input)
            {
                throw new ContentFaultException($"has {title}, which takes no input: {OnlyChains}");
            }

            if (sources.Length > 1)
            {
                throw new ContentFaultException(FormattableString.Invariant($"has {title}, which takes {sources.Length} inputs: {OnlyChains}"));
            }

            if (sources.Length == 1 && !next.TryAdd(sources[0], name))
            {
                throw new ContentFaultException($"has a layer '{sources[0]}' whose output goes to two layers, '{next[sources[0]]}' and '{name}': {OnlyChains}");
            }
        }

        List<JsonElement> chain = [];
        for (string? name = input; name is not null; name = next.GetValueOrDefault(name))
        {
            if (!named.Remove(name, out JsonElement layer))
            {
                throw new ContentFaultException($"has layers that lead to '{name}', which is not there or is reached twice: {OnlyChains}");
            }

            chain.Add(layer);
            if (name == output)
            {
                break;
            }
        }

        return named.Count == 0 && chain.Count > 0 && NameOf(chain[^1], chain.Count) == output
            ? new FunctionalChain(chain)
            : throw new ContentFaultException($"has layers beside the way from the input '{input}' to the output '{output}': {OnlyChains}");
    }

    private static string NameOf(JsonElement layer, int number)
    {
        ConfigObject entry = ConfigObject.Of(layer, FormattableString.Invariant($"layer {number}"));
        return entry.Find("name") is not null ? entry.Text("name", "")
            : ConfigObject.Of(entry.Require("config"), FormattableString.Invariant($"layer {number}")).Text("name", "");
    }

    // ["image", 0, 0], or a list of such.
    private static string Single(ConfigObject config, string name, string what)
    {
        JsonElement list = config.Require(name);
        JsonElement[] items = list.ValueKind switch
        {
            JsonValueKind.Array => [.. list.EnumerateArray()],
            JsonValueKind.Object => [.. list.EnumerateObject().Select(entry => entry.Value)],
            _ => throw config.Wrong(name, list, "a list"),
        };
        if (items is [{ ValueKind: JsonValueKind.String }, { ValueKind: JsonValueKind.Number }, { ValueKind: JsonValueKind.Number }])
        {
            return items[0].GetString()!;
        }

        return items is [{ ValueKind: JsonValueKind.Array } only] && only.GetArrayLength() > 0 && only[0].ValueKind == JsonValueKind.String
            ? only[0].GetString()!
            : throw new ContentFaultException(FormattableString.Invariant($"has a model with {items.Length} {what}: {OnlyChains}"));
    }

    // The names of the layers whose outputs a layer takes, in all of its calls.
    private static IEnumerable<string> Sources(JsonElement layer, string name)
    {
        JsonElement? nodes = new ConfigObject(layer, $"layer '{name}'").Find("inbound_nodes");
        return nodes is null ? [] : Histories(nodes.Value, name, 0);
    }

    // Keras 3: {"class_name": "__keras_tensor__", "config": {"keras_history": ["name", 0, 0]}}; Keras 2: ["name", 0, 0, {}].
    private static IEnumerable<string> Histories(JsonElement value, string name, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.Object
                && config.TryGetProperty("keras_history", out JsonElement history) && history.ValueKind == JsonValueKind.Array
                && history.GetArrayLength() > 0 && history[0].ValueKind == JsonValueKind.String:
                return [history[0].GetString()!];
            case JsonValueKind.Object:
                return value.EnumerateObject().SelectMany(entry => Histories(entry.Value, name, depth + 1));
            case JsonValueKind.Array when value.GetArrayLength() is 3 or 4 && value[0].ValueKind == JsonValueKind.String && value[1].ValueKind == JsonValueKind.Number:
                return [value[0].GetString()!, .. value.GetArrayLength() == 4 ? Histories(value[3], name, depth + 1) : []];
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany(item => Histories(item, name, depth + 1));
            default:
                return [];
        }
    }
}
