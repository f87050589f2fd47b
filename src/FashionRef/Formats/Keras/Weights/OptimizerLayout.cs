using System.Text.Json;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Weights;

/// <summary>A variable that Keras 3's optimizer has.</summary>
/// <param name="Name">What it is, for example <c>iteration</c> or <c>momentum</c>.</param>
/// <param name="Weight">The weight that it is for; null for a variable of the whole optimizer.</param>
internal sealed record OptimizerSlot(string Name, Weight? Weight)
{
    /// <summary>The step's counter.</summary>
    public const string Iteration = "iteration";

    /// <summary>The learning rate, where it follows no schedule.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>The product of Nadam's momenta.</summary>
    public const string Product = "u_product";

    /// <summary>How many values it has.</summary>
    public long Count => Weight?.Shape.Count ?? 1;

    /// <summary>The bytes of its values in Keras on TensorFlow, whose counter has eight.</summary>
    public long Bytes => Count * (Name == Iteration ? NumberType.Int64 : Weight?.Spec.Type ?? NumberType.Float32).Bytes();
}

/// <summary>The variables of Keras 3's optimizers in the order in which files have them.</summary>
internal static class OptimizerLayout
{
    /// <summary>The variables of an optimizer that was used, or null for a class that is not known.</summary>
    /// <param name="optimizer">The class, for example <c>Adam</c>.</param>
    /// <param name="config">Its settings.</param>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<OptimizerSlot>? Of(string optimizer, JsonElement? config, BuiltModel model)
    {
        Weight[] trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        string[][]? blocks = Blocks(Class(optimizer), config);
        if (blocks is null)
        {
            return null;
        }

        string[] common =
        [
            .. Is(config, "use_ema") ? ["average"] : Array.Empty<string>(),
            .. Number(config, "gradient_accumulation_steps") > 0 ? ["gradient_accumulator"] : Array.Empty<string>(),
        ];
        return
        [
            new OptimizerSlot(OptimizerSlot.Iteration, null),
            .. HasSchedule(config) ? [] : new[] { new OptimizerSlot(OptimizerSlot.LearningRate, null) },
            .. common.SelectMany(name => trainable.Select(weight => new OptimizerSlot(name, weight))),
            .. blocks.SelectMany(names => trainable.SelectMany(weight => names.Select(name => new OptimizerSlot(name, weight)))),
            .. Class(optimizer) == "nadam" ? [new OptimizerSlot(OptimizerSlot.Product, null)] : Array.Empty<OptimizerSlot>(),
        ];
    }

    private static string Class(string optimizer) => optimizer.ToLowerInvariant();

    // Each block goes over all weights; two names in a block take turns.
    private static string[][]? Blocks(string optimizer, JsonElement? config) => optimizer switch
    {
        "sgd" => Number(config, "momentum") != 0 ? [["momentum"]] : [],
        "rmsprop" =>
        [
            ["velocity"],
            .. Number(config, "momentum") > 0 ? [["momentum"]] : Array.Empty<string[]>(),
            .. Is(config, "centered") ? [["average_gradient"]] : Array.Empty<string[]>(),
        ],
        "adam" or "adamw" => [["momentum", "velocity"], .. Is(config, "amsgrad") ? [["velocity_hat"]] : Array.Empty<string[]>()],
        "nadam" => [["momentum", "velocity"]],
        "adamax" => [["momentum", "norm"]],
        "adagrad" => [["accumulator"]],
        "adadelta" => [["accumulated_grad", "accumulated_delta_var"]],
        "lion" => [["momentum"]],
        "ftrl" => [["accumulator", "linear"]],
        _ => null,
    };

    private static bool HasSchedule(JsonElement? config) => Find(config, "learning_rate") is { ValueKind: JsonValueKind.Object };

    private static bool Is(JsonElement? config, string name) => Find(config, name) is { ValueKind: JsonValueKind.True };

    private static double Number(JsonElement? config, string name) =>
        Find(config, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) ? value : 0;

    private static JsonElement? Find(JsonElement? config, string name) =>
        config is { ValueKind: JsonValueKind.Object } settings && settings.TryGetProperty(name, out JsonElement value) ? value : null;
}
