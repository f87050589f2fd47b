using System.Text.Json;
using FashionRef.Engines.Losses;

namespace FashionRef.Tests.Engines.Losses;

/// <summary>What configurations say; what the formulas give is held against Keras' traces.</summary>
internal sealed class LossSettingsTests
{
    [TestCase("\"mse\"", LossKind.MeanSquaredError)]
    [TestCase("\"sparse_categorical_crossentropy\"", LossKind.SparseCategoricalCrossentropy)]
    [TestCase("""{ "class_name": "KLDivergence", "config": { "reduction": "sum" } }""", LossKind.KLDivergence)]
    public void A_name_or_a_class_is_read(string json, LossKind kind) => Assert.That(LossSettings.Of(Json(json)).Kind, Is.EqualTo(kind));

    [Test]
    public void An_unknown_loss_is_refused() => Assert.That(
        () => LossSettings.Of(Json("\"mine\"")), Throws.TypeOf<FashionRefException>().With.Message.StartsWith("The loss is 'mine'. Legal are CategoricalCrossentropy, "));

    [TestCase("-0.1")]
    [TestCase("1.5")]
    public void Label_smoothing_out_of_its_range_is_refused(string smoothing) => Assert.That(
        () => LossSettings.Of(Json($$"""{ "class_name": "CategoricalCrossentropy", "config": { "label_smoothing": {{smoothing}} } }""")),
        Throws.TypeOf<FashionRefException>().With.Message.Contains($"label_smoothing is {smoothing}"));

    [TestCase("CategoricalCrossentropy", "from_logits", "\"yes\"", "Legal are true and false")]
    [TestCase("Huber", "delta", "\"1\"", "Legal are finite numbers above 0")]
    [TestCase("Huber", "delta", "0", "Legal are finite numbers above 0")]
    public void A_setting_of_a_wrong_type_or_size_is_refused(string loss, string setting, string value, string legal) => Assert.That(
        () => LossSettings.Of(Json($$"""{ "class_name": "{{loss}}", "config": { "{{setting}}": {{value}} } }""")),
        Throws.TypeOf<FashionRefException>().With.Message.EqualTo($"The loss's {setting} is {value}. {legal}."));

    [TestCase("\"sum_over_batch_size\"", LossReduction.SumOverBatchSize)]
    [TestCase("\"mean\"", LossReduction.SumOverBatchSize)]
    [TestCase("\"auto\"", LossReduction.SumOverBatchSize)]
    [TestCase("\"sum\"", LossReduction.Sum)]
    [TestCase("\"mean_with_sample_weight\"", LossReduction.MeanWithSampleWeight)]
    [TestCase("\"none\"", LossReduction.None)]
    [TestCase("null", LossReduction.None)]
    public void Each_reduction_is_read(string reduction, LossReduction expected) => Assert.That(
        LossSettings.Of(Json($$"""{ "class_name": "MeanSquaredError", "config": { "reduction": {{reduction}} } }""")).Reduction, Is.EqualTo(expected));

    [TestCase("\"median\"")]
    [TestCase("1")]
    public void Another_reduction_is_refused(string reduction) => Assert.That(
        () => LossSettings.Of(Json($$"""{ "class_name": "MeanSquaredError", "config": { "reduction": {{reduction}} } }""")),
        Throws.TypeOf<FashionRefException>().With.Message.EqualTo($"The loss's reduction is {reduction}. Legal are sum_over_batch_size, mean, sum, mean_with_sample_weight and none."));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
