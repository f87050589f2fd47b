using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Compiled;

namespace FashionRef.Tests.Training.Compiled;

/// <summary>Real Keras' loss and accuracy for the first 64 test images, of every model that it compiled.</summary>
[TestFixtureSource(typeof(KerasFiles), nameof(KerasFiles.Models))]
internal sealed class KerasLossTests(string name)
{
    // Keras on PyTorch clips probabilities, and half-precision weights round otherwise there.
    private const double OtherBackends = 1e-4;
    private const double HalfPrecision = 5e-4;

    private readonly KerasAnswers _answers = KerasAnswers.Of(name);

    [Test]
    public void Loss_and_accuracy_are_Kerass()
    {
        if (!_answers.Json.TryGetProperty("evaluate", out JsonElement evaluate))
        {
            Assert.That(name, Is.EqualTo("uncompiled"));
            return;
        }

        bool hasFloat64 = _answers.HasFloat64 && evaluate.TryGetProperty("float64", out JsonElement in64) && in64.ValueKind == JsonValueKind.Object;
        JsonElement expected = evaluate.GetProperty(hasFloat64 ? "float64" : "float32");

        AssertLoss(new ExactEngine(2), expected, hasFloat64 ? 2e-6 : name.Contains("float16", StringComparison.Ordinal) ? HalfPrecision : OtherBackends);
        if (hasFloat64)
        {
            AssertLoss(new TorchEngine(2, Precision.Float64), expected, 1e-10);
        }
    }

    private void AssertLoss(IEngine engine, JsonElement expected, double tolerance)
    {
        using KerasModel model = KerasModel.Load(_answers.FileOf("keras"), input: _answers.InputShape, engine: engine);
        KerasLoss loss = KerasLoss.Of(model.Compilation)!;
        double[] inputs = _answers.Inputs();
        double[] outputs = new double[64 * model.Model.ClassCount];
        model.PredictLogits(inputs, outputs);
        ImageSet test = RealDataset.Load().Test;
        int[] labels = [.. test.Labels[..64].ToArray().Select(label => (int)label)];

        Assert.That(loss.Mean(model.Model, model.Weights, outputs, model.GivesProbabilities, labels) + model.ActivityPenalty(inputs), Is.EqualTo(expected.GetProperty("loss").GetDouble()).Within(tolerance * (1 + expected.GetProperty("loss").GetDouble())));
        double accuracy = expected.EnumerateObject().Single(entry => entry.Name != "loss").Value.GetDouble();
        int right = Enumerable.Range(0, 64).Count(i => LogitMetrics.ArgMax(outputs.AsSpan(i * 10, 10)) == labels[i]);
        Assert.That(right / 64.0, Is.EqualTo(accuracy).Within(1e-7));
    }
}
