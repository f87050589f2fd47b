using System.Globalization;
using FashionRef.Models;

namespace FashionRef.Snapshots.Models;

/// <summary>A model's layers with their settings, and every weight under its layer. Each line names its layer, for line diffs.</summary>
internal static class LayerTable
{
    private const int NameWidth = 42;
    private const int ShapeWidth = 16;
    private const int CountWidth = 10;

    /// <summary>A heading, the layers in the order in which data flows, and the totals.</summary>
    public static string Format(BuiltModel model) => string.Join('\n',
    [
        $"{model.Name} takes {model.InputShape}",
        string.Empty,
        Line("layer, its weights", "shape", "parameters", "trainable", "settings"),
        .. model.Layers.SelectMany(layer => Lines(model, layer)),
        string.Empty,
        $"parameters     {Count(model.ParameterCount),CountWidth}",
        $"trainable      {Count(model.TrainableParameterCount),CountWidth}",
        $"non-trainable  {Count(model.NonTrainableParameterCount),CountWidth}",
    ]);

    private static IEnumerable<string> Lines(BuiltModel model, BuiltLayer layer) =>
    [
        Line(layer.Name, layer.OutputShape, layer.ParameterCount, string.Empty, $"{layer.Layer}"),
        .. layer.Weights.Select(weight => Line(
            $"  {weight.Path[(model.Name.Length + 1)..]}",
            weight.Shape,
            weight.Shape.Count,
            weight.Spec.IsTrainable ? "yes" : "no",
            weight.Spec.Initializer.ToString())),
    ];

    private static string Line(string name, Shape shape, long parameters, string trainable, string settings) =>
        Line(name, shape.ToString(), Count(parameters), trainable, settings);

    private static string Line(string name, string shape, string parameters, string trainable, string settings) =>
        $"{name,-NameWidth}{shape,-ShapeWidth}{parameters,CountWidth}  {trainable,-11}{settings}".TrimEnd();

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
