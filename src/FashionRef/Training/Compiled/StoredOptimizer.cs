using System.Text.Json;
using FashionRef.Engines;
using FashionRef.Engines.Optimizers;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Training.Compiled;

/// <summary>An optimizer's variables as a file has them, and as a trainer does.</summary>
internal static class StoredOptimizer
{
    /// <summary>The classes whose variables have the shapes of the stored ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The stored values, in Keras' order.</param>
    public static IEnumerable<string> Fitting(BuiltModel model, IReadOnlyList<double[]> values) => Enum.GetNames<OptimizerKind>()
        .SelectMany(name => Variants(name).Where(variant => Fits(OptimizerLayout.Of(name, variant.Config, model)!, values)).Select(variant => variant.Told))
        .Distinct();

    /// <summary>The state that a file holds.</summary>
    /// <param name="settings">The optimizer.</param>
    /// <param name="slots">Its variables, in Keras' order.</param>
    /// <param name="values">Their values; none of an optimizer that was not yet used.</param>
    /// <param name="weights">The model's weights.</param>
    /// <returns>The state, and the optimizer with the learning rate that is stored; null where the values do not fit.</returns>
    public static (TrainerState State, OptimizerSettings Settings)? Read(
        OptimizerSettings settings, IReadOnlyList<OptimizerSlot> slots, IReadOnlyList<double[]> values, IReadOnlyList<WeightValues> weights)
    {
        OptimizerSlot[] whole = [.. slots.Where(slot => slot.Weight is null)];
        bool isUnused = values.Count == whole.Length && values.All(value => value.Length == 1);
        if (values.Count > 0 && !isUnused && !Fits(slots, values))
        {
            return null;
        }

        Dictionary<OptimizerSlot, double[]> found = (isUnused ? whole : slots).Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        TrainerState state = new(weights, [], [], (long)(Single(OptimizerSlot.Iteration) ?? 0))
        {
            MomentumProduct = Single(OptimizerSlot.Product) ?? 1,
            Slots = found.Where(entry => entry.Key.Weight is not null).GroupBy(entry => entry.Key.Name).ToDictionary(
                slot => slot.Key,
                slot => (IReadOnlyList<WeightValues>)[.. slot.Select(entry => new WeightValues(entry.Key.Weight!.Path, entry.Key.Weight.Shape, entry.Value))]),
        };

        // A callback may have changed the rate since the model was compiled; Keras goes on with the variable.
        return (state, Single(OptimizerSlot.LearningRate) is { } rate && settings.Rate.Schedule is null ? settings with { Rate = new LearningRate(rate) } : settings);

        double? Single(string name) => found.FirstOrDefault(entry => entry.Key.Weight is null && entry.Key.Name == name).Value?[0];
    }

    /// <summary>What a file is to hold of a state.</summary>
    /// <param name="settings">The optimizer.</param>
    /// <param name="slots">Its variables, in Keras' order.</param>
    /// <param name="state">The state.</param>
    public static IReadOnlyList<(OptimizerSlot Slot, double[] Values)> Values(OptimizerSettings settings, IReadOnlyList<OptimizerSlot> slots, TrainerState state) =>
    [
        .. slots.Select(slot => (slot, slot switch
        {
            { Weight: { } weight } => state.Slots[slot.Name].Single(values => values.Path == weight.Path).Values,
            { Name: OptimizerSlot.Iteration } => [state.Step],
            { Name: OptimizerSlot.LearningRate } => [(float)settings.Rate.Initial],
            _ => [state.MomentumProduct],
        })),
    ];

    private static bool Fits(IReadOnlyList<OptimizerSlot> slots, IReadOnlyList<double[]> values) =>
        slots.Count == values.Count && slots.Zip(values).All(pair => pair.First.Count == pair.Second.Length);

    private static IEnumerable<(string Told, JsonElement Config)> Variants(string name)
    {
        string[] settings = name switch
        {
            "Sgd" => ["""{}""", """{"momentum": 0.9}"""],
            "RmsProp" => ["""{}""", """{"momentum": 0.9}""", """{"centered": true}""", """{"momentum": 0.9, "centered": true}"""],
            "Adam" or "AdamW" => ["""{}""", """{"amsgrad": true}"""],
            _ => ["""{}"""],
        };
        return settings.Select(text => (text == "{}" ? name : Invariant($"{name} with {text}"), JsonSerializer.Deserialize<JsonElement>(text)));
    }
}
