using System.Text.Json.Nodes;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing.Conversion;

/// <summary>
/// The configuration of a file in the form that <c>config.json</c> has in Keras 3. That of a legacy .h5 lacks modules and shapes; that of Keras 2
/// has other names as well, other connections in functional models, and settings that Keras 3 does not take.
/// </summary>
/// <param name="isKeras2">Whether Keras 2 wrote it.</param>
internal sealed class KerasThreeForm(bool isKeras2)
{
    private const string Layers = "layers";
    private const string Nodes = "inbound_nodes";

    /// <summary>Converts a configuration; one that is complete stays as it is.</summary>
    /// <param name="source">The file with it.</param>
    /// <param name="model">Its model.</param>
    /// <param name="leftOut">Receives what Keras 3 does not have.</param>
    /// <exception cref="FashionRefException">An activation of Keras 2 has no name in Keras 3 (bad request).</exception>
    public static JsonObject Of(KerasFile source, BuiltModel model, List<string> leftOut)
    {
        JsonObject configuration = (JsonObject)JsonNode.Parse(source.Configuration!.Value.GetRawText())!;
        if (source.Kind != KerasFileKind.LegacyModel && !source.IsOfKeras2)
        {
            return configuration;
        }

        JsonObject converted = new KerasThreeForm(source.IsOfKeras2).Model(configuration, model);
        JsonObject? training = source.Training is { } given ? (JsonObject)JsonNode.Parse(given.GetRawText())! : null;
        converted["compile_config"] = training is null ? [] : Compilation(training, source.IsOfKeras2, leftOut);
        return converted;
    }

    // What concerns training alone never keeps a model from being written.
    private static JsonObject Compilation(JsonObject training, bool isKeras2, List<string> leftOut)
    {
        try
        {
            return KerasThreeCompilation.Of(training, isKeras2, leftOut);
        }
        catch (InvalidOperationException)
        {
            leftOut.Add("The loss, the metrics and the optimizer: what the file says of them is not as any version of Keras writes it.");
            return [];
        }
    }

    private JsonObject Model(JsonObject entry, BuiltModel model)
    {
        JsonObject? given = entry["config"] as JsonObject;
        JsonArray layers = (JsonArray)(given?[Layers] ?? entry["config"])!;
        bool isFunctional = model.Definition.IsFunctional;
        JsonObject[] converted = [.. isFunctional ? Chain(layers, model) : List(layers, model)];
        JsonObject config = isKeras2 ? Settings(model, given) : (JsonObject)given!.DeepClone();
        config[Layers] = new JsonArray([.. converted]);
        JsonObject result = LayerDefaults.Object(isFunctional ? "keras.src.models.functional" : "keras", model.Definition.TypeName, config);
        result["registered_name"] = isFunctional ? "Functional" : null;
        result["build_config"] = isFunctional ? new JsonObject { ["input_shape"] = null } : GeneratedConfiguration.BuildConfig(model.InputShape);
        return result;
    }

    // The settings of a model of Keras 2, with the layers' place.
    private static JsonObject Settings(BuiltModel model, JsonObject? given)
    {
        JsonObject config = new() { ["name"] = model.Name, ["trainable"] = model.Definition.IsTrainable };
        if (model.Definition.IsFunctional)
        {
            config[Layers] = null;
            config["input_layers"] = Single(given!["input_layers"]);
            config["output_layers"] = Single(given["output_layers"]);
            return config;
        }

        config["dtype"] = LayerDefaults.Policy("float32");
        config[Layers] = null;
        config["build_input_shape"] = GeneratedConfiguration.Batched(model.InputShape);
        return config;
    }

    private static JsonNode? Single(JsonNode? list) => list is JsonArray and [JsonArray only] ? only.DeepClone() : list?.DeepClone();

    private IEnumerable<JsonObject> List(JsonArray layers, BuiltModel model)
    {
        JsonObject[] entries = [.. layers.Cast<JsonObject>()];
        bool hasInput = ClassOf(entries[0]) == "InputLayer";
        yield return !hasInput ? GeneratedConfiguration.Input("input_layer", model.InputShape)
            : isKeras2 ? KerasThreeLayer.Input(Config(entries[0]))
            : Entry("InputLayer", (JsonObject)Config(entries[0]).DeepClone());
        foreach ((BuiltLayer layer, JsonObject entry) in model.Layers.Zip(entries.Skip(hasInput ? 1 : 0)))
        {
            yield return Layer(entry, layer);
        }
    }

    private IEnumerable<JsonObject> Chain(JsonArray layers, BuiltModel model)
    {
        foreach (JsonObject entry in layers.Cast<JsonObject>())
        {
            string name = (entry["name"] ?? Config(entry)["name"])!.GetValue<string>();
            string? own = (entry["config"] as JsonObject)?["name"]?.GetValue<string>();
            int place = own is null || own == name ? model.Layers.Select(layer => layer.Name).ToList().IndexOf(name) : -1;
            if (place < 0)
            {
                throw new FormatException($"the layer '{name}' has another name or none in its own settings");
            }

            BuiltLayer layer = model.Layers[place];
            JsonObject converted = isKeras2 && layer.Layer is Models.Layers.InputLayer ? KerasThreeLayer.Input(Config(entry)) : Layer(entry, layer);
            converted["name"] = name;
            converted[Nodes] = !isKeras2 ? entry[Nodes]?.DeepClone() : place == 0 ? new JsonArray() : Connection(model.Layers[place - 1], entry[Nodes]);
            yield return converted;
        }
    }

    private JsonObject Layer(JsonObject entry, BuiltLayer layer)
    {
        if (layer.Model is { } inside)
        {
            JsonObject nested = Model(entry, inside);
            nested["compile_config"] = new JsonObject();
            return nested;
        }

        string className = isKeras2 ? layer.Layer.TypeName : ClassOf(entry);
        JsonObject converted = Entry(className, isKeras2 ? KerasThreeLayer.Settings(Config(entry), layer) : (JsonObject)Config(entry).DeepClone());
        if (LayerDefaults.TellsInputShape(className))
        {
            converted["build_config"] = GeneratedConfiguration.BuildConfig(layer.InputShape);
        }

        return converted;
    }

    // Of a chain each layer has one call, with the output of the layer before; arguments such as training may be given with it.
    private static JsonArray Connection(BuiltLayer before, JsonNode? nodes)
    {
        JsonObject tensor = new()
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = GeneratedConfiguration.Batched(before.OutputShape),
                ["dtype"] = "float32",
                ["keras_history"] = new JsonArray(before.Name, 0, 0),
            },
        };
        return [new JsonObject { ["args"] = new JsonArray(tensor), ["kwargs"] = Arguments(nodes) }];
    }

    private static JsonObject Arguments(JsonNode? nodes) => nodes switch
    {
        JsonArray and [JsonValue, _, _, JsonObject given] => new JsonObject(given.Where(entry => entry.Value is JsonValue).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))),
        JsonArray and [var inner] => Arguments(inner),
        _ => [],
    };

    private static JsonObject Entry(string className, JsonObject config) => LayerDefaults.Object("keras.layers", className, config);

    private static JsonObject Config(JsonObject entry) => (JsonObject)entry["config"]!;

    private static string ClassOf(JsonObject entry) => entry["class_name"]!.GetValue<string>();
}
