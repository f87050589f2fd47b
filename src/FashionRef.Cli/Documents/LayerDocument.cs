using FashionRef.Models;

namespace FashionRef.Cli.Documents;

/// <summary>A layer, as <c>describe --json</c> writes it.</summary>
/// <param name="Name">Keras' name, for example <c>conv2d_1</c>.</param>
/// <param name="Type">Keras' class name, for example <c>Conv2D</c>.</param>
/// <param name="OutputShape">For one sample.</param>
/// <param name="Parameters">How many numbers its weights hold.</param>
internal sealed record LayerDocument(string Name, string Type, IReadOnlyList<int> OutputShape, long Parameters)
{
    public static LayerDocument Of(BuiltLayer layer) =>
        new(layer.Name, layer.Layer.TypeName, layer.OutputShape.Dimensions, layer.ParameterCount);
}
