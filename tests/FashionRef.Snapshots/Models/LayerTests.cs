using FashionRef.Models;

namespace FashionRef.Snapshots.Models;

/// <summary>
/// Settings, shapes and weights of every layer, and the totals: 201,578 parameters; 407,802, of them 160 non-trainable.
/// </summary>
internal sealed class LayerTests
{
    [TestCase(1)]
    [TestCase(2)]
    public Task Layers_with_shapes_and_parameter_counts(int model)
    {
        // Model-2's names count on from Model-1's, as in the notebook.
        KerasNames session = new();
        BuiltModel[] models = [.. NotebookModels.Numbers.Select(number => NotebookModels.Get(number).Build(session))];
        return Verifier.Verify(LayerTable.Format(models[NotebookModels.Numbers.IndexOf(model)]));
    }
}
