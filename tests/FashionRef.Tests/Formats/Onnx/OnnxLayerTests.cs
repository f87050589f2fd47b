using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Onnx;

internal sealed class OnnxLayerTests
{
    private static readonly Conv2D Convolution = new(4, 2, Activation.Relu, Padding.Same);

    private static IEnumerable<TestCaseData> Models =>
    [
        Case("dense on a row of numbers", Shape.Of(7), new Dense(3, Activation.Relu) { UseBias = false }, new Dense(2, Activation.Linear)),
        Case("dense on two axes", Shape.Of(5, 7), new Dense(3, Activation.Relu)),
        Case("dense on an image", Shape.Of(4, 5, 3), Convolution, new Dense(3, Activation.Softmax) { UseBias = false }),
        Case("dense on four axes", Shape.Of(2, 3, 4, 5), new Dense(3, Activation.LogSoftmax)),
        Case("flatten", Shape.Of(2, 3, 4, 5), new Flatten()),
        Case("flatten of an image", Shape.Of(4, 5, 3), Convolution, new Flatten()),
        Case("flatten of channels first", Shape.Of(4, 5, 3), new Flatten { DataFormat = DataFormat.ChannelsFirst }),
        Case("flatten of channels first from channels last", Shape.Of(4, 5, 3), Convolution, new Flatten { DataFormat = DataFormat.ChannelsFirst }),
        Case("flatten of what is flat", Shape.Of(5), new Flatten(), new Flatten()),
        Case("reshape", Shape.Of(12), new Reshape([3, -1]), new Dense(2, Activation.Tanh)),
        Case("reshape to an image", Shape.Of(24), new Reshape([4, 3, 2]), Convolution),
        Case("reshape of an image", Shape.Of(4, 5, 3), Convolution, new Reshape([10, 8])),
        Case("permute", Shape.Of(4, 5, 3), new Permute([2, 3, 1])),
        Case("permute four axes", Shape.Of(2, 3, 4, 5), new Permute([4, 1, 3, 2]), new Permute([2, 3, 4, 1]), new Dense(2, Activation.Linear)),
        Case("permute after a convolution", Shape.Of(4, 5, 3), Convolution, new Permute([3, 1, 2]), new Softmax(1)),
        Case("permute between convolutions", Shape.Of(4, 5, 3), Convolution, new Permute([2, 3, 1]), new BatchNormalization(), Convolution, new Permute([1, 3, 2])),
        Case("a softmax that an image ends with", Shape.Of(4, 5, 3), Convolution with { Activation = Activation.Softmax }),
        Case("nothing but training", Shape.Of(4, 5, 3), new TrainingOnly("Dropout"), new ActivationLayer(Activation.Linear)),
        Case("training at the end", Shape.Of(4), new Dense(3, Activation.Softmax), new TrainingOnly("Dropout")),
        Case("models inside models", Shape.Of(4, 5, 3), new Sequential(null, [Convolution, new Sequential(null, [Convolution])]), Convolution),
    ];

    [TestCaseSource(nameof(Models))]
    public void A_model_is_computed_alike(Shape shape, Layer[] layers) => OnnxRun.AssertAsExact(shape, layers);

    [Test]
    public void Layers_become_few_operators() => Assert.That(
        OnnxRun.AssertAsExact(Shape.Of(4, 5, 3), Convolution, new MaxPooling2D(2), new Dense(2, Activation.Gelu)),
        Is.EqualTo(["Transpose", "Conv", "Relu", "MaxPool", "Transpose", "MatMul", "Add", "Mul", "Erf", "Add", "Mul", "Mul"]));

    private static TestCaseData Case(string name, Shape shape, params Layer[] layers) => new TestCaseData(shape, layers).SetArgDisplayNames(name);
}
