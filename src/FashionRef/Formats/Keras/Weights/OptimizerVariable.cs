using System.Globalization;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;

namespace FashionRef.Formats.Keras.Weights;

/// <summary>A variable of an optimizer in a file.</summary>
/// <param name="Name">As the file names it: a number, or a path in a legacy .h5.</param>
/// <param name="Array">The array.</param>
internal sealed record OptimizerVariable(string Name, Hdf5Dataset Array)
{
    /// <summary>How many values it has.</summary>
    public long Count => Array.Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>How many bytes its values take in Keras.</summary>
    public long Bytes => Count * NumberBytes.Length(Array.Type);

    /// <summary>All of them in Keras' order; empty where there are none.</summary>
    /// <param name="root">The file's root.</param>
    /// <exception cref="ContentFaultException">One is missing.</exception>
    public static IReadOnlyList<OptimizerVariable> Find(Hdf5Group root)
    {
        if (root.FindGroup("optimizer_weights") is { } legacy)
        {
            return
            [
                .. (legacy.FindTexts("weight_names") ?? []).Select(name => new OptimizerVariable(
                    name, legacy.FindDataset(name) ?? throw new ContentFaultException($"names '{name}' in 'weight_names' of '{legacy.Path}', and it is missing"))),
            ];
        }

        // Files written on Windows by Keras 2.15 have a group of the name "optimizer\vars".
        Hdf5Group? variables = root.FindGroup("optimizer/vars") ?? root.FindGroup(@"optimizer\vars");
        return variables is null ? [] : [.. Enumerable.Range(0, variables.DatasetNames.Count).Select(index => Numbered(variables, index))];
    }

    private static OptimizerVariable Numbered(Hdf5Group variables, int index)
    {
        string name = index.ToString(CultureInfo.InvariantCulture);
        return new OptimizerVariable(name, variables.FindDataset(name) ?? throw new ContentFaultException($"has no '{variables.Path}/{name}', though it has later ones"));
    }
}
