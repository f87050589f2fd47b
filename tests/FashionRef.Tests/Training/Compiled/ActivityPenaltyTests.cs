using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Losses;
using FashionRef.Engines.Optimizers;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Compiled;

namespace FashionRef.Tests.Training.Compiled;

/// <summary>Keras' loss has the penalties of activity regularizers in evaluation too: before a step they are what training has.</summary>
internal sealed class ActivityPenaltyTests
{
    // More samples than are computed at once.
    private const int Images = 300;

    private static readonly ImageSet Data = SyntheticData.Create(train: Images, test: 10).Train;

    private static IEnumerable<TestCaseData> Engines =>
    [
        new TestCaseData(new ExactEngine(2), 1e-5).SetArgDisplayNames("exact"),
        new TestCaseData(new TorchEngine(2), 1e-5).SetArgDisplayNames("torch"),
        new TestCaseData(new TorchEngine(2, Precision.Float64), 1e-12).SetArgDisplayNames("torch, float64"),
    ];

    [TestCaseSource(nameof(Engines))]
    public void Evaluation_has_the_penalty_of_training(IEngine engine, double tolerance)
    {
        CompiledModel plain = Model(null, null);
        CompiledModel penalized = Model(new Regularizer(0.001, 0.002), new Regularizer(0.03, 0.1));
        IReadOnlyList<WeightValues> weights = InitialWeights.Create(plain.Model, seed: 1);
        using ICompiledTrainer without = engine.CreateTrainer(plain, State(), seed: 1);
        using ICompiledTrainer with = engine.CreateTrainer(penalized, State(), seed: 1);

        double difference = Test(with, penalized).Loss - Test(without, plain).Loss;
        with.TrainStep(Data.Pixels.Span, Data.Labels.Span);

        Assert.That(difference, Is.EqualTo(with.Penalty).Within(tolerance * with.Penalty).And.GreaterThan(0.01));

        TrainerState State() => new(weights, [], [], 0);

        TestResult Test(ICompiledTrainer trainer, CompiledModel compiled) => FileTest.Of(trainer, compiled, engine, 1, Data, CancellationToken.None);
    }

    private static CompiledModel Model(Regularizer? hidden, Regularizer? last) => new(
        new Sequential(NotebookModels.ImageShape,
        [
            new Rescaling([1 / 255.0], [0]),
            new Conv2D(4, 3, Activation.Relu, Padding.Same) { ActivityRegularizer = hidden },
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(10, Activation.Softmax) { ActivityRegularizer = last },
        ]).Build(),
        new LossSettings(LossKind.SparseCategoricalCrossentropy),
        OptimizerSettings.Of("SGD", JsonSerializer.SerializeToElement(new object())));
}
