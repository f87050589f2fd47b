namespace FashionRef.Formats.Hdf5;

/// <summary>A group to be written.</summary>
/// <param name="Attributes">A <c>string</c> is a text, a <c>string[]</c> a list of them, an empty <c>double[]</c> what Keras makes of an empty list.</param>
/// <param name="Groups">Groups within this one, under names without slashes.</param>
/// <param name="Datasets">Its arrays.</param>
internal sealed record Hdf5NewGroup(
    IReadOnlyList<(string Name, object Value)> Attributes,
    IReadOnlyList<(string Name, Hdf5NewGroup Group)> Groups,
    IReadOnlyList<(string Name, Hdf5NewDataset Dataset)> Datasets);

/// <summary>An array to be written.</summary>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Type">What each value is rounded to.</param>
/// <param name="Values">Row-major, as many as the shape has elements.</param>
internal sealed record Hdf5NewDataset(IReadOnlyList<long> Shape, Hdf5Type Type, double[] Values);
