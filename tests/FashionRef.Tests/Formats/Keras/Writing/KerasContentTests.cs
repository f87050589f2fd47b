using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Formats.Zip;
using FashionRef.Tests.Formats.Hdf5;

namespace FashionRef.Tests.Formats.Keras.Writing;

/// <summary>
/// Files that Keras 3 wrote are read and written again, and compared with those that Keras wrote of the same model in that form: every group,
/// attribute and value in its order, every character of the configuration.
/// </summary>
[TestFixtureSource(nameof(Models))]
internal sealed partial class KerasContentTests(string name)
{
    private static readonly DateTimeOffset Date = new(2026, 11, 27, 10, 37, 9, TimeSpan.Zero);

    private readonly KerasAnswers _answers = KerasAnswers.Of(name);

    private static IEnumerable<string> Models => KerasFiles.Models.Where(model => !model.StartsWith("tfkeras", StringComparison.Ordinal));

    [TestCase("keras")]
    [TestCase("h5")]
    public void Weights_are_written_as_Keras_writes_them(string source) =>
        AssertSame(Hdf5Content.Describe(Written(source, KerasFileKind.Weights)), Hdf5Content.Describe(Original("weights.h5")));

    [TestCase("keras")]
    [TestCase("h5")]
    public void A_legacy_file_is_written_as_Keras_writes_it(string source) =>
        AssertSame(Unstable(Hdf5Content.Describe(Written(source, KerasFileKind.LegacyModel))), Unstable(Hdf5Content.Describe(Original("h5"))));

    [TestCase("keras")]
    [TestCase("h5")]
    [TestCase("json")]
    public void Json_is_written_as_Keras_writes_it(string source) =>
        Assert.That(Unstable(Encoding.UTF8.GetString(Written(source, KerasFileKind.Json))), Is.EqualTo(Unstable(Encoding.UTF8.GetString(Original("json")))));

    [Test]
    public void An_archive_is_written_as_Keras_writes_it()
    {
        byte[] bytes = Written("keras", KerasFileKind.Archive);
        using ZipArchive zip = new(new MemoryStream(bytes));
        ZipMembers written = ZipMembers.Read(bytes);
        ZipMembers original = ZipMembers.Read(Original("keras"));

        Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo(["metadata.json", "config.json", "model.weights.h5"]));
        Assert.That(zip.Entries.Select(entry => entry.CompressedLength), Is.EqualTo(zip.Entries.Select(entry => entry.Length)));
        Assert.That(written.Names, Is.EqualTo(original.Names));
        Assert.That(Text(written, "config.json"), Is.EqualTo(Text(original, "config.json")));
        Assert.That(Text(written, "metadata.json"), Is.EqualTo("{\"keras_version\": \"3.15.1\", \"date_saved\": \"2026-11-27@10:37:09\"}"));
        AssertSame(Hdf5Content.Describe(written.ReadAll("model.weights.h5", long.MaxValue)), Hdf5Content.Describe(original.ReadAll("model.weights.h5", long.MaxValue)));
    }

    [Test]
    public void An_archive_is_made_of_a_legacy_file()
    {
        ZipMembers written = ZipMembers.Read(Written("h5", KerasFileKind.Archive));
        ZipMembers original = ZipMembers.Read(Original("keras"));

        string expected = PythonJson.Text(LegacyConfiguration.WithoutIds((JsonObject)JsonNode.Parse(Text(original, "config.json"))!));
        Assert.That(Unstable(Text(written, "config.json")), Is.EqualTo(Unstable(expected)));
        AssertSame(Hdf5Content.Describe(written.ReadAll("model.weights.h5", long.MaxValue)), Hdf5Content.Describe(original.ReadAll("model.weights.h5", long.MaxValue)));
    }

    [TestCase("directory", "batchnorm", "conv-basic", "nested", "softmax-regression")]
    [TestCase("deflated.keras", "activation-strings", "batchnorm", "functional-chain", "regularized", "softmax-regression")]
    public void Other_forms_of_an_archive_give_the_same_bytes(string source, params string[] models)
    {
        string path = _answers.FileOf(source);
        bool isThere = File.Exists(path) || Directory.Exists(path);

        Assert.That(isThere, Is.EqualTo(models.Contains(_answers.Name)));
        if (isThere)
        {
            Assert.That(Written(source, KerasFileKind.Archive), Is.EqualTo(Written("keras", KerasFileKind.Archive)));
        }
    }

    [Test]
    public void Weights_and_a_configuration_from_two_files_make_a_whole_model()
    {
        using KerasFile weights = KerasFile.Read(_answers.FileOf("weights.h5"));
        using KerasFile configuration = KerasFile.Read(_answers.FileOf("json"), _answers.InputShape);

        byte[] written = KerasContent.Of(weights, "weights", configuration).Bytes("written", KerasFileKind.LegacyModel, Date);

        AssertSame(Unstable(Hdf5Content.Describe(written)), Unstable(Hdf5Content.Describe(Original("h5"))));
    }

    [Test]
    public void Legacy_weights_are_read_again()
    {
        string path = _answers.FileOf("keras");
        using KerasFile original = KerasFile.Read(path, _answers.InputShape);
        using TemporaryFolder folder = new();

        KerasContent.Of(original, path).Save(folder["w.h5"], KerasFileKind.LegacyWeights, Date);
        using KerasFile written = KerasFile.Read(folder["w.h5"]);

        Assert.That(written.Kind, Is.EqualTo(KerasFileKind.LegacyWeights));
        Assert.That(
            written.ReadWeights(original.Model!, "written").SelectMany(weight => weight.Values),
            Is.EqualTo(original.ReadWeights(original.Model!, path).SelectMany(weight => weight.Values)));
    }

    private byte[] Written(string source, KerasFileKind kind)
    {
        string path = _answers.FileOf(source);
        using KerasFile file = KerasFile.Read(path, _answers.InputShape);
        return KerasContent.Of(file, path).Bytes("written", kind, Date);
    }

    private byte[] Original(string extension) => File.ReadAllBytes(_answers.FileOf(extension));

    private static string Text(ZipMembers members, string member) => Encoding.UTF8.GetString(members.ReadAll(member, long.MaxValue));

    private static void AssertSame(string[] written, string[] original)
    {
        const int Shown = 200;
        foreach ((string line, string expected) in written.Zip(original).Where(pair => pair.First != pair.Second).Take(1))
        {
            Assert.Fail($"{line[..Math.Min(line.Length, Shown)]} instead of {expected[..Math.Min(expected.Length, Shown)]}");
        }

        Assert.That(written, Has.Length.EqualTo(original.Length));
    }

    // What depends on how the program that wrote the file had made the model, which the .keras file does not tell: a Normalization that was
    // adapted before it came into the model is without the model's name, and the backend is told in legacy files alone.
    // HDF5 orders names by their bytes as C compares them, which for others than ASCII is another order; nothing reads it.
    private static string[] Unstable(string[] lines) =>
    [
        .. (lines.Any(line => line[0] == '/' && !Ascii.IsValid(line)) ? lines.Order(StringComparer.Ordinal) : lines.AsEnumerable())
            .Select(line => Adapted().Replace(line, "normalization").Replace("@backend = torch", "@backend = tensorflow", StringComparison.Ordinal))
            .Where(line => line != "/model_weights/normalization/sequential"),
    ];

    // Legacy files do not tell two things: on PyTorch Keras has an Adam of its own, which is loaded as the ordinary one; and a layer that was
    // first called with some samples, outside of the model, tells their number.
    private static string Unstable(string configuration) =>
        Called().Replace(TorchOptimizer().Replace(configuration, "\"module\": \"keras.optimizers\", $1\"registered_name\": null"), "\"build_config\": {\"input_shape\": [null");

    [GeneratedRegex("sequential/normalization(?=/|$)")]
    private static partial Regex Adapted();

    [GeneratedRegex(@"""build_config"": \{""input_shape"": \[[0-9]+")]
    private static partial Regex Called();

    [GeneratedRegex("\"module\": \"keras.src.backend.torch.optimizers.torch_adam\", (\"class_name\": \"Adam\", .*?)\"registered_name\": \"Adam\"")]
    private static partial Regex TorchOptimizer();
}
