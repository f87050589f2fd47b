using System.Collections.Immutable;
using System.Text.Json;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Configuration;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Gate;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Keras.Configuration;

internal sealed class LayerInitializersTests
{
    private static readonly Dictionary<string, Initializer> Known = new()
    {
        ["\"zeros\""] = Initializer.Zeros,
        ["\"ones\""] = Initializer.Ones,
        ["\"he_normal\""] = new ScaledInitializer("HeNormal", 2, FanMode.FanIn, InitialDistribution.TruncatedNormal),
        ["\"normal\""] = new NormalInitializer(0, 0.05),
        [Object("GlorotNormal", "")] = new ScaledInitializer("GlorotNormal", 1, FanMode.FanAvg, InitialDistribution.TruncatedNormal),
        [Object("HeUniform", "")] = new ScaledInitializer("HeUniform", 2, FanMode.FanIn, InitialDistribution.Uniform),
        [Object("LecunUniform", "")] = new ScaledInitializer("LecunUniform", 1, FanMode.FanIn, InitialDistribution.Uniform),
        [Object("LecunNormal", "")] = new ScaledInitializer("LecunNormal", 1, FanMode.FanIn, InitialDistribution.TruncatedNormal),
        [Object("VarianceScaling", "\"scale\": 3, \"mode\": \"fan_out\", \"distribution\": \"untruncated_normal\"")] = new ScaledInitializer("VarianceScaling", 3, FanMode.FanOut, InitialDistribution.UntruncatedNormal),
        [Object("RandomUniform", "\"minval\": -1, \"maxval\": 2")] = new UniformInitializer(-1, 2),
        [Object("RandomNormal", "\"mean\": 1, \"stddev\": 2")] = new NormalInitializer(1, 2),
        [Object("TruncatedNormal", "")] = new NormalInitializer(0, 0.05, IsTruncated: true),
        [Object("Orthogonal", "\"gain\": 2")] = new OrthogonalInitializer(2),
        [Object("Constant", "\"value\": 0.1")] = new ConstantInitializer("Constant", 0.1),
        [Object("Identity", "")] = new UnknownInitializer("Identity"),
        [Object("VarianceScaling", "\"scale\": -1")] = new UnknownInitializer("VarianceScaling"),
        [Object("Constant", "\"value\": [1, 2]")] = new UnknownInitializer("Constant"),
        ["3"] = new UnknownInitializer("3"),
    };

    private static IEnumerable<string> Texts => Known.Keys;

    [TestCaseSource(nameof(Texts))]
    public void An_initializer_is_Kerass(string text) => Assert.That(Read(new Dense(2, Activation.Linear), "kernel", text)["kernel"], Is.EqualTo(Known[text]));

    [TestCaseSource(nameof(Texts))]
    public void An_initializer_is_written_as_it_is_read(string text)
    {
        Dense layer = new(2, Activation.Linear) { Initializers = ImmutableSortedDictionary<string, Initializer>.Empty.Add("kernel", Known[text]) };
        BuiltLayer built = new("d", layer, Shape.Of(3), Shape.Of(2), []) { Path = "d" };
        if (Known[text] is UnknownInitializer)
        {
            Refusal.Expect(() => LayerSettings.Of(built), $"The layer 'd' has the initializer {Known[text]} of kernel, which cannot be written.");
            return;
        }

        Assert.That(Read(layer, "kernel", LayerSettings.Of(built)["kernel_initializer"]!.ToJsonString())["kernel"], Is.EqualTo(Known[text]));
    }

    // Layers of files are compared with those of programs.
    [TestCase("kernel", "\"glorot_uniform\"")]
    [TestCase("bias", "\"zeros\"")]
    [TestCase("gamma", "\"ones\"")]
    [TestCase("bias", "null")]
    public void What_is_as_usual_is_not_kept(string weight, string text) => Assert.That(Read(new Dense(2, Activation.Linear), weight, text), Is.Empty);

    [Test]
    public void Depthwise_kernels_are_found_by_their_layers_names()
    {
        DepthwiseConv2D depthwise = new(3, 1, Activation.Linear, Padding.Same);

        Assert.That(Read(depthwise, "depthwise", "\"ones\"").Keys, Is.EqualTo(["kernel"]));
        Assert.That(Read(new SeparableConv2D(2, depthwise, Activation.Linear), "depthwise", "\"ones\"").Keys, Is.EqualTo(["depthwise_kernel"]));
        Assert.That(Read(new SeparableConv2D(2, depthwise, Activation.Linear), "pointwise", "\"ones\"").Keys, Is.EqualTo(["pointwise_kernel"]));
    }

    [Test]
    public void A_file_with_an_unknown_one_is_read_and_only_fresh_weights_are_refused()
    {
        using KerasFile file = KerasFile.Of(KerasContainer.Of(
            """{ "class_name": "Sequential", "config": { "name": "m", "layers": [{ "class_name": "Dense", "config": { "name": "d", "units": 2, "batch_input_shape": [null, 3], "kernel_initializer": { "class_name": "Mine", "module": "mine", "config": {} } } }] } }"""u8.ToArray()));

        Refusal.Expect(() => InitialWeights.Create(file.Model!, seed: 1), "'m/d/kernel' of shape (3, 2) has the initializer Mine, which is not computed here");
    }

    private static ImmutableSortedDictionary<string, Initializer> Read(Layer layer, string weight, string text) =>
        LayerInitializers.Of(new ConfigObject(JsonDocument.Parse($$"""{ "{{weight}}_initializer": {{text}} }""").RootElement, "a layer"), layer);

    private static string Object(string name, string settings) => $$"""{ "module": "keras.initializers", "class_name": "{{name}}", "config": { {{settings}} } }""";
}
