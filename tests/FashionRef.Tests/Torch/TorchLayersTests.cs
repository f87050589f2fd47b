using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Models;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Tests.Torch;

internal sealed class TorchLayersTests
{
    private static readonly Dense Answers = new(3, Activation.Softmax);

    private static IEnumerable<TestCaseData> Unknown =>
    [
        Case("doubling", new Doubling(), [new Flatten()], [Answers]),
        Case("dense", new Dense(4, Activation.Softmax), [new Flatten()], [Answers]),
        Case("dense_1", new Dense(4, (Activation)99), [new Flatten(), new Dense(4, Activation.Relu)], [Answers]),
        Case("conv2d", new Conv2D(2, 3, Activation.Softmax, Padding.Same), [], [new Flatten(), Answers]),
        Case("conv2d", new Conv2D(2, 3, (Activation)99, Padding.Same), [], [new Flatten(), Answers]),
    ];

    [TestCaseSource(nameof(Unknown))]
    public void A_layer_that_it_does_not_compute_is_refused_by_its_name_before_the_first_step(string name, Layer layer, Sequential model) =>
        Refusal.Expect(() => Create(model), $"The torch engine cannot compute '{name}' ({layer}). It knows ");

    [TestCase(784)]
    [TestCase(28, 28)]
    [TestCase(1, 2, 2, 1)]
    public void Samples_that_are_no_images_are_refused(params int[] shape) =>
        Refusal.Expect(
            () => Create(new Sequential(Shape.Of(shape), [new Flatten(), Answers])),
            $"The torch engine got samples of shape {Shape.Of(shape)}. It takes images: [height, width, channels].");

    private static ITrainer Create(Sequential sequential)
    {
        BuiltModel model = sequential.Build();
        return new TorchEngine(threads: 1).CreateTrainer(
            model, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(model, InitialWeights.Create(model, seed: 1)));
    }

    private static TestCaseData Case(string name, Layer layer, Layer[] before, Layer[] behind) =>
        new TestCaseData(name, layer, new Sequential(NotebookModels.ImageShape, [.. before, layer, .. behind])).SetArgDisplayNames($"{layer}");
}
