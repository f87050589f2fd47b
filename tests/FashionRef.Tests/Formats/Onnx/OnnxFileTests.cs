using FashionRef.Formats.Onnx;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Onnx;

internal sealed class OnnxFileTests
{
    [Test]
    public void The_same_model_gives_the_same_bytes_and_other_weights_give_others()
    {
        using TemporaryFolder folder = new();
        BuiltModel model = NotebookModels.Model2.Build();
        OnnxFile.Write(folder["a"], model, InitialWeights.Create(model, seed: 1), "Model-2");
        OnnxFile.Write(folder["b"], model, InitialWeights.Create(model, seed: 1), "Model-2");
        OnnxFile.Write(folder["c"], model, InitialWeights.Create(model, seed: 2), "Model-2");

        Assert.That(File.ReadAllBytes(folder["b"]), Is.EqualTo(File.ReadAllBytes(folder["a"])));
        Assert.That(File.ReadAllBytes(folder["c"]), Is.Not.EqualTo(File.ReadAllBytes(folder["a"])));
    }

    private static IEnumerable<Layer> Unknown =>
        [new Doubling(), new Conv2D(16, 3, (Activation)99, Padding.Valid), new Dense(10, (Activation)99)];

    [TestCaseSource(nameof(Unknown))]
    public void A_layer_without_an_operator_is_refused_by_name_and_nothing_is_written(Layer layer)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = NotebookModels.Model1.Build();
        BuiltLayer strange = model.Layers.First(built => built.Layer.TypeName == layer.TypeName || layer is Doubling) with { Layer = layer };

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => OnnxFile.Write(folder["f"], model with { Layers = [.. model.Layers.Select(built => built.Name == strange.Name ? strange : built)] }, InitialWeights.Create(model, seed: 1), "Model-1"))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith($"'{strange.Name}' ({layer}) cannot be written as ONNX."));
        Assert.That(folder.Entries, Is.Empty);
    }
}
