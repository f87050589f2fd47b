using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Onnx;

internal sealed class OnnxImagesTests
{
    private static readonly Shape Image = Shape.Of(8, 7, 6);

    private static IEnumerable<Layer> Layers => new[] { DataFormat.ChannelsLast, DataFormat.ChannelsFirst }.SelectMany(format => new Layer[]
    {
        new MaxPooling2D(2) { DataFormat = format },
        new MaxPooling2D(new Size2D(3, 2)) { DataFormat = format, Strides = new Size2D(2, 1), Padding = Padding.Same },
        new MaxPooling2D(2) { DataFormat = format, Strides = 3, Padding = Padding.Same },
        new AveragePooling2D(3) { DataFormat = format, Strides = 2 },
        new AveragePooling2D(3) { DataFormat = format, Strides = 2, Padding = Padding.Same },
        new AveragePooling2D(new Size2D(4, 1)) { DataFormat = format, Padding = Padding.Same },
        new GlobalMaxPooling2D { DataFormat = format },
        new GlobalMaxPooling2D { DataFormat = format, KeepDims = true },
        new GlobalAveragePooling2D { DataFormat = format },
        new GlobalAveragePooling2D { DataFormat = format, KeepDims = true },
        new Resizing(13, 11, Interpolation.Nearest) { DataFormat = format },
        new Resizing(3, 5, Interpolation.Nearest) { DataFormat = format },
        new Resizing(4, 14, Interpolation.Nearest) { DataFormat = format },
        new Resizing(13, 11, Interpolation.Bilinear) { DataFormat = format },
        new Resizing(3, 5, Interpolation.Bilinear) { DataFormat = format },
        new Resizing(1, 29, Interpolation.Bilinear) { DataFormat = format },
        new UpSampling2D(new Size2D(2, 3), Interpolation.Nearest) { DataFormat = format },
        new UpSampling2D(new Size2D(3, 2), Interpolation.Bilinear) { DataFormat = format },
        new ZeroPadding2D(new Sides(1, 2, 3, 4)) { DataFormat = format },
        new ZeroPadding2D(new Sides(0, 0, 0, 1)) { DataFormat = format },
        new Cropping2D(new Sides(1, 2, 0, 3)) { DataFormat = format },
        new Cropping2D(new Sides(0, 3, 1, 0)) { DataFormat = format },
    });

    // Alone, and between convolutions, where the axes stand in another order.
    [TestCaseSource(nameof(Layers))]
    public void A_layer_on_images_is_computed_alike(Layer layer)
    {
        DataFormat format = layer.ToString().Contains("First", StringComparison.Ordinal) ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast;
        Conv2D convolution = new(7, 1, Activation.Tanh, Padding.Valid) { DataFormat = format };
        bool isImage = layer.OutputShape(Image).Rank == 3;

        OnnxRun.AssertAsExact(Image, layer);
        OnnxRun.AssertAsExact(Image, [convolution, layer, .. isImage ? [convolution] : Array.Empty<Layer>()]);
    }

    // ONNX Runtime makes one operator of zeros and a layer behind them where it can; in pooling such zeros would not count.
    [Test]
    public void Zeros_before_a_layer_stay_zeros([Values] Padding padding)
    {
        ZeroPadding2D zeros = new(new Sides(2, 1, 3, 2));
        foreach (Layer layer in new Layer[]
        {
            new MaxPooling2D(2) { Padding = padding },
            new MaxPooling2D(3) { Padding = padding, Strides = 1 },
            new AveragePooling2D(2) { Padding = padding },
            new AveragePooling2D(3) { Padding = padding, Strides = 1 },
            new Conv2D(3, 3, Activation.Relu, padding),
            new Conv2D(3, 3, Activation.Relu, padding) { Strides = 2 },
            new DepthwiseConv2D(2, 1, Activation.Relu, padding),
        })
        {
            OnnxRun.AssertAsExact(Image, zeros, layer);
            OnnxRun.AssertAsExact(Image, new Conv2D(3, 3, Activation.Linear, Padding.Valid), zeros, layer);
        }
    }

    // The length is the product's whole part, so the scale may not be a little too small.
    [Test]
    public void Resized_images_have_the_size_that_was_asked_for()
    {
        for (int size = 1; size <= 60; size++)
        {
            OnnxRun.AssertAsExact(Shape.Of(29, 7, 1), new Resizing(size, 61 - size, Interpolation.Bilinear));
        }
    }
}
