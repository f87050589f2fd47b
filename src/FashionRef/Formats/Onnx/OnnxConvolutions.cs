using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Formats.Onnx.OnnxGraph;

namespace FashionRef.Formats.Onnx;

/// <summary>Convolutions as operators, without their activations. Kernels are <c>[out, in / groups, height, width]</c> there.</summary>
internal static class OnnxConvolutions
{
    /// <summary>Adds a convolution.</summary>
    public static void Add(OnnxFlow flow, Conv2D layer)
    {
        flow.ArrangeImage(layer.DataFormat);
        Convolve(flow, [Kernel(flow, "kernel", [3, 2, 0, 1]), .. flow.Bias()], layer.KernelSize, layer.IsPlain
            ? [Word("auto_pad", layer.Padding == Padding.Same ? "SAME_UPPER" : "VALID")] // The notebook's files keep their bytes.
            : Places(layer.Strides, layer.DilationRate, layer.Groups, Padded(flow, layer.DataFormat, layer.Rows, layer.Columns)));
    }

    /// <summary>Adds a convolution of each channel by itself.</summary>
    public static void Add(OnnxFlow flow, DepthwiseConv2D layer) => AddDepthwise(flow, layer, "kernel", flow.Bias);

    /// <summary>Adds both halves of a separable convolution.</summary>
    public static void Add(OnnxFlow flow, SeparableConv2D layer)
    {
        AddDepthwise(flow, layer.Depthwise, "depthwise_kernel", () => []);
        Convolve(flow, [Kernel(flow, "pointwise_kernel", [3, 2, 0, 1]), .. flow.Bias()], 1, []);
    }

    /// <summary>Adds a transposed convolution.</summary>
    public static void Add(OnnxFlow flow, Conv2DTranspose layer)
    {
        flow.ArrangeImage(layer.DataFormat);
        (Size2D kernel, Size2D strides, bool isSame) = (layer.KernelSize, layer.Strides, layer.Padding == Padding.Same);

        // Where the kernel is shorter than the stride, Keras' output ends with what no input pixel reaches.
        Size2D unreached = new(Math.Max(strides.Height - kernel.Height, 0), Math.Max(strides.Width - kernel.Width, 0));
        Size2D cut = isSame ? new Size2D(Math.Max(kernel.Height - strides.Height, 0), Math.Max(kernel.Width - strides.Width, 0)) : 0;
        Size2D first = layer.First;
        flow.Then(
            "ConvTranspose",
            [Kernel(flow, "kernel", [3, 2, 0, 1]), .. flow.Bias()],
            Ints("kernel_shape", kernel.Height, kernel.Width),
            Ints("strides", strides.Height, strides.Width),
            Ints("pads", first.Height, first.Width, cut.Height - first.Height, cut.Width - first.Width),
            Ints("output_padding", unreached.Height, unreached.Width));
    }

    /// <summary>How many rows and columns of padding windows need: above, left, below, right.</summary>
    /// <param name="flow">At the layer whose windows they are.</param>
    /// <param name="format">The layer's order of axes.</param>
    /// <param name="rows">Along the rows.</param>
    /// <param name="columns">Along the columns.</param>
    public static AttributeProto Padded(OnnxFlow flow, DataFormat format, Window rows, Window columns)
    {
        ImageAxes image = ImageAxes.Of(flow.Layer.InputShape, format);
        return Ints("pads", rows.Before(image.Height), columns.Before(image.Width), rows.After(image.Height), columns.After(image.Width));
    }

    private static void AddDepthwise(OnnxFlow flow, DepthwiseConv2D layer, string name, Func<IEnumerable<string>> bias)
    {
        flow.ArrangeImage(layer.DataFormat);
        WeightValues kernel = flow.Get(name);
        int channels = kernel.Shape[2];
        string constant = flow.Weight(
            name,
            Shape.Of(channels * layer.DepthMultiplier, 1, layer.KernelSize.Height, layer.KernelSize.Width),
            ArrayAxes.Permuted(kernel.Shape, kernel.Values, [2, 3, 0, 1]));
        Convolve(flow, [constant, .. bias()], layer.KernelSize, Places(layer.Strides, layer.DilationRate, channels, Padded(flow, layer.DataFormat, layer.Rows, layer.Columns)));
    }

    private static void Convolve(OnnxFlow flow, IEnumerable<string> weights, Size2D kernel, IEnumerable<AttributeProto> places) =>
        flow.Then("Conv", weights, [Ints("kernel_shape", kernel.Height, kernel.Width), .. places]);

    private static AttributeProto[] Places(Size2D strides, Size2D dilation, int groups, AttributeProto pads) =>
        [Ints("strides", strides.Height, strides.Width), Ints("dilations", dilation.Height, dilation.Width), Int("group", groups), pads];

    private static string Kernel(OnnxFlow flow, string name, int[] order)
    {
        WeightValues kernel = flow.Get(name);
        return flow.Weight(name, ArrayAxes.Permuted(kernel.Shape, order), ArrayAxes.Permuted(kernel.Shape, kernel.Values, order));
    }
}
