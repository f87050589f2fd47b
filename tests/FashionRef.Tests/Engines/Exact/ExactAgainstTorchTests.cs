using System.Globalization;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;
using MathNet.Numerics.Statistics;
using Distance = MathNet.Numerics.Distance;

namespace FashionRef.Tests.Engines.Exact;

/// <summary>The whole engine beside libtorch in float64. Errors are relative to the largest magnitude of an array.</summary>
internal sealed class ExactAgainstTorchTests
{
    // Measured: 4e-6, 6e-6 and 4e-5; libtorch's own float32 is as far from its float64.
    private const double LogitsBound = 1e-5;
    private const double GradientBound = 2e-5;
    private const double StateBound = 1e-4;

    // The notebook's models have so many windows and ReLUs that in a batch of 20 about one is so near to a tie that it falls another
    // way in float32 than in float64. libtorch's own float32 measures 5e-3 there, and this engine 4e-3; 2e-4 for three images.
    private const double LargeModelBound = 2e-2;
    private const double LargeModelFewImagesBound = 1e-3;

    // With the notebook's epsilon a gradient that is nothing but rounding moves its weight as far as any other does; and its betas
    // are others in float32 than in float64, which these are not.
    private static readonly Adam Smooth = new(0.01, Beta1: 0.875, Beta2: 0.96875, Epsilon: 0.1);

    [Test]
    public void Logits_are_those_of_float64([ValueSource(typeof(ExactModels), nameof(ExactModels.Names))] string name)
    {
        BuiltModel model = ExactModels.Get(name);
        using ITrainer torch = Torch(model, CrossEntropy.OfLogits);
        using ITrainer exact = Exact(model, CrossEntropy.OfLogits);
        byte[] pixels = ExactModels.Pixels(model, 20);

        AssertClose(Predict(exact, model, pixels), Predict(torch, model, pixels), LogitsBound, floor: 0, "logits");
    }

    // Adam's first moment after one step is an eighth of the gradient.
    [Test]
    public void Gradients_of_every_weight_are_those_of_float64(
        [ValueSource(typeof(ExactModels), nameof(ExactModels.Names))] string name, [Values] CrossEntropy loss, [Values(1, 3, 20)] int batch)
    {
        BuiltModel model = ExactModels.Get(name);
        using ITrainer torch = Torch(model, loss);
        using ITrainer exact = Exact(model, loss);
        byte[] pixels = ExactModels.Pixels(model, batch, first: 1);
        byte[] labels = ExactModels.Labels(model, batch, first: 1);

        BatchResult expected = torch.TrainStep(pixels, labels);
        BatchResult actual = exact.TrainStep(pixels, labels);

        Assert.That(actual.Loss, Is.EqualTo(expected.Loss).Within(1e-5 * Math.Max(1, expected.Loss)));
        Assert.That(actual.Correct, Is.EqualTo(expected.Correct));
        bool isSmall = ExactModels.SmallNames.Contains(name);
        double bound = isSmall ? GradientBound : batch > 3 ? LargeModelBound : LargeModelFewImagesBound;
        AssertClose(exact.GetState().FirstMoments, torch.GetState().FirstMoments, bound);
    }

    // Rounding of the one batch statistic goes to every image and every gradient: sums one by one erred twice as much as libtorch.
    [Test]
    public void With_batch_normalization_the_first_steps_gradients_err_as_little_as_those_of_libtorchs_float32()
    {
        const int Seeds = 8;
        BuiltModel model = ExactModels.Get("Model-2");
        double[][] ratios = [.. Enumerable.Range(1, Seeds).Select(RatiosOf)];

        double[] medians = [.. Enumerable.Range(0, ratios[0].Length).Select(array => ratios.Select(ofSeed => ofSeed[array]).Median())];
        TestContext.Out.WriteLine(string.Join(' ', medians.Select(ratio => ratio.ToString("F2", CultureInfo.InvariantCulture))));
        Assert.That(medians, Is.All.LessThan(1.5));

        double[] RatiosOf(int seed)
        {
            TrainerState start = TrainerState.Initial(model, InitialWeights.Create(model, seed));
            byte[] pixels = ExactModels.Pixels(model, Notebook.BatchSize, first: 1000 * seed);
            byte[] labels = ExactModels.Labels(model, Notebook.BatchSize, first: 1000 * seed);
            IReadOnlyList<WeightValues> truth = Gradients(new TorchEngine(threads: 1, Precision.Float64));
            return
            [
                .. Errors(Gradients(new ExactEngine(threads: 1)), truth).Zip(
                    Errors(Gradients(new TorchEngine(threads: 1)), truth), (exact, torch) => exact / torch),
            ];

            IReadOnlyList<WeightValues> Gradients(IEngine engine)
            {
                using ITrainer trainer = engine.CreateTrainer(model, CrossEntropy.OfLogits, Smooth, start);
                trainer.TrainStep(pixels, labels);
                return trainer.GetState().FirstMoments;
            }
        }
    }

    [Test]
    public void The_state_after_three_steps_is_that_of_float64(
        [ValueSource(typeof(ExactModels), nameof(ExactModels.SmallNames))] string name, [Values] CrossEntropy loss, [Values(1, 128)] int batch) =>
        CompareThreeSteps(name, loss, batch);

    [Test]
    public void The_state_of_the_notebooks_models_after_three_images_is_that_of_float64(
        [Values("Model-1", "Model-2")] string name, [Values] CrossEntropy loss) => CompareThreeSteps(name, loss, batch: 1);

    private static void CompareThreeSteps(string name, CrossEntropy loss, int batch)
    {
        BuiltModel model = ExactModels.Get(name);
        using ITrainer torch = Torch(model, loss);
        using ITrainer exact = Exact(model, loss);
        int first = 0;
        foreach (int count in new[] { batch, batch, Math.Max(1, batch / 3) })
        {
            byte[] pixels = ExactModels.Pixels(model, count, first);
            byte[] labels = ExactModels.Labels(model, count, first);
            torch.TrainStep(pixels, labels);
            exact.TrainStep(pixels, labels);
            first += count;
        }

        TrainerState expected = torch.GetState();
        TrainerState actual = exact.GetState();

        Assert.That(actual.Step, Is.EqualTo(3));
        AssertClose(actual.Weights, expected.Weights, StateBound);
        AssertClose(actual.FirstMoments, expected.FirstMoments, StateBound);
        AssertClose(actual.SecondMoments, expected.SecondMoments, StateBound);
    }

    // The length of each array's error.
    private static IEnumerable<double> Errors(IReadOnlyList<WeightValues> actual, IReadOnlyList<WeightValues> truth) =>
        actual.Zip(truth, (a, t) => Distance.Euclidean(a.Values, t.Values));

    private static ITrainer Torch(BuiltModel model, CrossEntropy loss) =>
        new TorchEngine(threads: 1, Precision.Float64).CreateTrainer(model, loss, Smooth, ExactModels.Start(model));

    private static ITrainer Exact(BuiltModel model, CrossEntropy loss) =>
        ExactModels.Trainer(width: 16, model, loss, Smooth, ExactModels.Start(model), threads: 2);

    private static double[] Predict(ITrainer trainer, BuiltModel model, byte[] pixels)
    {
        double[] logits = new double[pixels.Length / model.InputShape.Count * model.ClassCount];
        trainer.Predict(pixels, logits);
        return logits;
    }

    private static void AssertClose(IReadOnlyList<WeightValues> actual, IReadOnlyList<WeightValues> expected, double bound)
    {
        // An array whose numbers are all rounding (a bias before batch normalization has no gradient) is measured by the others.
        double floor = expected.Max(array => array.Values.Max(Math.Abs)) / 1000;
        Assert.That(actual.Select(array => (array.Path, array.Shape)), Is.EqualTo(expected.Select(array => (array.Path, array.Shape))));
        for (int i = 0; i < expected.Count; i++)
        {
            AssertClose(actual[i].Values, expected[i].Values, bound, floor, expected[i].Path);
        }
    }

    private static void AssertClose(double[] actual, double[] expected, double bound, double floor, string what)
    {
        double largest = Math.Max(floor, expected.Max(Math.Abs));
        double error = actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max();
        Assert.That(error <= bound * largest, $"{what}: error {error:G3}, largest number {largest:G3}: {error / largest:G3}");
    }
}
