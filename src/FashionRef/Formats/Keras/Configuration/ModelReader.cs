using System.Text.Json;
using FashionRef.Files;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>Reads a model's configuration: a Sequential model, or a Functional one whose layers form a chain; models may be layers.</summary>
/// <param name="isKeras2">Whether Keras 2 wrote it.</param>
internal sealed class ModelReader(bool isKeras2)
{
    /// <summary>More layers than any real chain has.</summary>
    public const int MostLayers = 10_000;

    private readonly LayerReader _layers = new(isKeras2);
    private int _count;

    /// <summary>Reads a model.</summary>
    /// <param name="json">Its configuration: an object with class_name and config.</param>
    /// <exception cref="ContentFaultException">It is no model, or one that is not supported.</exception>
    public Sequential Read(JsonElement json) => Read(KerasClass.Read(json, "a model"), depth: 0);

    private Sequential Read(KerasClass model, int depth)
    {
        if (depth >= Sequential.DeepestNesting)
        {
            throw new ContentFaultException(FormattableString.Invariant($"has models inside each other more than {Sequential.DeepestNesting} deep, and no more are read"));
        }

        return model.Name switch
        {
            "Sequential" => ReadSequential(model, depth),
            "Functional" or "Model" => ReadFunctional(model, depth),
            "Graph" => throw new ContentFaultException("has a model of the class 'Graph', which is Keras 1's; save it anew with a later version"),
            _ => throw new ContentFaultException($"has a model of the class '{model.Name}', and only Sequential and Functional models are read: the layers of others are in Python code"),
        };
    }

    // Up to Keras 2.2.2 the configuration is the list of layers itself.
    private Sequential ReadSequential(KerasClass model, int depth)
    {
        bool isList = model.Config.ValueKind == JsonValueKind.Array;
        ConfigObject? config = isList ? null : ConfigObject.Of(model.Config, "the model's config");
        JsonElement list = isList ? model.Config : config!.Require("layers");
        List<Layer> layers = [];
        Shape? input = null;
        int number = 0;
        foreach (JsonElement json in Items(list, "layers"))
        {
            number++;
            KerasClass entry = KerasClass.Read(json, FormattableString.Invariant($"layer {number}"));
            Layer layer = ReadLayer(entry, number, depth);
            if (number == 1)
            {
                input = layer is InputLayer first ? first.Shape
                    : layer is Sequential nested ? nested.InputShape
                    : InputShapes.Of(ConfigObject.Of(entry.Config, FormattableString.Invariant($"layer {number} ({entry.Name})"))) ?? LegacyInput(entry);
            }
            else if (layer is InputLayer)
            {
                throw new ContentFaultException(FormattableString.Invariant($"has an InputLayer as layer {number} of a Sequential model, and it can only be the first"));
            }

            if (layer is not InputLayer)
            {
                layers.Add(layer);
            }
        }

        input ??= config?.Find("build_input_shape") is { } built ? InputShapes.WithBatch(config, built) : BuiltShape(model);
        return Named(new Sequential(input, [.. layers]), config);
    }

    private Sequential ReadFunctional(KerasClass model, int depth)
    {
        ConfigObject config = ConfigObject.Of(model.Config, "the model's config");
        FunctionalChain chain = FunctionalChain.Read(config, [.. Items(config.Require("layers"), "layers")]);
        List<Layer> layers = [];
        foreach (JsonElement json in chain.Layers)
        {
            int number = layers.Count + 1;
            layers.Add(ReadLayer(KerasClass.Read(json, FormattableString.Invariant($"layer {number}")), number, depth));
        }

        return layers[0] is InputLayer input
            ? Named(new Sequential(input.Shape, [.. layers]) { IsFunctional = true }, config)
            : throw new ContentFaultException($"has a functional model whose input '{layers[0].Name}' is no InputLayer");
    }

    private Layer ReadLayer(KerasClass entry, int number, int depth)
    {
        if (++_count > MostLayers)
        {
            throw new ContentFaultException(FormattableString.Invariant($"has more than {MostLayers:N0} layers, and no more are read"));
        }

        return entry.Name is "Sequential" or "Functional" or "Model" ? Read(entry, depth + 1) : _layers.Read(entry, number);
    }

    // A model in a model is trainable or not as it is told, and has the name that it was given.
    private static Sequential Named(Sequential model, ConfigObject? config)
    {
        string? name = config?.Find("name") is null ? null : config.Text("name", "");
        return name is { } given && (given.Length == 0 || given.Contains('/', StringComparison.Ordinal))
            ? throw config!.Wrong("name", config.Require("name"), "a name without '/'")
            : model with { Name = name, IsTrainable = config?.Flag("trainable", true) ?? true };
    }

    private static Shape? BuiltShape(KerasClass model)
    {
        ConfigObject entry = new(model.Json, "the model");
        return entry.Find("build_config") is { } build && build.ValueKind == JsonValueKind.Object
            && build.TryGetProperty("input_shape", out JsonElement shape) && shape.ValueKind == JsonValueKind.Array
            ? InputShapes.WithBatch(entry, shape)
            : null;
    }

    // A dense layer may say its inputs as input_dim.
    private static Shape? LegacyInput(KerasClass entry)
    {
        ConfigObject config = new(entry.Config, "layer 1");
        return config.Find("input_dim") is null ? null : Shape.Of(config.Int("input_dim", 1));
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement list, string name) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray()
        : throw new ContentFaultException($"has a model whose '{name}' is {ConfigObject.Quote(list)}, and must be a list");
}
