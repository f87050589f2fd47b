using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class ExactOverflowTests
{
    private static IEnumerable<TestCaseData> BrokenModels => ExactModels.SmallNames.SelectMany(name => new TestCaseData[]
    {
        new(name, double.NaN, CrossEntropy.OfLogits), new(name, double.PositiveInfinity, CrossEntropy.OfClippedProbabilities),
    });

    [Test]
    public void A_training_that_overflows_ends_with_the_error_that_it_has_on_libtorch(
        [Values(1, 2)] int model, [Values] CrossEntropy loss)
    {
        RunSettings settings = new(model, "exact", Seed: 1, Epochs: 1, BatchSize: 32, LearningRate: 1e30, Threads: 2, loss);

        FashionRefException expected = Failure(settings, new TorchEngine(threads: 1));
        FashionRefException actual = Failure(settings, new ExactEngine(threads: 2));

        Assert.That(actual.Kind, Is.EqualTo(FaultKind.CheckFailed).And.EqualTo(expected.Kind));
        Assert.That(actual.Message, Is.EqualTo(expected.Message));
    }

    [TestCaseSource(nameof(BrokenModels))]
    public void A_weight_that_is_not_finite_makes_the_loss_so_wherever_it_does_on_libtorch(
        string name, double number, CrossEntropy loss)
    {
        BuiltModel model = ExactModels.Get(name);
        TrainerState start = ExactModels.Start(model);
        int broken = 0;
        foreach (string path in model.Weights.Select(weight => weight.Path))
        {
            TrainerState state = start with { Weights = [.. start.Weights.Select(weight => weight.Path == path ? With(weight, number) : weight)] };
            using ITrainer torch = new TorchEngine(threads: 1).CreateTrainer(model, loss, new Adam(0.01), state);
            using ITrainer exact = ExactModels.Trainer(width: 16, model, loss, new Adam(0.01), state, threads: 2);

            bool isFinite = double.IsFinite(Loss(torch));
            broken += isFinite ? 0 : 1;

            Assert.That(double.IsFinite(Loss(exact)), Is.False.Or.EqualTo(isFinite), path);
        }

        Assert.That(broken, Is.GreaterThan(0));

        double Loss(ITrainer trainer) => trainer.TrainStep(ExactModels.Pixels(model, 3), ExactModels.Labels(model, 3)).Loss;

        static WeightValues With(WeightValues weight, double value) => weight with { Values = [value, .. weight.Values.Skip(1)] };
    }

    private static FashionRefException Failure(RunSettings settings, IEngine engine)
    {
        using TemporaryFolder folder = new();
        TrainingRun run = new(
            settings,
            NotebookModels.Get(settings.Model).Build(),
            engine,
            SyntheticData.Create(train: 128, test: 10),
            new RunFolder(folder.Path),
            TimeProvider.System);
        return Assert.Throws<FashionRefException>(() => run.Execute())!;
    }
}
