using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats.Keras.Configuration;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Keras.Configuration;

internal sealed class TrainingOnlyReaderTests
{
    private static IEnumerable<TestCaseData> Layers()
    {
        yield return Case("Dropout", "\"rate\": 0.25", new TrainingOnly("Dropout") { Rate = 0.25 });
        yield return Case("GaussianNoise", "\"stddev\": 0.1", new GaussianNoise(0.1));
        yield return Case("GaussianDropout", "\"rate\": 0.5", new GaussianDropout { Rate = 0.5 });
        yield return Case("RandomFlip", "", new RandomFlip(FlipMode.HorizontalAndVertical));
        yield return Case("RandomFlip", "\"mode\": \"vertical\", \"data_format\": \"channels_first\"", new RandomFlip(FlipMode.Vertical) { DataFormat = DataFormat.ChannelsFirst });
        yield return Case("RandomTranslation", "\"height_factor\": 0.1, \"width_factor\": [0.2, -0.1]", new RandomTranslation(new(-0.1, 0.1), new(-0.1, 0.2)));
        yield return Case(
            "RandomRotation",
            "\"factor\": -0.2, \"fill_mode\": \"constant\", \"fill_value\": 3, \"interpolation\": \"nearest\"",
            new RandomRotation(new(-0.2, 0.2)) { FillMode = FillMode.Constant, FillValue = 3, Interpolation = Interpolation.Nearest });
        yield return Case("RandomZoom", "\"height_factor\": 0.1, \"width_factor\": null", new RandomZoom(new(-0.1, 0.1), null));
        yield return Case("RandomZoom", "\"height_factor\": 0.1, \"width_factor\": 0.3", new RandomZoom(new(-0.1, 0.1), new(-0.3, 0.3)));
        yield return Case("RandomContrast", "\"factor\": 0.3", new RandomContrast(new(0, 0.3)));
        yield return Case("RandomContrast", "\"factor\": [0.3, 0.5], \"value_range\": [0, 1]", new RandomContrast(new(0.3, 0.5)) { ValueRange = new(0, 1) });
        yield return Case("RandomBrightness", "\"factor\": 0.3", new TrainingOnly("RandomBrightness"));

        static TestCaseData Case(string name, string settings, TrainingOnly layer) => new TestCaseData(name, settings, layer).SetArgDisplayNames(name, settings);
    }

    private static IEnumerable<TestCaseData> OwnLayers() => Layers().Where(data => data.Arguments[2]!.GetType() != typeof(TrainingOnly))
        .Select(data => new TestCaseData(data.Arguments[0], data.Arguments[2]));

    [TestCaseSource(nameof(Layers))]
    public void A_layer_has_its_settings(string name, string settings, TrainingOnly layer) => Assert.That(Find(name, settings), Is.EqualTo(layer));

    // Written by a program of its own they are the same, but for the seed.
    [TestCaseSource(nameof(OwnLayers))]
    public void A_layer_with_a_record_of_its_own_is_written_as_it_is_read(string name, TrainingOnly layer)
    {
        string written = LayerSettings.Of(new BuiltLayer(name, layer, Shape.Of(4, 4, 1), Shape.Of(4, 4, 1), []) { Path = name }).ToJsonString();

        Assert.That(TrainingOnlyReader.Find(name, new ConfigObject(JsonDocument.Parse(written).RootElement, "a layer")), Is.EqualTo(layer));
    }

    [Test]
    public void Other_layers_are_none() => Assert.That(Find("Dense", ""), Is.Null);

    [TestCase("GaussianNoise", "", "has a layer without 'stddev'")]
    [TestCase("RandomRotation", "", "has a layer without 'factor'")]
    [TestCase("RandomRotation", "\"factor\": [1, 2, 3]", "has a layer with factor [1, 2, 3], and must have one number or two there")]
    [TestCase("RandomContrast", "\"factor\": 0.1, \"value_range\": 3", "has a layer with value_range 3, and must have two numbers there")]
    [TestCase("RandomFlip", "\"mode\": \"diagonal\"", "has a layer with mode \"diagonal\", and must have \"horizontal\" or \"vertical\" or \"horizontal_and_vertical\" there")]
    public void A_wrong_setting_is_named(string name, string settings, string told) =>
        Assert.That(() => Find(name, settings), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(told));

    // In words as a description has them; what is as usual is left out.
    [Test]
    public void Layers_are_told_with_their_settings() => Assert.That(
        new[] { Find("RandomZoom", "\"height_factor\": 0.1"), Find("RandomRotation", "\"factor\": 0.2, \"fill_mode\": \"wrap\""), Find("GaussianDropout", "\"rate\": 0.5") }.Select(layer => $"{layer}"),
        Is.EqualTo(["RandomZoom with HeightFactor = [-0.1, 0.1]", "RandomRotation with Factor = [-0.2, 0.2], FillMode = Wrap", "GaussianDropout with Rate = 0.5"]));

    private static TrainingOnly? Find(string name, string settings) =>
        TrainingOnlyReader.Find(name, new ConfigObject(JsonDocument.Parse($"{{ {settings} }}").RootElement, "a layer"));
}
