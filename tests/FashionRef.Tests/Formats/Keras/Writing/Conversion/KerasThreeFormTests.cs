using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;

namespace FashionRef.Tests.Formats.Keras.Writing.Conversion;

/// <summary>Models that Keras 2 wrote become files of Keras 3 with the same layers and numbers.</summary>
[TestFixtureSource(nameof(Models))]
internal sealed class KerasThreeFormTests(string name)
{
    private static readonly DateTimeOffset Date = new(2026, 11, 27, 10, 37, 9, TimeSpan.Zero);

    private readonly KerasAnswers _answers = KerasAnswers.Of(name);

    private static IEnumerable<string> Models => KerasFiles.Models.Where(model => model.StartsWith("tfkeras", StringComparison.Ordinal));

    [TestCase("keras", KerasFileKind.Archive)]
    [TestCase("keras", KerasFileKind.LegacyModel)]
    [TestCase("h5", KerasFileKind.Archive)]
    [TestCase("h5", KerasFileKind.LegacyModel)]
    public void Model_and_weights_stay(string source, KerasFileKind kind)
    {
        using TemporaryFolder folder = new();
        using KerasFile original = KerasFile.Read(_answers.FileOf(source), _answers.InputShape);

        KerasContent.Of(original, source).Save(folder["written"], kind, Date);
        using KerasFile written = KerasFile.Read(folder["written"]);

        Assert.That((written.Kind, written.Version, written.IsOfKeras2), Is.EqualTo((kind, "3.15.1", false)));
        Assert.That(Layers(written.Model!), Is.EqualTo(Layers(original.Model!)));
        Assert.That(
            written.ReadWeights(written.Model!, "written").SelectMany(weight => weight.Values),
            Is.EqualTo(original.ReadWeights(original.Model!, source).SelectMany(weight => weight.Values)));
        Assert.That((written.Compilation!.Optimizer, written.Compilation.Loss), Is.EqualTo((original.Compilation!.Optimizer, original.Compilation.Loss)));
    }

    // Every class of layer has exactly the settings that Keras 3 writes of it, in its order, for Keras refuses others.
    [TestCase("keras")]
    [TestCase("h5")]
    [TestCase("json")]
    public void Settings_are_Keras_3s(string source)
    {
        using KerasFile original = KerasFile.Read(_answers.FileOf(source), _answers.InputShape);

        JsonObject configuration = KerasContent.Of(original, source).Configuration;

        Assert.That(configuration["config"]!["build_input_shape"]!.ToJsonString(), Is.EqualTo("[null,28,28,1]"));
        foreach (JsonObject layer in Plain((JsonArray)configuration["config"]!["layers"]!))
        {
            string className = layer["class_name"]!.GetValue<string>();
            string[] settings = [.. ((JsonObject)layer["config"]!).Select(setting => setting.Key)];
            Assert.That(layer["module"]!.GetValue<string>(), Is.EqualTo("keras.layers"));
            Assert.That(
                settings,
                Is.EqualTo(className == "InputLayer"
                    ? ["batch_shape", "dtype", "sparse", "ragged", "name", "optional"]
                    : (string[])["name", "trainable", "dtype", .. LayerDefaults.Of(className)!.Select(setting => setting.Key)]));
        }
    }

    [Test]
    public void Sources_of_all_forms_give_the_same_configuration_but_for_what_a_form_does_not_tell()
    {
        JsonObject[] configurations = [.. new[] { "keras", "h5", "json" }.Select(source =>
        {
            using KerasFile original = KerasFile.Read(_answers.FileOf(source), _answers.InputShape);
            return KerasContent.Of(original, source).Configuration;
        })];

        Assert.That(PythonJson.Text(configurations[1]["config"]), Is.EqualTo(PythonJson.Text(configurations[0]["config"])));
        Assert.That(PythonJson.Text(configurations[2]["config"]), Is.EqualTo(PythonJson.Text(configurations[0]["config"])));
        Assert.That(PythonJson.Text(configurations[1]["compile_config"]!["optimizer"]), Is.EqualTo(PythonJson.Text(configurations[0]["compile_config"]!["optimizer"])));
        Assert.That(configurations[2]["compile_config"]!.ToJsonString(), Is.EqualTo("{}"));
    }

    // A learning rate is stored by Keras 3 alone, unless there is a schedule.
    [TestCase("keras")]
    [TestCase("h5")]
    public void The_optimizers_state_gets_its_learning_rate(string source)
    {
        using KerasFile original = KerasFile.Read(_answers.FileOf(source), _answers.InputShape);
        using Hdf5File written = Hdf5File.Open(KerasContent.Of(original, source).Bytes("written", KerasFileKind.Weights, Date));
        double[][] before = [.. original.OptimizerVariables.Select(variable => variable.Array.ReadValues())];
        JsonNode rate = KerasContent.Of(original, source).Configuration["compile_config"]!["optimizer"]!["config"]!["learning_rate"]!;
        int added = rate is JsonObject ? 0 : 1;

        Hdf5Group variables = written.Root.FindGroup("optimizer/vars")!;
        double[][] after = [.. Enumerable.Range(0, variables.DatasetNames.Count).Select(i => variables.FindDataset($"{i}")!.ReadValues())];

        Assert.That(after, Has.Length.EqualTo(before.Length + added));
        Assert.That(after[0], Is.EqualTo(before[0]));
        Assert.That(after.Skip(1 + added), Is.EqualTo(before.Skip(1)));
        if (added == 1)
        {
            Assert.That(after[1], Is.EqualTo([(double)(float)rate.GetValue<double>()]));
        }
    }

    [Test]
    public void A_file_that_was_written_so_is_written_again_unchanged()
    {
        using TemporaryFolder folder = new();
        using KerasFile original = KerasFile.Read(_answers.FileOf("keras"), _answers.InputShape);
        KerasContent.Of(original, "original").Save(folder["a.keras"], KerasFileKind.Archive, Date);
        KerasContent.Of(original, "original").Save(folder["a.h5"], KerasFileKind.LegacyModel, Date);
        using KerasFile archive = KerasFile.Read(folder["a.keras"]);
        using KerasFile legacy = KerasFile.Read(folder["a.h5"]);

        Assert.That(KerasContent.Of(archive, "archive").Bytes("b", KerasFileKind.LegacyModel, Date), Is.EqualTo(File.ReadAllBytes(folder["a.h5"])));
        Assert.That(KerasContent.Of(legacy, "legacy").Bytes("b", KerasFileKind.Archive, Date), Is.EqualTo(File.ReadAllBytes(folder["a.keras"])));
        Assert.That(Encoding.ASCII.GetString(KerasContent.Of(legacy, "legacy").Bytes("b", KerasFileKind.Json, Date)), Does.Not.Contain("batch_input_shape").And.Not.Contain("Custom>"));
    }

    private static IEnumerable<JsonObject> Plain(JsonArray layers) => layers.Cast<JsonObject>()
        .SelectMany(layer => layer["config"]!["layers"] is JsonArray inside ? Plain(inside) : [layer]);

    private static IEnumerable<string> Layers(BuiltModel model) => model.Chain.Select(layer => $"{layer.Path} {layer.Layer} {layer.OutputShape} {layer.IsTrainable}");
}
