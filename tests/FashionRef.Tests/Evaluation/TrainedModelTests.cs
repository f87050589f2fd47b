using FashionRef.Cli;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Tests.Evaluation;

/// <summary>Weights that are finite and of which no answer can be computed.</summary>
internal sealed class TrainedModelTests
{
    [TestCase(1, TorchEngine.EngineName, "/kernel")]
    [TestCase(1, ExactEngine.EngineName, "/bias")]
    [TestCase(2, TorchEngine.EngineName, "/gamma")]
    [TestCase(2, ExactEngine.EngineName, "/kernel")]
    public void Logits_that_overflow_are_no_answer(int number, string engine, string weight)
    {
        using TemporaryFolder folder = new();
        TrainedModel trained = TrainedModel.Read(Changed(folder, number, path => path.EndsWith(weight, StringComparison.Ordinal), 3e38));
        IEngine computes = InstalledEngines.Create(engine, threads: 1);
        byte[] pixels = [.. Enumerable.Repeat((byte)200, 2 * 28 * 28)];

        FashionRefException error = Assert.Throws<FashionRefException>(() => trained.Predict(computes, pixels))!;
        Assert.That(error.Kind, Is.EqualTo(FaultKind.CheckFailed));
        Assert.That(error.Message, Does.Match($"^Model-{number} with these weights cannot predict: image 0 has the logit (NaN|-?Infinity) for class [0-9], but "));
        Assert.That(
            () => trained.Evaluate(computes, SyntheticData.Create(train: 1, test: 10).Test), Throws.TypeOf<FashionRefException>().With.Message.EqualTo(error.Message));
    }

    [TestCase(-5.0)]
    [TestCase(-1e-9)]
    public void A_variance_below_0_is_refused_when_it_is_read(double variance)
    {
        using TemporaryFolder folder = new();
        string file = Changed(folder, 2, path => path.EndsWith("/moving_variance", StringComparison.Ordinal), (float)variance);

        FashionRefException named = Assert.Throws<FashionRefException>(() => TrainedModel.Read(file, 2))!;

        Assert.That(named.Kind, Is.EqualTo(FaultKind.CheckFailed));
        Assert.That(named.Message, Does.StartWith($"'{file}' holds ").And.Contains("/moving_variance' at 0, but a variance is at least 0: "));
        Assert.That(() => TrainedModel.Read(file), Throws.TypeOf<FashionRefException>().With.Message.EqualTo(named.Message));
    }

    private static string Changed(TemporaryFolder folder, int number, Predicate<string> changes, double value)
    {
        BuiltModel model = NotebookModels.Get(number).Build();
        IEnumerable<WeightValues> weights = InitialWeights.Create(model, seed: 1)
            .Select(weight => changes(weight.Path) ? weight with { Values = [.. Enumerable.Repeat((double)(float)value, weight.Shape.Count)] } : weight);
        SafetensorsFile.Write(folder["weights"], weights, new Dictionary<string, string>());
        return folder["weights"];
    }
}
