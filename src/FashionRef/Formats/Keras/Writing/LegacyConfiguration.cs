using System.Text.Json;
using System.Text.Json.Nodes;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>
/// The configuration as a legacy .h5 has it: layers have only their class and settings, and so have the model, its loss and its metrics;
/// the optimizer stands in a training configuration of its own.
/// </summary>
internal static class LegacyConfiguration
{
    private const string ClassName = "class_name";
    private const string Config = "config";
    private const string Layers = "layers";
    private const string Optimizer = "optimizer";
    private const string OptimizerConfig = "optimizer_config";
    private const string SharedId = "shared_object_id";

    /// <summary>The attribute model_config.</summary>
    /// <param name="configuration">As <c>config.json</c> has it.</param>
    public static JsonObject Model(JsonObject configuration) => Layer(WithoutIds(configuration), isModel: true);

    /// <summary>The attribute training_config; null without an optimizer, for Keras cannot read one without.</summary>
    /// <param name="configuration">As <c>config.json</c> has it.</param>
    public static JsonObject? Training(JsonObject configuration)
    {
        if (configuration["compile_config"] is not JsonObject compilation || OptimizerOf(compilation[Optimizer]) is not { } optimizer)
        {
            return null;
        }

        JsonObject training = new(WithoutIds(compilation).Where(entry => entry.Key != Optimizer).Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value))));
        training[OptimizerConfig] = optimizer;
        return training;
    }

    // Versions before 3.15 write a name where a name was given.
    private static JsonObject? OptimizerOf(JsonNode? optimizer) => optimizer switch
    {
        JsonObject json => new JsonObject { [ClassName] = json[ClassName]?.DeepClone(), [Config] = WithoutIds(json)[Config]?.DeepClone() },
        JsonValue name when name.GetValueKind() == JsonValueKind.String => new JsonObject { [ClassName] = name.DeepClone(), [Config] = new JsonObject() },
        _ => null,
    };

    /// <summary>A copy without shared_object_id, which only <c>config.json</c> has: addresses of objects in the session that wrote it.</summary>
    /// <param name="json">Any object.</param>
    public static JsonObject WithoutIds(JsonObject json)
    {
        JsonObject copy = (JsonObject)json.DeepClone();
        RemoveIds(copy);
        return copy;
    }

    private static void RemoveIds(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                json.Remove(SharedId);
                foreach ((_, JsonNode? value) in json)
                {
                    RemoveIds(value);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? item in list)
                {
                    RemoveIds(item);
                }

                break;
        }
    }

    private static JsonObject Layer(JsonObject layer, bool isModel = false)
    {
        JsonObject plain = [];
        foreach ((string name, JsonNode? value) in layer)
        {
            if (name == Config)
            {
                plain[name] = Settings(value);
            }
            else if (name == ClassName || (!isModel && name is "name" or "inbound_nodes"))
            {
                plain[name] = value?.DeepClone();
            }
        }

        return plain;
    }

    private static JsonNode? Settings(JsonNode? config)
    {
        JsonNode? copy = config?.DeepClone();
        if (copy is JsonObject settings && settings[Layers] is JsonArray layers)
        {
            settings[Layers] = new JsonArray([.. layers.Select(layer => layer is JsonObject entry ? Layer(entry) : layer?.DeepClone())]);
        }

        return copy;
    }

    // Objects of the loss and the metrics, wherever they stand.
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject json when json.ContainsKey(ClassName) => Layer(json, isModel: true),
        JsonObject json => new JsonObject(json.Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        _ => node?.DeepClone(),
    };
}
