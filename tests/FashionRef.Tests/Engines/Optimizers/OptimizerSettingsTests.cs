using System.Text.Json;
using System.Text.Json.Nodes;
using FashionRef.Engines.Optimizers;
using FashionRef.Formats.Keras.Writing.Conversion;

namespace FashionRef.Tests.Engines.Optimizers;

/// <summary>What configurations say; what the formulas give is held against Keras' traces.</summary>
internal sealed class OptimizerSettingsTests
{
    [TestCase("Adam", 0.001, null)]
    [TestCase("adam", 0.001, null)]
    [TestCase("AdamW", 0.001, 0.004)]
    [TestCase("SGD", 0.01, null)]
    [TestCase("RMSprop", 0.001, null)]
    public void What_is_not_said_is_Keras_default(string name, double rate, double? decay)
    {
        OptimizerSettings settings = OptimizerSettings.Of(name, Json("{}"));

        Assert.That((settings.Rate.At<double>(0), settings.WeightDecay, settings.Epsilon), Is.EqualTo((rate, decay, 1e-7)));
    }

    /// <summary>An optimizer that is named alone, and one whose settings were written out for Keras 3, are the same.</summary>
    [Test]
    public void What_is_written_out_is_Keras_default_too([Values] OptimizerKind kind)
    {
        JsonObject written = KerasThreeCompilation.Optimizer($"{kind}", [])!;

        Assert.That(OptimizerSettings.Of($"{kind}", Json(written["config"]!.ToJsonString())), Is.EqualTo(OptimizerSettings.Of($"{kind}", Json("{}"))));
    }

    [TestCase("AdamW", """{ "weight_decay": null }""", "The optimizer AdamW has the weight_decay null, which Keras refuses.")]
    [TestCase("Sophia", "{}", "The optimizer is 'Sophia'. Legal are Sgd, RmsProp, Adam")]
    [TestCase("3", "{}", "The optimizer is '3'.")]
    [TestCase("Adam", """{ "clipnorm": 1, "clipvalue": 1 }""", "has two of clipnorm, clipvalue and global_clipnorm")]
    [TestCase("Adam", """{ "learning_rate": { "class_name": "Mine", "config": {} } }""", "The learning rate is 'Mine'. Legal are a number and the schedules ExponentialDecay")]
    [TestCase("Adam", """{ "gradient_accumulation_steps": 1 }""", "The optimizer's gradient_accumulation_steps is 1. Legal are whole numbers from 2 on.")]
    [TestCase("Adam", """{ "ema_overwrite_frequency": 0 }""", "The optimizer's ema_overwrite_frequency is 0. Legal are whole numbers from 1 on.")]
    [TestCase("Adam", """{ "learning_rate": { "class_name": "PiecewiseConstantDecay", "config": { "boundaries": [4], "values": [1] } } }""", "has 1 boundaries and 1 values")]
    [TestCase("Adam", """{ "learning_rate": "x" }""", "The learning rate is '\"x\"'.")]
    public void What_is_not_computed_is_refused(string name, string config, string told) => Assert.That(
        () => OptimizerSettings.Of(name, Json(config)), Throws.TypeOf<FashionRefException>().With.Message.Contains(told));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
