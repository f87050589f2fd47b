using FashionRef.Models;

namespace FashionRef.Cli.Documents;

/// <summary>A model, as <c>describe --json</c> writes it.</summary>
/// <param name="Model">Its number in the notebook.</param>
/// <param name="Name">Keras' name in the notebook's session, for example <c>sequential_1</c>.</param>
/// <param name="InputShape">For one sample.</param>
/// <param name="Parameters">How many numbers its weights hold.</param>
/// <param name="NonTrainableParameters">How many of them the optimizer does not update.</param>
/// <param name="Layers">In the order in which data flows.</param>
internal sealed record ModelDocument(
    int Model, string Name, IReadOnlyList<int> InputShape, long Parameters, long NonTrainableParameters, IReadOnlyList<LayerDocument> Layers)
{
    public static ModelDocument Of(int number, BuiltModel model) => new(
        number,
        model.Name,
        model.InputShape.Dimensions,
        model.ParameterCount,
        model.NonTrainableParameterCount,
        [.. model.Layers.Select(LayerDocument.Of)]);
}

/// <summary>The JSON of <c>describe --json</c>.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Models">In the notebook's order.</param>
internal sealed record ModelsDocument(string Format, IReadOnlyList<ModelDocument> Models)
{
    public const string CurrentFormat = "fashionref-models-1";
}
