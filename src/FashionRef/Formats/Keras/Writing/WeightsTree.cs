using System.Globalization;
using FashionRef.Formats.Hdf5;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>
/// The content of a <c>.weights.h5</c>: <c>layers/CLASS_N/vars/I</c> by each layer's class in snake case and its number among those of its
/// class, and <c>optimizer/vars/I</c>.
/// </summary>
internal static class WeightsTree
{
    /// <summary>The tree.</summary>
    /// <param name="saved">What it is of; it has weights.</param>
    public static Hdf5NewGroup Of(SavedModel saved)
    {
        Hdf5NewGroup model = Of(saved.Model, saved);
        return saved.Optimizer is null
            ? model
            : model with { Groups = Sorted([.. model.Groups, ("optimizer", Holding(Variables(saved.Optimizer.Name, saved.Optimizer.Variables.Select(variable => variable.Array))))]) };
    }

    private static Hdf5NewGroup Of(BuiltModel model, SavedModel saved)
    {
        KerasNames names = new();
        (string, Hdf5NewGroup)[] layers =
        [
            .. model.Layers.Select(layer => (names.Next(layer.Layer.TypeName), layer.Model is { } inside
                ? Of(inside, saved)
                : Holding(Variables(layer.Name, layer.Weights.Select(weight => saved.Weights![weight]))))),
        ];
        return new Hdf5NewGroup([], [("layers", new Hdf5NewGroup([], Sorted(layers), [])), ("vars", Variables(model.Name, []))], []);
    }

    private static Hdf5NewGroup Holding(Hdf5NewGroup variables) => new([], [("vars", variables)], []);

    private static Hdf5NewGroup Variables(string name, IEnumerable<Hdf5NewDataset> arrays) => new(
        [("name", name)],
        [],
        [.. arrays.Select((array, i) => (Name: i.ToString(CultureInfo.InvariantCulture), array)).OrderBy(entry => entry.Name, StringComparer.Ordinal)]);

    // As HDF5 itself lists links: dense_10 before dense_2.
    private static (string, Hdf5NewGroup)[] Sorted((string Name, Hdf5NewGroup)[] groups) => [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal)];
}
