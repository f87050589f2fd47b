using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;

namespace FashionRef.Tests.Formats.Keras.Writing;

/// <summary>The configuration of legacy files, beside what the files of real Keras show.</summary>
internal sealed class LegacyConfigurationTests
{
    [TestCase("""{"compile_config": {"optimizer": "adam", "loss": "mse"}}""", """{"loss": "mse", "optimizer_config": {"class_name": "adam", "config": {}}}""")]
    [TestCase("""{"compile_config": {"optimizer": {"module": "m", "class_name": "SGD", "config": {"a": 1.50}, "registered_name": null}, "loss": {"y": {"module": "m", "class_name": "L", "config": {}, "registered_name": null}}}}""", """{"loss": {"y": {"class_name": "L", "config": {}}}, "optimizer_config": {"class_name": "SGD", "config": {"a": 1.50}}}""")]
    [TestCase("""{"compile_config": {"optimizer": null, "loss": "mse"}}""", "null")]
    [TestCase("""{"compile_config": {}}""", "null")]
    [TestCase("""{"compile_config": null}""", "null")]
    [TestCase("{}", "null")]
    public void Training_has_the_optimizer_apart(string configuration, string expected) =>
        Assert.That(PythonJson.Text(LegacyConfiguration.Training((JsonObject)JsonNode.Parse(configuration)!)), Is.EqualTo(expected));

    // Nothing in it keeps a model from being written.
    [TestCase("{\"optimizer_config\": {\"class_name\": 5}}")]
    [TestCase("{\"optimizer_config\": {\"class_name\": \"Adam\", \"config\": {\"learning_rate\": {\"class_name\": {}}}}, \"loss\": 7}")]
    [TestCase("{\"loss\": {\"class_name\": []}}")]
    public void A_compilation_that_is_no_versions_is_left_out_and_told(string compilation)
    {
        using TemporaryFolder folder = new();
        string json = """
            {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "batch_input_shape": [null, 2], "units": 1}}]},
            "compile_config": COMPILATION}
            """.Replace("COMPILATION", compilation, StringComparison.Ordinal);
        using KerasFile file = KerasFile.Of(KerasContainer.Of(Encoding.UTF8.GetBytes(json)));

        IReadOnlyList<string> leftOut = KerasContent.Of(file, "file").Save(folder["m.json"], KerasFileKind.Json, DateTimeOffset.UnixEpoch);

        Assert.That(leftOut, Has.Exactly(1).StartsWith("The loss, the metrics and the optimizer:"));
        Assert.That(File.ReadAllText(folder["m.json"]), Does.EndWith("\"compile_config\": {}}"));
    }
}
