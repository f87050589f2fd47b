using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats.Keras.Configuration;

namespace FashionRef.Formats.Keras;

/// <summary>What a model was compiled with. It only concerns training and evaluation, so nothing in it keeps a model from being read.</summary>
/// <param name="Optimizer">The optimizer's class, for example <c>Adam</c>; null where none is told.</param>
/// <param name="OptimizerConfig">Its settings.</param>
/// <param name="Loss">The loss' name as Keras writes it in snake case, for example <c>sparse_categorical_crossentropy</c>; null where none is told.</param>
/// <param name="LossConfig">The loss' settings, where it is an object.</param>
public sealed record KerasCompilation(string? Optimizer, JsonElement? OptimizerConfig, string? Loss, JsonElement? LossConfig)
{
    /// <summary>What stands in the loss' place and is none, as JSON; null where nothing does.</summary>
    public string? NoLoss { get; init; }

    /// <summary>What the loss is multiplied by, where that is not 1: Keras' <c>loss_weights</c> as JSON; null for none.</summary>
    public string? LossWeight { get; init; }

    /// <summary>Reads a compile_config or training_config; what is not understood in it is left out.</summary>
    /// <param name="json">The object, or null.</param>
    internal static KerasCompilation? Of(JsonElement? json)
    {
        if (json is not { ValueKind: JsonValueKind.Object } config || !config.EnumerateObject().Any())
        {
            return null;
        }

        (string? optimizer, JsonElement? settings) = Object(config, "optimizer") is (not null, _) found ? found : Object(config, "optimizer_config");
        (string? loss, JsonElement? lossSettings) = Object(config, "loss");
        return new KerasCompilation(optimizer, settings, loss is null ? null : Models.KerasNames.ToSnakeCase(loss), lossSettings)
        {
            NoLoss = loss is null && config.TryGetProperty("loss", out JsonElement other) && other.ValueKind != JsonValueKind.Null ? other.GetRawText() : null,
            LossWeight = WeightOf(config),
        };
    }

    private static string? WeightOf(JsonElement config)
    {
        if (!config.TryGetProperty("loss_weights", out JsonElement value))
        {
            return null;
        }

        // One number, or one for each output: in a list or by the output's name.
        JsonElement[] weights = value.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => [.. value.EnumerateArray()],
            JsonValueKind.Object => [.. value.EnumerateObject().Select(named => named.Value)],
            _ => [value],
        };
        return weights.All(weight => weight.ValueKind == JsonValueKind.Null || (weight.ValueKind == JsonValueKind.Number && weight.TryGetDouble(out double number) && number == 1))
            ? null
            : value.GetRawText();
    }

    // A name, or an object with class and settings; a list of one is that one, and so is a loss by the name of the only output.
    private static (string? Name, JsonElement? Config) Object(JsonElement config, string name)
    {
        if (!config.TryGetProperty(name, out JsonElement value))
        {
            return default;
        }

        value = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0]
            : name == "loss" && value.ValueKind == JsonValueKind.Object && !KerasClass.Is(value) && value.EnumerateObject().Count() == 1 ? value.EnumerateObject().First().Value
            : value;
        if (value.ValueKind == JsonValueKind.String)
        {
            return (value.GetString(), null);
        }

        if (!KerasClass.Is(value))
        {
            return default;
        }

        try
        {
            KerasClass entry = KerasClass.Read(value, name);
            string? function = entry.Config.ValueKind == JsonValueKind.String ? entry.Config.GetString() : null;

            // A copy: the file that it stands in is closed before it is used.
            return (function ?? entry.Name, entry.Config.ValueKind == JsonValueKind.Object ? entry.Config.Clone() : null);
        }
        catch (ContentFaultException)
        {
            // A class that is not Keras' own: its name is told.
            return (value.GetProperty("class_name") is { ValueKind: JsonValueKind.String } className ? className.GetString() : null, null);
        }
    }
}
