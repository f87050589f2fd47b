using System.Text.Json.Nodes;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Formats.Keras.Writing.Conversion;

namespace FashionRef.Tests.Formats.Keras.Writing.Conversion;

/// <summary>What versions of Keras 2 wrote of the loss, the metrics and the optimizer.</summary>
internal sealed class KerasThreeCompilationTests
{
    [Test]
    public void An_old_optimizer_gets_its_new_settings_and_its_decay_is_told()
    {
        List<string> leftOut = [];

        JsonObject converted = Converted("""{"optimizer_config": {"class_name": "Adam", "config": {"lr": 0.25, "beta_1": 0.8, "decay": 0.125, "epsilon": null}}, "loss": "mse", "metrics": ["acc"], "sample_weight_mode": null}""", leftOut);

        Assert.That(
            PythonJson.Text(converted["optimizer"]!["config"]),
            Is.EqualTo("""{"name": "adam", "learning_rate": 0.25, "weight_decay": null, "clipnorm": null, "global_clipnorm": null, "clipvalue": null, "use_ema": false, "ema_momentum": 0.99, "ema_overwrite_frequency": null, "loss_scale_factor": null, "gradient_accumulation_steps": null, "beta_1": 0.8, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}"""));
        Assert.That(leftOut, Has.Exactly(1).StartsWith("The optimizer's decay of 0.125:"));
        Assert.That(converted.Select(entry => entry.Key), Is.EqualTo(["optimizer", "loss", "loss_weights", "metrics", "weighted_metrics", "run_eagerly", "steps_per_execution", "jit_compile"]));
    }

    [TestCase("Custom>SGD", "SGD")]
    [TestCase("rmsprop", "RMSprop")]
    [TestCase("AdamW", "AdamW")]
    public void An_optimizers_class_is_found_under_its_old_names(string old, string expected) =>
        Assert.That(Converted("""{"optimizer": {"class_name": "NAME", "config": {}}}""".Replace("NAME", old, StringComparison.Ordinal), [])["optimizer"]!["class_name"]!.GetValue<string>(), Is.EqualTo(expected));

    [Test]
    public void An_optimizer_that_Keras_3_does_not_have_is_left_out_and_told()
    {
        List<string> leftOut = [];

        JsonObject converted = Converted("""{"optimizer_config": {"class_name": "Custom>Ranger", "config": {}}, "loss": "mse"}""", leftOut);

        Assert.That(converted.ContainsKey("optimizer"), Is.False);
        Assert.That(leftOut, Has.Exactly(1).StartsWith("The optimizer 'Ranger':"));
    }

    [TestCase("""{"class_name": "CategoricalCrossentropy", "config": {"reduction": "auto", "name": "c", "from_logits": true, "fn": "categorical_crossentropy"}}""", """{"module": "keras.losses", "class_name": "CategoricalCrossentropy", "config": {"reduction": "sum_over_batch_size", "name": "c", "from_logits": true}, "registered_name": null}""")]
    [TestCase("\"mse\"", "\"mse\"")]
    [TestCase("[\"mse\"]", "\"mse\"")]
    [TestCase("null", "null")]
    public void A_loss_is_taken_over(string loss, string expected) => Assert.That(PythonJson.Text(Converted($$"""{"loss": {{loss}}}""", [])["loss"]), Is.EqualTo(expected));

    [TestCase("""[[{"class_name": "MeanMetricWrapper", "config": {"name": "acc", "fn": "categorical_accuracy"}}]]""", "[\"acc\"]")]
    [TestCase("""[{"class_name": "MeanMetricWrapper", "config": {"name": "mine", "fn": "categorical_accuracy"}}]""", "[\"categorical_accuracy\"]")]
    [TestCase("""[{"class_name": "AUC", "config": {"name": "auc"}}]""", """[{"module": "keras.metrics", "class_name": "AUC", "config": {"name": "auc"}, "registered_name": null}]""")]
    [TestCase("[\"accuracy\"]", "[\"accuracy\"]")]
    [TestCase("[]", "[]")]
    public void Metrics_are_taken_over(string metrics, string expected) => Assert.That(PythonJson.Text(Converted($$"""{"metrics": {{metrics}}}""", [])["metrics"]), Is.EqualTo(expected));

    private static JsonObject Converted(string training, List<string> leftOut) => KerasThreeCompilation.Of((JsonObject)JsonNode.Parse(training)!, isKeras2: true, leftOut);
}
