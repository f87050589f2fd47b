using System.Text.Json;
using System.Text.Json.Nodes;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras.Weights;

namespace FashionRef.Formats.Keras.Writing.Conversion;

/// <summary>
/// The variables of an optimizer of Keras 2 in Keras 3's order. Keras 2 stores no learning rate; up to 2.10 it has all slots of one kind before
/// those of the next, later the slots of a weight one after the other.
/// </summary>
internal static class KerasTwoOptimizer
{
    /// <summary>The arrays in the order of the slots; null where they do not fit them.</summary>
    /// <param name="slots">Keras 3's.</param>
    /// <param name="stored">Their names as they are stored.</param>
    /// <param name="arrays">Their values.</param>
    /// <param name="configuration">In Keras 3's form, for the learning rate.</param>
    public static Hdf5NewDataset[]? InOrder(IReadOnlyList<OptimizerSlot> slots, IReadOnlyList<string> stored, IReadOnlyList<Hdf5NewDataset> arrays, JsonObject configuration)
    {
        bool hasRate = slots.Any(slot => slot.Name == OptimizerSlot.LearningRate);
        JsonNode? rate = configuration["compile_config"]?["optimizer"]?["config"]?["learning_rate"];
        bool isCommon = slots.All(slot => slot.Name is not ("average" or "gradient_accumulator") && slot.Name != OptimizerSlot.Product);
        OptimizerSlot[] own = [.. slots.Where(slot => slot.Weight is not null)];
        if (!isCommon || (hasRate && rate?.GetValueKind() != JsonValueKind.Number) || arrays.Count == 0 || Used(arrays, own.Length) != own.Length + 1)
        {
            return null;
        }

        OptimizerSlot[] order = IsByKind(stored) ? [.. own.GroupBy(slot => slot.Name).SelectMany(kind => kind)] : own;
        Dictionary<OptimizerSlot, Hdf5NewDataset> found = order.Zip(arrays.Skip(1)).ToDictionary(pair => pair.First, pair => pair.Second);
        if (arrays[0].Shape.Count != 0 || found.Any(pair => !pair.Key.Weight!.Shape.Dimensions.Select(size => (long)size).SequenceEqual(pair.Value.Shape)))
        {
            return null;
        }

        return
        [
            arrays[0],
            .. hasRate ? new[] { new Hdf5NewDataset([], Hdf5Type.Float32, [rate!.GetValue<double>()]) } : [],
            .. own.Select(slot => found[slot]),
        ];
    }

    // Up to 2.3 Adam has an array of one zero for each weight behind the others where there is no amsgrad.
    private static int Used(IReadOnlyList<Hdf5NewDataset> arrays, int slots) =>
        arrays.Count > slots + 1 && arrays.Skip(slots + 1).All(array => array is { Shape: [1], Values: [0] }) ? slots + 1 : arrays.Count;

    // "training/Adam/Variable_1:0" until 2.3, "Adam/dense/kernel/m:0" until 2.10, then "Adam/m/dense/kernel:0".
    private static bool IsByKind(IReadOnlyList<string> stored) =>
        stored.Skip(1).Any(name => name.StartsWith("training", StringComparison.Ordinal)) || stored.Skip(1).Any() && stored.Skip(1).All(name => name.Split('/')[^1].Split(':')[0] is "m" or "v" or "vhat" or "momentum" or "rms" or "mg" or "accumulator" or "accum_grad" or "accum_var" or "linear");
}
