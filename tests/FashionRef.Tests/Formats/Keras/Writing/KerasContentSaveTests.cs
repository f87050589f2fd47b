using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Keras.Writing;

/// <summary>What saving does to the file that is there, what it refuses, and what it says that it left out.</summary>
internal sealed class KerasContentSaveTests
{
    private static readonly DateTimeOffset Date = new(2026, 11, 27, 10, 37, 9, TimeSpan.Zero);

    [Test]
    public void The_file_that_was_read_can_be_written_over()
    {
        using TemporaryFolder folder = new();
        File.Copy(KerasAnswers.Of("batchnorm").FileOf("keras"), folder["m.keras"]);
        byte[] before = File.ReadAllBytes(folder["m.keras"]);
        using (KerasFile file = KerasFile.Read(folder["m.keras"]))
        {
            KerasContent.Of(file, folder["m.keras"]).Save(folder["m.keras"], KerasFileKind.Archive, Date);
        }

        using KerasFile written = KerasFile.Read(folder["m.keras"]);
        Assert.That(written.ReadWeights(written.Model!, "m.keras"), Has.Count.EqualTo(12));
        Assert.That(File.ReadAllBytes(folder["m.keras"]), Is.Not.EqualTo(before));
        Assert.That(folder.Entries, Is.EqualTo(["m.keras"]));
    }

    [Test]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.h5"], "old");
        BuiltModel model = new Sequential(Shape.Of(2), [new Dense(1, Activation.Linear) { Name = "top_level_model_weights" }]).Build();

        Assert.That(
            () => KerasContent.Of(model, Zeros(model)).Save(folder["m.h5"], KerasFileKind.LegacyModel, Date),
            Throws.TypeOf<FashionRefException>().With.Property(nameof(FashionRefException.Kind)).EqualTo(FaultKind.BadRequest));
        Assert.That(File.ReadAllText(folder["m.h5"]), Is.EqualTo("old"));
        Assert.That(folder.Entries, Is.EqualTo(["m.h5"]));
    }

    [Test]
    [Platform("Linux")]
    public void A_full_disk_is_told()
    {
        BuiltModel model = NotebookModels.Model1.Build();

        Assert.That(
            () => KerasContent.Of(model, Zeros(model)).Save("/dev/full", KerasFileKind.Archive, Date),
            Throws.TypeOf<FashionRefException>().With.Property(nameof(FashionRefException.Kind)).EqualTo(FaultKind.MachineCannot));
    }

    [TestCase(KerasFileKind.Archive, null)]
    [TestCase(KerasFileKind.LegacyModel, null)]
    [TestCase(KerasFileKind.Json, "The weights and the optimizer's state:")]
    [TestCase(KerasFileKind.Weights, "The configuration:")]
    [TestCase(KerasFileKind.LegacyWeights, "The configuration and the optimizer's state:")]
    public void What_a_form_has_no_place_for_is_told(KerasFileKind kind, string? told)
    {
        using TemporaryFolder folder = new();
        using KerasFile file = KerasFile.Read(KerasAnswers.Of("batchnorm").FileOf("keras"));

        IReadOnlyList<string> leftOut = KerasContent.Of(file, "file").Save(folder["m"], kind, Date);

        Assert.That(leftOut, told is null ? Is.Empty : Has.Exactly(1).StartsWith(told));
    }

    // As a model is that was saved as .h5 first: Keras takes the optimizer out of its configuration.
    [TestCase(KerasFileKind.Archive, "Nothing, but the configuration names no optimizer:")]
    [TestCase(KerasFileKind.LegacyModel, "The loss, the metrics and the optimizer's state:")]
    public void An_optimizers_state_without_an_optimizer_is_told(KerasFileKind kind, string told)
    {
        using TemporaryFolder folder = new();
        using KerasFile weights = KerasFile.Read(KerasAnswers.Of("batchnorm").FileOf("weights.h5"));
        JsonObject json = (JsonObject)JsonNode.Parse(File.ReadAllText(KerasAnswers.Of("batchnorm").FileOf("json")))!;
        ((JsonObject)json["compile_config"]!).Remove("optimizer");
        using KerasFile configuration = KerasFile.Of(KerasContainer.Of(Encoding.ASCII.GetBytes(PythonJson.Text(json))));

        IReadOnlyList<string> leftOut = KerasContent.Of(weights, "weights", configuration).Save(folder["m"], kind, Date);
        using KerasFile written = KerasFile.Read(folder["m"]);

        Assert.That(leftOut, Has.Exactly(1).StartsWith(told));
        Assert.That(written.OptimizerVariables, kind == KerasFileKind.Archive ? Has.Count.EqualTo(18) : Is.Empty);
    }

    [Test]
    public void A_folder_is_refused_and_so_is_a_form_with_weights_where_there_are_none()
    {
        using KerasFile json = KerasFile.Read(KerasAnswers.Of("batchnorm").FileOf("json"));
        using KerasFile weights = KerasFile.Read(KerasAnswers.Of("batchnorm").FileOf("weights.h5"));
        KerasContent content = KerasContent.Of(json, "json");

        Assert.That(() => content.Save("m", KerasFileKind.Folder, Date), Throws.TypeOf<FashionRefException>().With.Message.Contains("folder"));
        Assert.That(() => content.Save("m", KerasFileKind.Archive, Date), Throws.TypeOf<FashionRefException>().With.Message.Contains("the model has none"));
        Assert.That(() => KerasContent.Of(weights, "weights"), Throws.TypeOf<FashionRefException>().With.Message.Contains("weights alone"));
    }

    [Test]
    public void An_optimizer_with_too_few_variables_is_kept_and_told()
    {
        using KerasFile file = KerasFile.Read(Path.Combine(KerasFiles.Root, "bad", "legacy-optimizer-short.h5"));
        using TemporaryFolder folder = new();

        IReadOnlyList<string> leftOut = KerasContent.Of(file, "file").Save(folder["m.keras"], KerasFileKind.Archive, Date);
        using KerasFile written = KerasFile.Read(folder["m.keras"]);

        Assert.That(leftOut, Has.Exactly(1).StartsWith("Nothing, but the optimizer's state has "));
        Assert.That(written.OptimizerVariables, Has.Count.EqualTo(file.OptimizerVariables.Count));
    }

    [Test]
    public void An_optimizer_whose_variable_is_missing_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(KerasAnswers.Of("batchnorm").FileOf("h5"));
        bytes[bytes.AsSpan().IndexOf("\0iteration\0"u8) + "iteration".Length] = (byte)'X';
        using KerasFile file = KerasFile.Of(KerasContainer.Of(bytes));

        Assert.That(
            () => KerasContent.Of(file, "file"),
            Throws.TypeOf<FashionRefException>().With.Property(nameof(FashionRefException.Kind)).EqualTo(FaultKind.BadRequest).And.Message.Contains("'adam_w/iteration'"));
    }

    [TestCase(NumberType.BFloat16, "bfloat16")]
    [TestCase(NumberType.Float16, "float16")]
    [TestCase(NumberType.Float64, "float64")]
    public void Weights_have_their_layers_type(NumberType type, string policy)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = new Sequential(Shape.Of(2), [new Dense(1, Activation.Linear) { WeightType = type }]).Build();
        KerasContent content = KerasContent.Of(model, [new("sequential/dense/kernel", Shape.Of(2, 1), [0.5, -3]), new("sequential/dense/bias", Shape.Of(1), [2])]);

        content.Save(folder["m.keras"], KerasFileKind.Archive, Date);
        using Hdf5File arrays = Hdf5File.Open(content.Bytes("m", KerasFileKind.Weights, Date));
        using KerasFile read = KerasFile.Read(folder["m.keras"]);

        Assert.That(arrays.Root.FindDataset("layers/dense/vars/0")!.Type.ToString(), Is.EqualTo(type.ToString()));
        Assert.That(content.Configuration["config"]!["layers"]![1]!["config"]!["dtype"]!["config"]!["name"]!.GetValue<string>(), Is.EqualTo(policy));
        Assert.That(read.ReadWeights(read.Model!, "m").SelectMany(weight => weight.Values), Is.EqualTo([0.5, -3, 2]));
        Assert.That(
            content.Save(folder["m.h5"], KerasFileKind.LegacyModel, Date),
            type == NumberType.BFloat16 ? Has.Exactly(1).Contains("bfloat16") : Is.Empty);
    }

    private static WeightValues[] Zeros(BuiltModel model) => [.. model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, new double[weight.Shape.Count]))];
}
