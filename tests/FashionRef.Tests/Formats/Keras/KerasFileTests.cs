using System.Text.Json;
using FashionRef.Cli;
using FashionRef.Engines;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Keras;

/// <summary>Files that real Keras wrote, with Keras' answers about each.</summary>
[TestFixtureSource(typeof(KerasFiles), nameof(KerasFiles.Models))]
internal sealed class KerasFileTests(string name)
{
    private readonly KerasAnswers _answers = KerasAnswers.Of(name);

    [Test]
    public void Every_form_holds_the_same_model_with_the_same_weights()
    {
        using KerasFile archive = KerasFile.Read(_answers.FileOf("keras"), _answers.InputShape);
        IReadOnlyList<WeightValues> weights = archive.ReadWeights(archive.Model!, "archive");
        using KerasFile legacy = KerasFile.Read(_answers.FileOf("h5"), _answers.InputShape);
        using KerasFile alone = KerasFile.Read(_answers.FileOf("weights.h5"));
        using KerasFile json = KerasFile.Read(_answers.FileOf("json"), _answers.InputShape);

        AssertEqual(legacy.ReadWeights(legacy.Model!, "legacy"), weights);
        AssertEqual(alone.ReadWeights(archive.Model!, "alone"), weights);
        Assert.That(Layers(legacy.Model!), Is.EqualTo(Layers(archive.Model!)));
        Assert.That(Layers(json.Model!), Is.EqualTo(Layers(archive.Model!)));
        foreach (string other in new[] { _answers.FileOf("deflated.keras"), _answers.FileOf("directory") }.Where(path => File.Exists(path) || Directory.Exists(path)))
        {
            using KerasFile same = KerasFile.Read(other, _answers.InputShape);
            AssertEqual(same.ReadWeights(same.Model!, other), weights);
        }
    }

    [Test]
    public void Layers_counts_and_weights_are_Kerass()
    {
        using KerasFile file = KerasFile.Read(_answers.FileOf("keras"), _answers.InputShape);
        BuiltModel model = file.Model!;
        JsonElement counts = _answers.Json.GetProperty("counts");
        IReadOnlyList<OptimizerVariable> optimizer = file.OptimizerVariables;

        Assert.That((model.ParameterCount, model.TrainableParameterCount, model.NonTrainableParameterCount), Is.EqualTo(
            (counts.GetProperty("total").GetInt64(), counts.GetProperty("trainable").GetInt64(), counts.GetProperty("non_trainable").GetInt64())));
        Assert.That(IsOfKeras2 ? TopLayers(model) : Layers(model), Is.EqualTo(_answers.Json.GetProperty("layers").EnumerateArray().Select(Layer)));
        AssertDigests([.. file.ReadWeights(model, "file").Select(weight => weight.Values)], _answers.Json.GetProperty("weights"));
        JsonElement expected = _answers.Json.GetProperty("optimizer_variables");
        AssertDigests([.. optimizer.Select(variable => variable.Array.ReadValues()), .. Unused(file).Skip(optimizer.Count)], expected);
    }

    [Test]
    public void The_summary_is_Kerass()
    {
        if (!_answers.Json.TryGetProperty("summary_nested", out JsonElement nested))
        {
            Assert.That(IsOfKeras2, Is.True, "Keras 2 alone prints another one.");
            return;
        }

        using KerasFile file = KerasFile.Read(_answers.FileOf("keras"), _answers.InputShape);
        long count = _answers.Json.GetProperty("counts").GetProperty("optimizer").GetInt64();
        SummaryOptions options = new(LineLength: 80, Optimizer: file.OptimizerSize);

        Assert.That(file.OptimizerSize?.Count ?? 0, Is.EqualTo(count));
        Assert.That(KerasSummary.Render(file.Model!, options), Is.EqualTo(_answers.Json.GetProperty("summary").GetString()));
        Assert.That(KerasSummary.Render(file.Model!, options with { ExpandsNested = true, ShowsTrainable = true }), Is.EqualTo(nested.GetString()));
    }

    [TestCase("exact")]
    [TestCase("torch")]
    public void Predictions_in_float32_are_within_Kerass_own_rounding(string engine)
    {
        double[] predictions = Predict(InstalledEngines.Create(engine, threads: 2));

        AssertNear(predictions, _answers.HasFloat64 ? "predictions_float64" : "predictions_float32", _answers.PredictionTolerance);
        AssertNear(predictions, "predictions_float32", 2 * _answers.PredictionTolerance);
    }

    [Test]
    public void Predictions_in_float64_are_Kerass_to_ten_digits()
    {
        if (!_answers.HasFloat64)
        {
            Assert.That(name, Does.StartWith("tfkeras").Or.Contain("float16").Or.EqualTo("odd-names-unicode"), "All others have answers in float64.");
            return;
        }

        AssertNear(Predict(new TorchEngine(threads: 2, Precision.Float64)), "predictions_float64", 1e-10);
    }

    private bool IsOfKeras2 => name.StartsWith("tfkeras", StringComparison.Ordinal);

    // Keras makes the variables that an optimizer has not used yet; all start at 0 but for what its class says.
    private static IEnumerable<double[]> Unused(KerasFile file) =>
        file.Compilation is { Optimizer: "RMSprop" } compilation && file.OptimizerVariables.Count == 2
            ? OptimizerLayout.Of(compilation.Optimizer, compilation.OptimizerConfig, file.Model!)!.Select(slot => new double[slot.Count])
            : [];

    private double[] Predict(IEngine engine)
    {
        using KerasFile file = KerasFile.Read(_answers.FileOf("keras"), _answers.InputShape);
        BuiltModel model = file.Model!;
        using IInference inference = engine.CreatePredictor(model, file.ReadWeights(model, "file"));
        double[] inputs = _answers.Inputs();
        double[] results = new double[inputs.Length / model.InputShape.Count * model.ClassCount];
        inference.Predict(inputs, results);
        if (inference.GivesLogits)
        {
            double[] probabilities = new double[results.Length];
            int classes = model.OutputShape.Dimensions[^1];
            for (int start = 0; start < results.Length; start += classes)
            {
                LogitMetrics.Softmax(results.AsSpan(start, classes), probabilities.AsSpan(start, classes), inference.Precision);
            }

            return probabilities;
        }

        return results;
    }

    private void AssertNear(double[] predictions, string expected, double tolerance)
    {
        double[] values = _answers.Arrays()[expected];
        Assert.That(predictions, Has.Length.EqualTo(values.Length));
        double worst = predictions.Zip(values, (prediction, value) => Math.Abs(prediction - value)).Max();
        Assert.That(worst, Is.LessThanOrEqualTo(tolerance), $"against {expected}");
    }

    private static void AssertEqual(IReadOnlyList<WeightValues> actual, IReadOnlyList<WeightValues> expected)
    {
        Assert.That(actual.Select(weight => weight.Shape), Is.EqualTo(expected.Select(weight => weight.Shape)));
        Assert.That(actual.SelectMany(weight => weight.Values).SequenceEqual(expected.SelectMany(weight => weight.Values)), Is.True);
    }

    private static void AssertDigests(double[][] actual, JsonElement expected)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.GetArrayLength()));
        foreach ((double[] values, JsonElement variable) in actual.Zip(expected.EnumerateArray()))
        {
            JsonElement digest = variable.GetProperty("digest");
            int[] places = [.. digest.GetProperty("at").EnumerateArray().Select(place => place.GetInt32())];
            Assert.That(values, Has.Length.EqualTo(digest.GetProperty("count").GetInt32()));
            Assert.That(places.Select(place => values[place]), Is.EqualTo(digest.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())));
            Assert.That(values.Sum(), Is.EqualTo(digest.GetProperty("sum").GetDouble()).Within(1e-9 * (1 + values.Sum(Math.Abs))));
        }
    }

    private static IEnumerable<string> TopLayers(BuiltModel model) => Layers(model).Where(layer => !layer.Split(' ')[0].Contains('/'));

    private static IEnumerable<string> Layers(BuiltModel model, string prefix = "") => model.Layers.SelectMany(layer => new[]
    {
        $"{prefix}{layer.Name} {layer.Layer.TypeName} {string.Join(',', layer.OutputShape.Dimensions)} {layer.ParameterCount} {layer.IsTrainable}",
    }.Concat(layer.Model is { } inside ? Layers(inside, $"{prefix}{layer.Name}/") : []));

    private static string Layer(JsonElement layer) =>
        $"{layer.GetProperty("name").GetString()} {layer.GetProperty("class").GetString()} {string.Join(',', layer.GetProperty("output_shape").EnumerateArray().Skip(1).Select(size => size.GetInt32()))} {layer.GetProperty("params").GetInt64()} {layer.GetProperty("trainable").GetBoolean()}";
}
