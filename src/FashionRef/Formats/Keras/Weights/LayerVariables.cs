using System.Globalization;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Formats.Keras.Weights;

/// <summary>
/// Finds a model's weights where Keras 3 and Keras 2.12 to 2.15 store them: <c>layers/CLASS_N/vars/I</c>, by the layer's class in snake case
/// and its number among those of its class, never by its name.
/// </summary>
internal static class LayerVariables
{
    private const string Layers = "layers";
    private const string LayersOfKeras212 = "_layer_checkpoint_dependencies";
    private const string Variables = "vars";

    /// <summary>The arrays of all weights, in the model's order.</summary>
    /// <param name="root">The file's root.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="ContentFaultException">A layer or weight is missing or superfluous, or has another shape.</exception>
    public static IReadOnlyList<FileWeights> Find(Hdf5Group root, BuiltModel model)
    {
        List<FileWeights> found = [];
        Add(found, root, model);
        return found;
    }

    private static void Add(List<FileWeights> found, Hdf5Group group, BuiltModel model)
    {
        KerasNames names = new();
        HashSet<string> expected = [];
        foreach (BuiltLayer layer in model.Layers)
        {
            string name = names.Next(layer.Layer.TypeName);
            expected.Add(name);
            Hdf5Group? own = Child(group, name);
            if (own is null)
            {
                if (!layer.Weights.IsEmpty)
                {
                    throw new ContentFaultException($"has no group '{name}' for the weights of the layer '{layer.Path}'");
                }

                continue;
            }

            if (layer.Model is { } inside)
            {
                Add(found, own, inside);
            }
            else
            {
                AddVariables(found, own, layer);
            }
        }

        if (Children(group).FirstOrDefault(name => !expected.Contains(name) && HasArrays(Child(group, name)!)) is { } extra)
        {
            throw new ContentFaultException($"has weights of a layer '{extra}' that the model does not have");
        }
    }

    private static void AddVariables(List<FileWeights> found, Hdf5Group group, BuiltLayer layer)
    {
        Hdf5Group? variables = group.FindGroup(Variables);
        int stored = variables?.DatasetNames.Count ?? 0;
        if (stored > layer.Weights.Length)
        {
            throw new ContentFaultException(Invariant($"has {stored} arrays in '{variables!.Path}', and the layer '{layer.Path}' has {layer.Weights.Length} weights"));
        }

        foreach ((int index, Weight weight) in layer.Weights.Index())
        {
            Hdf5Dataset array = variables?.FindDataset(index.ToString(CultureInfo.InvariantCulture))
                ?? throw new ContentFaultException(Invariant($"holds {stored} of {layer.Weights.Length} arrays of the layer '{layer.Path}': '{group.Path}/{Variables}/{index}' is missing"));
            found.Add(FileWeights.Of(weight, array));
        }
    }

    // Files written on Windows by Keras 2.15 have groups that are named "layers\conv2d".
    private static Hdf5Group? Child(Hdf5Group group, string name) =>
        group.FindGroup($"{Layers}/{name}") ?? group.FindGroup($"{LayersOfKeras212}/{name}") ?? group.FindGroup($@"{Layers}\{name}");

    private static IEnumerable<string> Children(Hdf5Group group) =>
    [
        .. group.FindGroup(Layers)?.GroupNames ?? [],
        .. group.FindGroup(LayersOfKeras212)?.GroupNames ?? [],
        .. group.GroupNames.Where(name => name.StartsWith($@"{Layers}\", StringComparison.Ordinal)).Select(name => name[(Layers.Length + 1)..]),
    ];

    // States of random generators lie deeper, and are none of the model's weights.
    private static bool HasArrays(Hdf5Group layer) => layer.FindGroup(Variables)?.DatasetNames.Count > 0;
}
