using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Evaluation;
using FashionRef.Formats.Onnx;
using FashionRef.Models;
using FashionRef.Tests.Formats.Onnx;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Tests.Evaluation;

/// <summary>
/// How far right programs' probabilities are apart, for weights that Keras trained and for this program's own: all
/// within <see cref="ProbabilityComparison.RoundingOf"/>. And that computations that are wrong are not.
/// </summary>
[TestFixture("keras", 1)]
[TestFixture("keras", 2)]
[TestFixture("own", 1)]
[TestFixture("own", 2)]
internal sealed class RoundingTests(string origin, int number)
{
    private const int OwnSteps = 120;
    private const int Compared = 2000;

    private TrainedModel _trained = null!;
    private TestResult _exact = null!;
    private double _tolerance;

    private static ImageSet Images => RealDataset.Load().Test;

    [OneTimeSetUp]
    public void Compute()
    {
        _trained = origin == "keras" ? KerasReference.Load(number).Trained : TrainOwn();
        _exact = _trained.Evaluate(new ExactEngine(threads: 2), Images);
        _tolerance = ProbabilityComparison.RoundingOf(_exact.Logits);
    }

    [Test]
    public void All_right_programs_are_equal()
    {
        ReadOnlySpan<byte> pixels = Images.Pixels.Span[..(Compared * 784)];
        double[] exact = _exact.Probabilities[..(Compared * 10)];
        double[] float64 = _trained.Predict(new TorchEngine(threads: 2, Precision.Float64), pixels);
        double[] torch = _trained.Predict(new TorchEngine(threads: 2), pixels);
        double[] onnx = Onnx(pixels);
        (string What, double[] One, double[] Other)[] pairs =
        [
            ("exact, float64", exact, float64),
            ("torch, float64", torch, float64),
            ("ONNX Runtime, float64", onnx, float64),
            ("exact, torch", exact, torch),
            ("exact, ONNX Runtime", exact, onnx),
            ("torch, ONNX Runtime", torch, onnx),
        ];
        foreach ((string what, double[] one, double[] other) in pairs)
        {
            ProbabilityComparison comparison = ProbabilityComparison.Of(one, other, 10, _tolerance);
            TestContext.Out.WriteLine(FormattableString.Invariant(
                $"{origin} Model-{number}, {what}: {comparison.LargestDifference:0.00e+00}, {comparison.LargestDifference / _tolerance:P0} of the tolerance"));
            Assert.That(comparison.IsEqual, $"{what}: {comparison}");
        }
    }

    // The first layer's and the last one's. Of the last one only one class: the same for all classes moves no probability.
    [Test]
    public void A_bias_that_is_off_by_a_ten_thousandth_is_different([Values] bool last)
    {
        WeightValues[] biases = [.. _trained.Weights.Where(values => values.Path.EndsWith("/bias", StringComparison.Ordinal))];
        WeightValues bias = last ? biases.Single(values => values.Values.Length == 10) : biases.Single(values => values.Path.EndsWith("/conv2d/bias", StringComparison.Ordinal));
        double[] values = [.. bias.Values.Select((value, i) => i == 0 || !last ? (float)(value + 1e-4) : value)];
        TrainedModel wrong = _trained with
        {
            Weights = [.. _trained.Weights.Select(weight => weight.Path == bias.Path ? weight with { Values = values } : weight)],
        };

        AssertDifferent(wrong.Predict(new ExactEngine(threads: 2), Images.Pixels.Span), bias.Path);
    }

    // 'same' with both rows of the padding before instead of one on each side: as if the image stood a pixel lower.
    [Test]
    public void Padding_on_the_wrong_side_is_different()
    {
        byte[] shifted = new byte[Images.Pixels.Length];
        for (int image = 0; image < Images.Count; image++)
        {
            Images.Pixels.Span.Slice(image * 784, 27 * 28).CopyTo(shifted.AsSpan((image * 784) + 28));
        }

        AssertDifferent(_trained.Predict(new ExactEngine(threads: 2), shifted), "padding");
    }

    [Test]
    public void The_right_logits_with_another_image_order_are_different()
    {
        double[] probabilities = [.. _exact.Probabilities[10..], .. _exact.Probabilities[..10]];

        AssertDifferent(probabilities, "order");
    }

    private void AssertDifferent(double[] wrong, string what)
    {
        ProbabilityComparison comparison = ProbabilityComparison.Of(wrong, _exact.Probabilities, 10, _tolerance);
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{origin} Model-{number}, {what}: {comparison.LargestDifference:0.00e+00}, {comparison.LargestDifference / _tolerance:F1} times the tolerance"));
        Assert.That(comparison.IsEqual, Is.False, $"{what}: {comparison}");
    }

    private double[] Onnx(ReadOnlySpan<byte> pixels)
    {
        using TemporaryFolder folder = new();
        OnnxFile.Write(folder["model.onnx"], _trained.Model, _trained.Weights, NotebookModels.Title(number));
        return OnnxRuntimeTests.Run(folder["model.onnx"], pixels);
    }

    private TrainedModel TrainOwn()
    {
        BuiltModel model = NotebookModels.Get(number).Build();
        using ITrainer trainer = new ExactEngine(threads: 2).CreateTrainer(
            model, CrossEntropy.OfLogits, new Adam(Notebook.LearningRate), TrainerState.Initial(model, InitialWeights.Create(model, seed: 1)));
        ImageSet images = RealDataset.Load().Train;
        EpochBatches batches = new(images, Notebook.BatchSize);
        int[] order = EpochShuffle.Order(images.Count, seed: 1, epoch: 1);
        for (int step = 0; step < OwnSteps; step++)
        {
            batches.Gather(order, step, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            trainer.TrainStep(pixels, labels);
        }

        return new TrainedModel(number, model, trainer.GetState().Weights);
    }
}
