using System.Text.Json.Nodes;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Formats.Keras.Writing.Conversion;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>An optimizer's variables as they are written of a file that was read.</summary>
internal static class SavedOptimizerState
{
    /// <summary>Reads all values; null where there are none, or none that could be put into Keras 3's order.</summary>
    /// <param name="file">The file with the arrays.</param>
    /// <param name="source">The file with the configuration.</param>
    /// <param name="model">The model.</param>
    /// <param name="configuration">In Keras 3's form.</param>
    /// <param name="leftOut">Receives what cannot be written.</param>
    public static SavedOptimizer? Read(KerasFile file, KerasFile source, BuiltModel model, JsonObject configuration, List<string> leftOut)
    {
        OptimizerVariable[] stored = [.. file.OptimizerVariables];
        if (stored.Length == 0)
        {
            return null;
        }

        KerasCompilation? compilation = source.Compilation;
        string name = OwnName(configuration) ?? (compilation?.Optimizer is { } known ? KerasNames.ToSnakeCase(known) : "optimizer");
        IReadOnlyList<OptimizerSlot>? slots = compilation?.Optimizer is { } optimizer ? OptimizerLayout.Of(optimizer, compilation.OptimizerConfig, model) : null;
        Hdf5NewDataset[]? arrays = [.. stored.Select(variable => new Hdf5NewDataset(variable.Array.Shape, variable.Array.Type, variable.Array.ReadValues()))];
        if (source.IsOfKeras2)
        {
            arrays = slots is null ? null : KerasTwoOptimizer.InOrder(slots, [.. stored.Select(variable => variable.Name)], arrays, configuration);
            if (arrays is null)
            {
                leftOut.Add("The optimizer's state: Keras 2 wrote it, and its order is known only for Keras' own optimizers without averages of weights.");
                return null;
            }

            return new SavedOptimizer(name, Named(name, model, slots, arrays, stored: null));
        }

        // An optimizer that was not used yet has only what is the whole optimizer's.
        if (slots is not null && arrays.Length != slots.Count && arrays.Length != slots.Count(slot => slot.Weight is null))
        {
            leftOut.Add(Invariant($"Nothing, but the optimizer's state has {arrays.Length} variables where Keras has {slots.Count}, and Keras starts with a fresh optimizer."));
        }

        return new SavedOptimizer(name, Named(name, model, slots, arrays, stored));
    }

    /// <summary>A state that a training made.</summary>
    /// <param name="configuration">The model's, with its optimizer's.</param>
    /// <param name="model">The model.</param>
    /// <param name="values">The variables, in Keras 3's order.</param>
    public static SavedOptimizer Of(JsonObject configuration, BuiltModel model, IReadOnlyList<(OptimizerSlot Slot, double[] Values)> values)
    {
        string name = OwnName(configuration) ?? "optimizer";
        OptimizerSlot[] slots = [.. values.Select(variable => variable.Slot)];
        Hdf5NewDataset[] arrays = [.. values.Select(variable => new Hdf5NewDataset(
            [.. (variable.Slot.Weight?.Shape.Dimensions ?? []).Select(size => (long)size)],
            variable.Slot.Name == OptimizerSlot.Iteration ? Hdf5Type.Int64 : SavedFile.TypeOf(variable.Slot.Weight?.Spec.Type ?? NumberType.Float32),
            variable.Values))];
        return new SavedOptimizer(name, Named(name, model, slots, arrays, stored: null));
    }

    private static string? OwnName(JsonObject configuration) =>
        configuration["compile_config"] is JsonObject compilation && compilation["optimizer"] is JsonObject optimizer && optimizer["config"] is JsonObject settings
        && settings["name"] is JsonValue name && name.TryGetValue(out string? text) ? text : null;

    /// <summary>Variables under the names that Keras gives them.</summary>
    /// <param name="optimizer">The optimizer's own name.</param>
    /// <param name="model">The model.</param>
    /// <param name="slots">What they are, or null where that is not known.</param>
    /// <param name="arrays">Their values; of an optimizer that is not yet used the first ones.</param>
    /// <param name="stored">Where they were read from, or null.</param>
    internal static SavedVariable[] Named(string optimizer, BuiltModel model, IReadOnlyList<OptimizerSlot>? slots, Hdf5NewDataset[] arrays, OptimizerVariable[]? stored)
    {
        Dictionary<Weight, string> weights = LegacyNames.Of(model);
        HashSet<string> used = [];
        return [.. arrays.Select((array, i) =>
        {
            string name = stored is not null && stored[i].Name.Contains('/', StringComparison.Ordinal) ? stored[i].Name
                : slots is null || arrays.Length > slots.Count ? Invariant($"{optimizer}/variable_{i}")
                : $"{optimizer}/{NameOf(slots[i], weights)}";
            return new SavedVariable(used.Add(name) ? name : Invariant($"{name}_{i}"), array);
        })];
    }

    // Keras gives the product of Nadam's momenta no name of its own.
    private static string NameOf(OptimizerSlot slot, Dictionary<Weight, string> weights) => slot.Weight is not null ? $"{weights[slot.Weight].Replace('/', '_')}_{slot.Name}"
        : slot.Name == OptimizerSlot.Product ? "variable"
        : slot.Name;
}
