using System.Text.Json.Nodes;
using FashionRef.Formats.Keras.Configuration;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>
/// The configuration of a model of this program, as Keras 3.15.1 writes it. What cannot be the same: <c>shared_object_id</c>, an address in the
/// session that wrote the file, is left out as in <c>to_json()</c>; and of nested models all input layers are numbered in the order of the layers,
/// where Keras numbers them in the order in which a program made them.
/// </summary>
internal static class GeneratedConfiguration
{
    /// <summary>The configuration.</summary>
    /// <param name="model">The model.</param>
    /// <param name="compilation">What it is compiled with; null where it is not.</param>
    /// <exception cref="FashionRefException">A layer's record does not hold all of its settings (bad request).</exception>
    public static JsonObject Of(BuiltModel model, JsonObject? compilation)
    {
        JsonObject configuration = Model(model, new KerasNames());
        configuration["compile_config"] = compilation ?? [];
        return configuration;
    }

    private static JsonObject Model(BuiltModel model, KerasNames names)
    {
        if (model.Definition.IsFunctional)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"A configuration cannot be made of the functional model '{model.Name}': it is known only where the model comes from a file. Write from that file.");
        }

        JsonObject config = Common(model.Name, model.Definition);
        config["layers"] = new JsonArray([Input(names.Next("InputLayer"), model.InputShape), .. model.Layers.Select(layer => Layer(layer, names))]);
        config["build_input_shape"] = Batched(model.InputShape);
        JsonObject entry = LayerDefaults.Object("keras", "Sequential", config);
        entry["build_config"] = BuildConfig(model.InputShape);
        return entry;
    }

    private static JsonObject Layer(BuiltLayer layer, KerasNames names)
    {
        if (layer.Model is { } inside)
        {
            JsonObject nested = Model(inside, names);
            nested["compile_config"] = new JsonObject();
            return nested;
        }

        string className = layer.Layer.TypeName;
        JsonObject config = Common(layer.Name, layer.Layer);
        foreach ((string name, JsonNode? value) in LayerSettings.Of(layer))
        {
            config[name] = value?.DeepClone();
        }

        JsonObject entry = LayerDefaults.Object("keras.layers", className, config);
        if (LayerDefaults.TellsInputShape(className))
        {
            entry["build_config"] = BuildConfig(layer.InputShape);
        }

        return entry;
    }

    /// <summary>The entry of the input of a Sequential model.</summary>
    internal static JsonObject Input(string name, Shape shape) => LayerDefaults.Object("keras.layers", "InputLayer", new JsonObject
    {
        ["batch_shape"] = Batched(shape),
        ["dtype"] = "float32",
        ["sparse"] = false,
        ["ragged"] = false,
        ["name"] = name,
        ["optional"] = false,
    });

    /// <summary>What a layer or model was built with.</summary>
    internal static JsonObject BuildConfig(Shape shape) => new() { ["input_shape"] = Batched(shape) };

    /// <summary>A shape with the axis of the batch, whose size is open.</summary>
    internal static JsonArray Batched(Shape shape) => [null, .. shape.Dimensions.Select(size => (JsonNode)size)];

    private static JsonObject Common(string name, Layer layer) => new()
    {
        ["name"] = name,
        ["trainable"] = layer.IsTrainable,
        ["dtype"] = LayerDefaults.Policy(DTypes.NameOf(layer.WeightType)),
    };
}
