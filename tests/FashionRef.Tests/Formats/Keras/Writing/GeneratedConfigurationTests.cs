using System.Text.Json.Nodes;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Formats.Zip;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Formats.Hdf5;

namespace FashionRef.Tests.Formats.Keras.Writing;

/// <summary>Models of this program are written as Keras writes them.</summary>
internal sealed class GeneratedConfigurationTests
{
    private static readonly DateTimeOffset Date = new(2026, 11, 27, 10, 37, 9, TimeSpan.Zero);

    // Of the file that the notebook's Keras wrote only the numbers are taken.
    [Test]
    public void The_notebooks_model_is_written_as_the_notebooks_Keras_wrote_it()
    {
        string path = Path.Combine(KerasFiles.Notebook, "model1.keras");
        BuiltModel model = NotebookModels.Model1.Build();
        using KerasFile file = KerasFile.Read(path);
        ZipMembers kept = ZipMembers.Read(File.ReadAllBytes(path));

        ZipMembers written = ZipMembers.Read(KerasContent.Of(model, file.ReadWeights(model, path), Training(file, model)).Bytes("written", KerasFileKind.Archive, Date));

        Assert.That(written.Names, Is.EqualTo(kept.Names));
        Assert.That(PythonJson.Text(Json(written, "config.json")), Is.EqualTo(PythonJson.Text(LegacyConfiguration.WithoutIds(Json(kept, "config.json")))));
        Assert.That(Json(written, "metadata.json")["keras_version"]!.GetValue<string>(), Is.EqualTo(Json(kept, "metadata.json")["keras_version"]!.GetValue<string>()));
        Assert.That(
            Hdf5Content.Describe(written.ReadAll("model.weights.h5", long.MaxValue)).SequenceEqual(Hdf5Content.Describe(kept.ReadAll("model.weights.h5", long.MaxValue))), Is.True);
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Their_text_is_that_of_to_json(int number)
    {
        BuiltModel model = NotebookModels.Get(number).Build();
        WeightValues[] zeros = [.. model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, new double[weight.Shape.Count]))];
        WeightValues[] moments = [.. zeros.Zip(model.Weights).Where(pair => pair.Second.Spec.IsTrainable).Select(pair => pair.First)];

        byte[] written = KerasContent.Of(model, zeros, new KerasTraining(0.01, 0.9, 0.999, 1e-7, 0, moments, moments)).Bytes("written", KerasFileKind.Json, Date);

        Assert.That(System.Text.Encoding.ASCII.GetString(written), Is.EqualTo(File.ReadAllText(Path.Combine(KerasFiles.Notebook, $"model{number}.json"))));
    }

    // Layers that come from Keras' file keep all settings but initial values, constraints and which of two forms a penalty has.
    [TestCaseSource(nameof(PlainModels))]
    public void Layers_are_configured_as_Keras_configures_them(string name)
    {
        KerasAnswers answers = KerasAnswers.Of(name);
        using KerasFile file = KerasFile.Read(answers.FileOf("keras"), answers.InputShape);
        BuiltModel model = file.Model!;
        JsonArray expected = (JsonArray)KerasContent.Of(file, "file").Configuration["config"]!["layers"]!;
        foreach ((BuiltLayer layer, JsonNode? entry) in model.Layers.Zip(expected.Skip(1)).Where(pair => pair.First.Layer is not (TrainingOnly or Normalization)))
        {
            JsonObject whole = LegacyConfiguration.WithoutIds((JsonObject)entry!);
            BuiltModel single = model with { Layers = [layer] };
            JsonObject written = (JsonObject)GeneratedConfiguration.Of(single, null)["config"]!["layers"]![1]!;

            Assert.That(JsonNode.DeepEquals(Plain(written), Plain(whole)), Is.True, $"{written.ToJsonString()}\n{whole.ToJsonString()}");
        }
    }

    [Test]
    public void Nested_models_and_their_inputs_get_the_names_of_a_session()
    {
        Sequential inside = new(null, [new Conv2D(4, 3, Activation.Relu, Padding.Same), new Flatten()]);
        BuiltModel model = new Sequential(NotebookModels.ImageShape, [inside, new Dense(10, Activation.Softmax)]).Build();

        JsonObject configuration = GeneratedConfiguration.Of(model, null);

        JsonNode nested = configuration["config"]!["layers"]![1]!;
        Assert.That(nested["config"]!["name"]!.GetValue<string>(), Is.EqualTo("sequential_1"));
        Assert.That(nested["config"]!["layers"]![0]!["config"]!["name"]!.GetValue<string>(), Is.EqualTo("input_layer_1"));
        Assert.That(configuration["compile_config"]!.ToJsonString(), Is.EqualTo("{}"));
    }

    [Test]
    public void A_layer_whose_settings_are_not_known_is_refused()
    {
        BuiltModel model = new Sequential(NotebookModels.ImageShape, [new TrainingOnly("AlphaDropout"), new Flatten()]).Build();

        Assert.That(() => KerasContent.Of(model, []), Throws.TypeOf<FashionRefException>().With.Message.Contains("'alpha_dropout'"));
    }

    // Keras 3's models in which each layer stands at its own place of the list.
    private static IEnumerable<string> PlainModels() => KerasFiles.Models.Where(name =>
    {
        KerasAnswers answers = KerasAnswers.Of(name);
        using KerasFile file = KerasFile.Read(answers.FileOf("keras"), answers.InputShape);
        return !file.IsOfKeras2 && !file.Model!.Definition.IsFunctional && file.Model.Layers.All(layer => layer.Model is null);
    });

    private static JsonObject Json(ZipMembers members, string name) => (JsonObject)JsonNode.Parse(members.ReadAll(name, long.MaxValue))!;

    private static KerasTraining Training(KerasFile file, BuiltModel model)
    {
        double[][] variables = [.. file.OptimizerVariables.Select(variable => variable.Array.ReadValues())];
        Weight[] trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        WeightValues[] first = [.. trainable.Select((weight, i) => new WeightValues(weight.Path, weight.Shape, variables[2 + (2 * i)]))];
        WeightValues[] second = [.. trainable.Select((weight, i) => new WeightValues(weight.Path, weight.Shape, variables[3 + (2 * i)]))];
        return new KerasTraining(0.01, 0.9, 0.999, 1e-7, (long)variables[0][0], first, second);
    }

    private static JsonObject Plain(JsonObject entry)
    {
        JsonObject settings = (JsonObject)entry["config"]!;
        foreach (string name in settings.Select(setting => setting.Key).Where(name => name.EndsWith("_initializer", StringComparison.Ordinal) || name.EndsWith("_constraint", StringComparison.Ordinal)).ToArray())
        {
            settings[name] = null;
        }

        foreach (string name in settings.Select(setting => setting.Key).Where(name => name.EndsWith("_regularizer", StringComparison.Ordinal)).ToArray())
        {
            settings[name] = settings[name] is JsonObject penalty
                ? $"{penalty["config"]!["l1"]?.GetValue<double>() ?? 0} {penalty["config"]!["l2"]?.GetValue<double>() ?? 0}"
                : null;
        }

        // The records know what numbers are stored, and not in what precision a layer computes.
        if (settings["dtype"]!["config"]!["name"]!.GetValue<string>() is ['m', 'i', 'x', 'e', 'd', ..])
        {
            settings["dtype"] = LayerDefaults.Policy("float32");
        }

        return entry;
    }
}
