using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Onnx;

internal sealed class OnnxConvolutionsTests
{
    private static readonly Shape Image = Shape.Of(8, 7, 4);

    private static IEnumerable<Layer> Layers => new[] { DataFormat.ChannelsLast, DataFormat.ChannelsFirst }.SelectMany(format => new[] { Padding.Valid, Padding.Same }.SelectMany(padding => new Layer[]
    {
        new Conv2D(6, 3, Activation.Linear, padding) { DataFormat = format },
        new Conv2D(6, new Size2D(2, 3), Activation.Relu, padding) { DataFormat = format },
        new Conv2D(6, 3, Activation.Tanh, padding) { DataFormat = format, Strides = new Size2D(2, 3), UseBias = false },
        new Conv2D(6, new Size2D(1, 4), Activation.Linear, padding) { DataFormat = format, Strides = 3 },
        new Conv2D(6, 2, Activation.Linear, padding) { DataFormat = format, DilationRate = new Size2D(3, 2) },
        new Conv2D(6, 3, Activation.Softmax, padding) { DataFormat = format, Groups = 2 },
        new Conv2D(8, 1, Activation.Linear, padding) { DataFormat = format, Groups = 4, UseBias = false },
        new DepthwiseConv2D(3, 1, Activation.Relu, padding) { DataFormat = format },
        new DepthwiseConv2D(new Size2D(3, 2), 3, Activation.Linear, padding) { DataFormat = format, Strides = 2, UseBias = false },
        new DepthwiseConv2D(2, 2, Activation.Linear, padding) { DataFormat = format, DilationRate = 2 },
        new SeparableConv2D(5, new DepthwiseConv2D(3, 2, Activation.Linear, padding) { DataFormat = format, Strides = 2, UseBias = false }, Activation.Relu),
        new SeparableConv2D(5, new DepthwiseConv2D(2, 1, Activation.Linear, padding) { DataFormat = format, UseBias = false }, Activation.Linear) { UseBias = false },
        new Conv2DTranspose(5, 3, Activation.Relu, padding) { DataFormat = format },
        new Conv2DTranspose(5, new Size2D(3, 4), Activation.Linear, padding) { DataFormat = format, Strides = 2 },
        new Conv2DTranspose(5, new Size2D(5, 2), Activation.Linear, padding) { DataFormat = format, Strides = new Size2D(2, 3), UseBias = false },
        new Conv2DTranspose(5, new Size2D(1, 4), Activation.Linear, padding) { DataFormat = format, Strides = 3 },
    }));

    [TestCaseSource(nameof(Layers))]
    public void A_convolution_is_computed_alike(Layer layer)
    {
        OnnxRun.AssertAsExact(Image, layer);
        OnnxRun.AssertAsExact(Image, new Conv2D(8, 1, Activation.Relu, Padding.Valid), layer);
    }

    [Test]
    public void Images_are_turned_only_where_they_must_be()
    {
        Layer[] last = [.. Network(DataFormat.ChannelsLast)];
        Layer[] first = [.. Network(DataFormat.ChannelsFirst)];

        Assert.That(OnnxRun.AssertAsExact(Image, last).Count(operation => operation == "Transpose"), Is.EqualTo(2), "on the way in, and before Flatten");
        Assert.That(OnnxRun.AssertAsExact(Image, first).Count(operation => operation == "Transpose"), Is.EqualTo(1), "before Flatten");
        Assert.That(OnnxRun.AssertAsExact(Image, [new Permute([3, 1, 2]), .. first]).Count(operation => operation == "Transpose"), Is.EqualTo(2), "on the way in, which Permute says, and before Flatten");
    }

    private static IEnumerable<Layer> Network(DataFormat format) =>
    [
        new Conv2D(4, 3, Activation.Relu, Padding.Same) { DataFormat = format },
        new BatchNormalization { Axis = format == DataFormat.ChannelsFirst ? 1 : -1 },
        new DepthwiseConv2D(2, 1, Activation.Silu, Padding.Same) { DataFormat = format },
        new PReLU([]),
        new ZeroPadding2D(new Sides(1, 0, 0, 2)) { DataFormat = format },
        new AveragePooling2D(2) { DataFormat = format },
        new TrainingOnly("Dropout"),
        new Flatten { DataFormat = format },
        new Dense(3, Activation.Softmax),
    ];
}
