using System.Text.Json.Nodes;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Formats.Keras.Writing.Conversion;

/// <summary>The settings of a layer of Keras 2 as Keras 3 takes them: only names that it knows, in its order, objects with their modules.</summary>
internal static class KerasThreeLayer
{
    private static readonly Dictionary<string, string> Modules = new(StringComparer.Ordinal)
    {
        ["initializer"] = "keras.initializers",
        ["regularizer"] = "keras.regularizers",
        ["constraint"] = "keras.constraints",
    };

    // Settings that have another name in Keras 3, by the class and the new name.
    private static readonly Dictionary<(string Class, string Setting), string> OldNames = new() { [("LeakyReLU", "negative_slope")] = "alpha" };

    // Every layer has them, or they only tell the input, or nothing in inference.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal) { "name", "trainable", "dtype", "batch_input_shape", "input_dim", "input_length", "autocast" };

    /// <summary>The entry of an input layer.</summary>
    /// <param name="config">Its settings in Keras 2.</param>
    public static JsonObject Input(JsonObject config) => LayerDefaults.Object("keras.layers", "InputLayer", new JsonObject
    {
        ["batch_shape"] = (config["batch_input_shape"] ?? config["batch_shape"])?.DeepClone(),
        ["dtype"] = TypeOf(config["dtype"]),
        ["sparse"] = config["sparse"]?.DeepClone() ?? false,
        ["ragged"] = config["ragged"]?.DeepClone() ?? false,
        ["name"] = config["name"]?.DeepClone() ?? "input_layer",
        ["optional"] = config["optional"]?.DeepClone() ?? false,
    });

    /// <summary>The settings of any other layer.</summary>
    /// <param name="config">Those in Keras 2.</param>
    /// <param name="layer">The layer.</param>
    /// <exception cref="FashionRefException">Its activation has no name in Keras 3 (bad request).</exception>
    public static JsonObject Settings(JsonObject config, BuiltLayer layer)
    {
        JsonObject settings = new()
        {
            ["name"] = layer.Name,
            ["trainable"] = layer.Layer.IsTrainable,
            ["dtype"] = LayerDefaults.Policy(TypeOf(config["dtype"])),
        };
        string className = layer.Layer.TypeName;
        JsonObject? known = LayerDefaults.Of(className);
        if (known?.ContainsKey("activity_regularizer") == false && config["activity_regularizer"] is JsonObject penalty)
        {
            settings["activity_regularizer"] = Value("activity_regularizer", penalty, layer);
        }

        foreach ((string name, JsonNode? usual) in known ?? config)
        {
            string old = OldNames.GetValueOrDefault((className, name), name);
            string given = config.ContainsKey(name) || !config.ContainsKey(old) ? name : old;
            if (!Common.Contains(name))
            {
                settings[name] = config.ContainsKey(given) ? Value(name, config[given], layer) : usual?.DeepClone();
            }
        }

        return settings;
    }

    private static JsonNode? Value(string name, JsonNode? value, BuiltLayer layer) => value switch
    {
        _ when name == "activation" => Function(value, layer),
        JsonArray and [var only] when name == "axis" && layer.Layer is BatchNormalization => only?.DeepClone(),
        JsonObject json when json.ContainsKey("class_name") => Object(name, json),
        _ => value?.DeepClone(),
    };

    private static JsonNode Function(JsonNode? value, BuiltLayer layer)
    {
        string name = (value is JsonObject json ? json["config"] is JsonObject inner ? inner["name"] : json["config"] : value)?.GetValue<string>() ?? "linear";
        return name == "hard_sigmoid"
            ? throw new FashionRefException(
                FaultKind.BadRequest,
                $"The layer '{layer.Name}' has the activation hard_sigmoid of Keras 2, min(max(0.2x + 0.5, 0), 1), for which Keras 3 has no name: what it calls so is another function. Write from a model without it.")
            : name;
    }

    // Older versions wrote what numbers an initializer makes, which it does not take any more.
    private static JsonObject Object(string setting, JsonObject json)
    {
        JsonObject config = json["config"] is JsonObject given ? (JsonObject)given.DeepClone() : [];
        config.Remove("dtype");
        return LayerDefaults.Object(Modules.GetValueOrDefault(setting.Split('_')[^1], "keras"), json["class_name"]!.GetValue<string>(), config);
    }

    private static string TypeOf(JsonNode? value) => value switch
    {
        JsonObject policy when policy["config"] is JsonObject config => config["name"]?.GetValue<string>() ?? "float32",
        JsonValue name => name.GetValue<string>(),
        _ => "float32",
    };
}
