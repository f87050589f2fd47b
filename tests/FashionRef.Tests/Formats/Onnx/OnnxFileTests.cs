using System.Security.Cryptography;
using FashionRef.Formats;
using FashionRef.Formats.Onnx;
using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Models;
using FashionRef.Training;
using Google.Protobuf;

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

    // Everything in the file but the program's version: whoever has the bytes of an earlier release sees that nothing has changed.
    [TestCase(1, "f5dc2a53fb921cdca5c4d03d7eaef65dcfce1112b00529e91f607890ff26a0d0")]
    [TestCase(2, "8b614a7a58f5ea0248fbf08ce0e974b440c2806a7964e4a98c367056d9c207d7")]
    public void The_notebooks_models_keep_their_bytes(int number, string expected)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = NotebookModels.Get(number).Build();
        OnnxFile.Write(folder["f"], model, InitialWeights.Create(model, seed: 1), NotebookModels.Title(number));
        ModelProto file = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["f"]));

        file.ProducerVersion = "";

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(file.ToByteArray())), Is.EqualTo(expected));
    }

    private static IEnumerable<Layer> Unknown =>
        [new Doubling(), new Conv2D(16, 3, (Activation)99, Padding.Valid), new Dense(10, (Activation)99)];

    [TestCaseSource(nameof(Unknown))]
    public void A_layer_without_an_operator_is_refused_by_name_and_nothing_is_written(Layer layer)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = NotebookModels.Model1.Build();
        BuiltLayer strange = model.Layers.First(built => built.Layer.TypeName == layer.TypeName || layer is Doubling) with { Layer = layer };
        BuiltModel changed = new(model.Name, model.InputShape, [.. model.Layers.Select(built => built.Name == strange.Name ? strange : built)]) { Definition = model.Definition };

        FashionRefException error = Assert.Throws<FashionRefException>(() => OnnxFile.Write(folder["f"], changed, InitialWeights.Create(model, seed: 1)))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith($"'sequential/{strange.Name}' ({layer}) cannot be written as ONNX. Build the model with another layer"));
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public void A_model_of_more_weights_than_a_file_can_hold_is_refused()
    {
        using TemporaryFolder folder = new();
        BuiltModel model = new Sequential(Shape.Of(30_000), [new Dense(20_000, Activation.Relu)]).Build();

        FashionRefException error = Assert.Throws<FashionRefException>(() => OnnxFile.Write(folder["f"], model, []))!;

        Assert.That(error.Message, Is.EqualTo(
            "'sequential' has 600020000 parameters, and an ONNX file holds at most 520093695. Keep the model as Keras' file."));
    }

    [Test]
    public void A_weight_that_no_float32_holds_is_refused()
    {
        using TemporaryFolder folder = new();
        BuiltModel model = new Sequential(Shape.Of(1), [new Dense(1, Activation.Linear)]).Build();
        WeightValues[] weights = [.. InitialWeights.Create(model, seed: 1)];
        weights[0].Values[0] = -1e39;

        FashionRefException error = Assert.Throws<FashionRefException>(() => OnnxFile.Write(folder["f"], model, weights))!;

        Assert.That(error.Message, Does.StartWith("'sequential/dense/kernel' holds -1E+39, which is too large for the float32 of ONNX files."));
        Assert.That(folder.Entries, Is.Empty);
    }

    // The names of a model's input, output and layers may be each other's, and hold anything.
    [Test]
    public void Names_from_outside_are_escaped_and_made_different()
    {
        using TemporaryFolder folder = new();
        BuiltModel model = new Sequential(
            Shape.Of(2),
            [
                new Dense(3, Activation.Relu) { Name = "input" },
                new Dense(3, Activation.Tanh) { Name = "output" },
                new Dense(3, Activation.Linear) { Name = "a\u001b[2Jb" },
                new Dense(3, Activation.Linear) { Name = "a\\u001B[2Jb" },
                new Dense(3, Activation.Linear) { Name = "" },
            ])
        { Name = "red\u001b[31m" }.Build();
        OnnxFile.Write(folder["f"], model, InitialWeights.Create(model, seed: 1));
        ModelProto file = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["f"]));

        string[] names = [.. file.Graph.Node.Select(node => node.Name), .. file.Graph.Initializer.Select(constant => constant.Name)];

        Assert.That(file.Graph.Name, Is.EqualTo("red\\u001B[31m"));
        Assert.That(file.MetadataProps.Single(entry => entry.Key == "model").Value, Is.EqualTo("red\\u001B[31m"));
        Assert.That(file.DocString, Does.Contain("red\\u001B[31m"));
        Assert.That(names, Has.Length.EqualTo(17).And.Unique.And.None.Contains("\u001b").And.None.EqualTo("input").And.One.EqualTo("output"));
        Assert.That(OnnxRun.Predict(folder["f"], Shape.Of(2), [0.5, -1]), Has.Length.EqualTo(3));
    }

    [Test]
    public void The_file_tells_the_models_name_and_its_weights_hash()
    {
        using TemporaryFolder folder = new();
        BuiltModel model = new Sequential(Shape.Of(4, 5), [new Flatten(), new Dense(3, Activation.Softmax)]) { Name = "small" }.Build();
        IReadOnlyList<WeightValues> weights = InitialWeights.Create(model, seed: 1);
        string sha256 = Float32Bytes.Sha256(weights);
        OnnxFile.Write(folder["f"], model, weights);
        ModelProto file = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["f"]));

        Assert.That(file.DocString, Is.EqualTo($"Keras' model 'small', whose weights have the SHA-256 {sha256}."));
        Assert.That(file.MetadataProps.Select(entry => (entry.Key, entry.Value)), Is.EqualTo([("model", "small"), ("weights_sha256", sha256)]));
        Assert.That((file.IrVersion, file.OpsetImport.Single().Version), Is.EqualTo((8, 17)));
        Assert.That(file.Graph.Input.Single().ToString(), Does.Contain("\"input\"").And.Contain("\"dimParam\": \"N\" }, { \"dimValue\": \"4\" }, { \"dimValue\": \"5\" }"));
        Assert.That(file.Graph.Output.Single().Name, Is.EqualTo("probabilities"));
    }
}
