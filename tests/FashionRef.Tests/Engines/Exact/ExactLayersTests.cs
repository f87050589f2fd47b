using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class ExactLayersTests
{
    private static readonly Dense Answers = new(3, Activation.Softmax);

    private static IEnumerable<TestCaseData> Unknown =>
    [
        Case("a kernel of 1", "conv2d'", "3 x 3", Conv(1), new Flatten(), Answers),
        Case("a kernel of 2", "conv2d'", "3 x 3", Conv(2), new Flatten(), Answers),
        Case("a kernel of 5", "conv2d'", "3 x 3", Conv(5), new Flatten(), Answers),
        Case("a second kernel of 5", "conv2d_1'", "3 x 3", Conv(3), Conv(5), new Flatten(), Answers),
        Case("a kernel of 5 after pooling", "conv2d_1'", "3 x 3", Conv(3), new MaxPooling2D(2), Conv(5), new Flatten(), Answers),
        Case("a softmax in a convolution", "conv2d'", "3 x 3", Conv(3, Activation.Softmax), new Flatten(), Answers),
        Case("an activation that is none", "conv2d'", "3 x 3", Conv(3, (Activation)99), new Flatten(), Answers),
        Case("pooling of 1", "max_pooling2d'", "2 x 2", Conv(3), new MaxPooling2D(1), new Flatten(), Answers),
        Case("pooling of 3", "max_pooling2d'", "2 x 2", Conv(3), new MaxPooling2D(3), new Flatten(), Answers),
        Case("pooling first", "max_pooling2d'", "3 x 3", new MaxPooling2D(2), new Flatten(), Answers),
        Case("pooling of 3 first", "max_pooling2d'", "3 x 3", new MaxPooling2D(3), Conv(3), new Flatten(), Answers),
        Case("pooling twice", "max_pooling2d_1'", "3 x 3", Conv(3), new MaxPooling2D(2), new MaxPooling2D(2), new Flatten(), Answers),
        Case("a softmax in the middle", "dense'", "softmax as the last layer", new Flatten(), new Dense(4, Activation.Softmax), Answers),
        Case("a dense activation that is none", "dense'", "ReLU", new Flatten(), new Dense(4, (Activation)99), Answers),
        Case("normalization of an image", "batch_normalization'", "after Dense", new Flatten(), new BatchNormalization(), Answers),
        Case("a layer that no engine knows", "doubling'", "Dense with ReLU", new Flatten(), new Doubling(), Answers),
        Case("a layer that no engine knows, first", "doubling'", "Dense with ReLU", new Doubling(), new Flatten(), Answers),
        Case("normalization after pooling", "batch_normalization'", "after Dense", Conv(3), new MaxPooling2D(2), new Flatten(), new BatchNormalization(), Answers),
    ];

    [TestCaseSource(nameof(Unknown))]
    public void A_layer_without_a_kernel_is_refused_by_its_name(Sequential sequential, string name, string known)
    {
        BuiltModel model = sequential.Build();

        Assert.That(
            () => Create(model),
            Throws.TypeOf<FashionRefException>()
                .With.Property(nameof(FashionRefException.Kind)).EqualTo(FaultKind.BadRequest)
                .And.Message.Contains($"'{name}")
                .And.Message.Contains(known)
                .And.Message.EndsWith(" Change the layer, or take an engine that has one."));
    }

    [TestCase(784)]
    [TestCase(28, 28)]
    [TestCase(1, 2, 2, 1)]
    public void Samples_that_are_no_images_are_refused(params int[] shape)
    {
        BuiltModel model = new Sequential(Shape.Of(shape), [new Flatten(), Answers]).Build();

        Assert.That(
            () => Create(model),
            Throws.TypeOf<FashionRefException>()
                .With.Property(nameof(FashionRefException.Kind)).EqualTo(FaultKind.BadRequest)
                .And.Message.Contains(model.InputShape.ToString())
                .And.Message.Contains("height, width, channels"));
    }

    [Test]
    public void A_refused_model_leaves_no_thread()
    {
        BuiltModel model = new Sequential(NotebookModels.ImageShape, [Conv(5), new Flatten(), Answers]).Build();
        int threads = Threads();
        for (int i = 0; i < 5; i++)
        {
            Assert.That(() => Create(model, threads: 9), Throws.TypeOf<FashionRefException>());
        }

        Assert.That(Threads(), Is.LessThan(threads + 20));
    }

    private static ITrainer Create(BuiltModel model, int threads = 2) => new ExactEngine(threads).CreateTrainer(
        model, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(model, InitialWeights.Create(model, seed: 1)));

    private static int Threads()
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static Conv2D Conv(int kernelSize, Activation activation = Activation.Relu) =>
        new(4, kernelSize, activation, FashionRef.Models.Padding.Same);

    private static TestCaseData Case(string title, string name, string known, params Layer[] layers) =>
        new TestCaseData(new Sequential(Shape.Of(12, 12, 1), [.. layers]), name, known).SetArgDisplayNames(title);
}
