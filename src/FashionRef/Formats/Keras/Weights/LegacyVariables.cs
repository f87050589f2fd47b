using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Formats.Keras.Weights;

/// <summary>
/// Finds a model's weights in a legacy .h5: a group for each layer under its name, with the attribute <c>weight_names</c> in the order trainable
/// first, then the rest. Keras pairs layers by their order; here their names must fit as well.
/// </summary>
internal static class LegacyVariables
{
    private const string LayerNames = "layer_names";
    private const string WeightNames = "weight_names";

    // What versions call a weight that has another name now.
    private static readonly Dictionary<string, string> NewNames = new(StringComparer.Ordinal) { ["depthwise_kernel"] = "kernel" };

    private static readonly HashSet<string> KnownNames = new(StringComparer.Ordinal)
    {
        "kernel", "bias", "depthwise_kernel", "pointwise_kernel", "gamma", "beta", "moving_mean", "moving_variance", "alpha", "mean", "variance", "count",
    };

    /// <summary>The arrays of all weights, in the model's order.</summary>
    /// <param name="root">The file's root.</param>
    /// <param name="model">The model.</param>
    /// <param name="byOrder">Whether layers' names may differ.</param>
    /// <exception cref="ContentFaultException">A layer or weight is missing or superfluous, has another name or another shape.</exception>
    public static IReadOnlyList<FileWeights> Find(Hdf5Group root, BuiltModel model, bool byOrder)
    {
        Hdf5Group group = root.FindGroup("model_weights") ?? root;
        IReadOnlyList<string> names = group.FindTexts(LayerNames) ?? throw new ContentFaultException($"has no attribute '{LayerNames}' in '{group.Path}'");
        (string Name, Hdf5Group Group, IReadOnlyList<string> Weights)[] stored = [.. names.Select(name => Layer(group, name)).Where(layer => layer.Weights.Count > 0)];
        BuiltLayer[] wanted = [.. model.Layers.Where(layer => !layer.Weights.IsEmpty)];
        if (stored.Length != wanted.Length)
        {
            throw new ContentFaultException(Invariant($"has weights of {stored.Length} layers ({string.Join(", ", stored.Select(layer => layer.Name))}), and the model has {wanted.Length} ({string.Join(", ", wanted.Select(layer => layer.Name))})"));
        }

        Dictionary<Weight, FileWeights> found = [];
        foreach ((BuiltLayer layer, (string name, Hdf5Group own, IReadOnlyList<string> weights)) in wanted.Zip(stored))
        {
            if (!byOrder && name != layer.Name && KerasLayer.KindOf(name) != KerasLayer.KindOf(layer.Name))
            {
                throw new ContentFaultException($"has the weights of a layer '{name}' where the model has the layer '{layer.Name}': they are of different models");
            }

            Pair(found, layer, own, weights);
        }

        return [.. model.Weights.Select(weight => found[weight])];
    }

    private static (string Name, Hdf5Group Group, IReadOnlyList<string> Weights) Layer(Hdf5Group group, string name)
    {
        Hdf5Group own = group.FindGroup(name) ?? throw new ContentFaultException($"names the layer '{name}' in '{LayerNames}', and its group is missing");
        return (name, own, own.FindTexts(WeightNames) ?? throw new ContentFaultException($"has no attribute '{WeightNames}' in '{own.Path}'"));
    }

    private static void Pair(Dictionary<Weight, FileWeights> found, BuiltLayer layer, Hdf5Group own, IReadOnlyList<string> names)
    {
        Weight[] weights = [.. layer.Weights.OrderByDescending(weight => weight.Spec.IsTrainable)];
        if (names.Count != weights.Length)
        {
            throw new ContentFaultException(Invariant($"names {names.Count} weights in '{own.Path}' ({string.Join(", ", names)}), and the layer '{layer.Path}' has {weights.Length}"));
        }

        foreach ((Weight weight, string name) in weights.Zip(names))
        {
            Hdf5Dataset array = own.FindDataset(name) ?? throw new ContentFaultException($"names '{name}' in '{WeightNames}' of '{own.Path}', and it is missing");
            string last = name.Split('/')[^1].Split(':')[0];
            string wanted = weight.Spec.Name;
            if (KnownNames.Contains(last) && last != wanted && NewNames.GetValueOrDefault(last) != wanted)
            {
                throw new ContentFaultException($"has '{array.Path}' where the layer '{layer.Path}' has its '{wanted}'");
            }

            found.Add(weight, FileWeights.Of(weight, array));
        }
    }
}
