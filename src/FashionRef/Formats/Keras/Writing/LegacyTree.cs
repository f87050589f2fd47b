using System.Text.Json.Nodes;
using FashionRef.Formats.Hdf5;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>The content of a legacy <c>.h5</c>: a group for each layer under its name, with the names of its weights in an attribute.</summary>
internal static class LegacyTree
{
    /// <summary>The tree of a whole model.</summary>
    /// <param name="saved">What it is of; it has weights.</param>
    public static Hdf5NewGroup OfModel(SavedModel saved)
    {
        JsonObject? training = LegacyConfiguration.Training(saved.Configuration);
        return new Hdf5NewGroup(
            [
                ("keras_version", saved.Version),
                ("backend", saved.Backend),
                ("model_config", PythonJson.Text(LegacyConfiguration.Model(saved.Configuration))),
                .. training is null ? [] : new[] { ("training_config", (object)PythonJson.Text(training)) },
            ],
            [
                ("model_weights", OfWeights(saved)),
                .. saved.Optimizer is null || training is null ? [] : new[] { ("optimizer_weights", Named(saved.Optimizer.Variables.Select(variable => (variable.Name, variable.Array)))) },
            ],
            []);
    }

    /// <summary>The tree of weights alone.</summary>
    /// <param name="saved">What it is of; it has weights.</param>
    public static Hdf5NewGroup OfWeights(SavedModel saved)
    {
        Dictionary<Weight, string> names = LegacyNames.Of(saved.Model);
        return new Hdf5NewGroup(
            [("layer_names", (string[])[.. saved.Model.Layers.Select(layer => layer.Name)]), ("backend", saved.Backend), ("keras_version", saved.Version)],
            [
                .. saved.Model.Layers
                    .Select(layer => (layer.Name, Group: Named(InOrder(layer).Select(weight => (names[weight], saved.Weights![weight])))))
                    .Append((Name: "top_level_model_weights", Group: Named([])))
                    .OrderBy(group => group.Name, StringComparer.Ordinal),
            ],
            []);
    }

    // Trainable weights first, of a model inside over all its layers.
    private static IEnumerable<Weight> InOrder(BuiltLayer layer) => layer.Weights.OrderByDescending(weight => weight.Spec.IsTrainable);

    // Names are paths; an empty list is what NumPy makes of it, an array of numbers.
    private static Hdf5NewGroup Named(IEnumerable<(string Path, Hdf5NewDataset Array)> arrays)
    {
        (string Path, Hdf5NewDataset Array)[] all = [.. arrays];
        return Within(all.Select(array => (array.Path.Split('/'), array.Array)), depth: 0) with
        {
            Attributes = [("weight_names", all.Length == 0 ? Array.Empty<double>() : all.Select(array => array.Path).ToArray())],
        };
    }

    private static Hdf5NewGroup Within(IEnumerable<(string[] Path, Hdf5NewDataset Array)> arrays, int depth)
    {
        ILookup<bool, (string[] Path, Hdf5NewDataset Array)> parts = arrays.ToLookup(array => array.Path.Length == depth + 1);
        return new Hdf5NewGroup(
            [],
            [.. parts[false].GroupBy(array => array.Path[depth]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, Within(group, depth + 1)))],
            [.. parts[true].Select(array => (Name: array.Path[depth], array.Array)).OrderBy(array => array.Name, StringComparer.Ordinal)]);
    }
}
