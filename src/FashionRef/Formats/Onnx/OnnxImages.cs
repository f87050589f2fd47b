using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Formats.Onnx.OnnxGraph;

namespace FashionRef.Formats.Onnx;

/// <summary>Pooling and layers that move pixels, as operators.</summary>
internal static class OnnxImages
{
    /// <summary>Adds the maximum of windows.</summary>
    public static void Add(OnnxFlow flow, MaxPooling2D layer) =>
        AddPooling(flow, "MaxPool", layer.DataFormat, layer.PoolSize, layer.Strides, layer.Padding == Padding.Same
            ? [OnnxConvolutions.Padded(flow, layer.DataFormat, layer.Rows, layer.Columns)]
            : []);

    /// <summary>Adds the mean of windows; padding is not counted.</summary>
    public static void Add(OnnxFlow flow, AveragePooling2D layer) =>
        AddPooling(flow, "AveragePool", layer.DataFormat, layer.PoolSize, layer.Strides,
            [OnnxConvolutions.Padded(flow, layer.DataFormat, layer.Rows, layer.Columns), Int("count_include_pad", 0)]);

    /// <summary>Adds a number for each channel.</summary>
    /// <param name="flow">Receives it.</param>
    /// <param name="operation"><c>GlobalMaxPool</c> or <c>GlobalAveragePool</c>.</param>
    /// <param name="format">The layer's order of axes.</param>
    /// <param name="keepDims">Whether height and width stay, as 1.</param>
    public static void AddGlobal(OnnxFlow flow, string operation, DataFormat format, bool keepDims)
    {
        flow.ArrangeImage(format);
        flow.Then(operation, []);
        if (!keepDims)
        {
            flow.Then("Flatten", [], Int("axis", 1));
            flow.HasAxes(1);
        }
    }

    /// <summary>Adds another height and width.</summary>
    public static void Add(OnnxFlow flow, Resizing layer)
    {
        if (layer.Interpolation == Interpolation.Nearest)
        {
            AddNearest(flow, layer);
            return;
        }

        ImageAxes image = ImageAxes.Of(flow.Layer.InputShape, layer.DataFormat);
        AddBilinear(flow, layer.DataFormat, Scale(image.Height, layer.Height), Scale(image.Width, layer.Width));
    }

    /// <summary>Adds each row and column several times, or pixels between them.</summary>
    public static void Add(OnnxFlow flow, UpSampling2D layer)
    {
        if (layer.Interpolation == Interpolation.Bilinear)
        {
            AddBilinear(flow, layer.DataFormat, layer.Factor.Height, layer.Factor.Width);
            return;
        }

        flow.ArrangeImage(layer.DataFormat);
        flow.Then(
            "Resize",
            ["", flow.Numbers("scales", 1, 1, layer.Factor.Height, layer.Factor.Width)],
            Word("coordinate_transformation_mode", "asymmetric"),
            Word("mode", "nearest"),
            Word("nearest_mode", "floor"));
    }

    /// <summary>Adds zeros around.</summary>
    /// <remarks>
    /// The zero is -0, which is as good. ONNX Runtime adds a Pad's rows and columns to the padding of a pooling behind it if all bytes of
    /// the value are 0 (pad_fusion.cc), and they would no longer count: another answer, or an error where they are as many as the pool's.
    /// </remarks>
    public static void Add(OnnxFlow flow, ZeroPadding2D layer)
    {
        (int rows, int columns) = RowsAndColumns(flow, layer.DataFormat);
        long[] pads = new long[8];
        (pads[rows], pads[columns], pads[4 + rows], pads[4 + columns]) = (layer.Padding.Top, layer.Padding.Left, layer.Padding.Bottom, layer.Padding.Right);
        flow.Then("Pad", [flow.WholeNumbers("pads", pads), flow.Number("zero", -0.0)]);
    }

    /// <summary>Takes rows and columns away.</summary>
    public static void Add(OnnxFlow flow, Cropping2D layer)
    {
        (int rows, int columns) = RowsAndColumns(flow, layer.DataFormat);
        ImageAxes output = ImageAxes.Of(flow.Layer.OutputShape, layer.DataFormat);
        (int top, int left) = (layer.Cropping.Top, layer.Cropping.Left);
        flow.Then(
            "Slice",
            [flow.WholeNumbers("starts", top, left), flow.WholeNumbers("ends", top + output.Height, left + output.Width), flow.WholeNumbers("axes", rows, columns)]);
    }

    private static void AddPooling(OnnxFlow flow, string operation, DataFormat format, Size2D size, Size2D strides, IEnumerable<AttributeProto> others)
    {
        flow.ArrangeImage(format);
        flow.Then(operation, [], [Ints("kernel_shape", size.Height, size.Width), Ints("strides", strides.Height, strides.Width), .. others]);
    }

    // Resize would round half-way places of its own: the pixels are named one by one, as TensorFlow computes them, in float32.
    private static void AddNearest(OnnxFlow flow, Resizing layer)
    {
        ImageAxes image = ImageAxes.Of(flow.Layer.InputShape, layer.DataFormat);
        (int rows, int columns) = RowsAndColumns(flow, layer.DataFormat);
        flow.Then("Gather", [flow.WholeNumbers("rows", Nearest(image.Height, layer.Height))], Int("axis", rows));
        flow.Then("Gather", [flow.WholeNumbers("columns", Nearest(image.Width, layer.Width))], Int("axis", columns));
    }

    private static void AddBilinear(OnnxFlow flow, DataFormat format, double rows, double columns)
    {
        flow.ArrangeImage(format);
        flow.Then(
            "Resize",
            ["", flow.Numbers("scales", 1, 1, rows, columns)],
            Word("coordinate_transformation_mode", "half_pixel"),
            Word("mode", "linear"));
    }

    private static (int Rows, int Columns) RowsAndColumns(OnnxFlow flow, DataFormat format) =>
        format == DataFormat.ChannelsFirst ? (flow.Place(1), flow.Place(2)) : (flow.Place(0), flow.Place(1));

    // The least float32 not below the quotient: the size is the product's whole part.
    private static double Scale(int length, int outputs)
    {
        float scale = (float)((double)outputs / length);
        return (double)scale * length < outputs ? MathF.BitIncrement(scale) : scale;
    }

    private static long[] Nearest(int length, int outputs)
    {
        float scale = length / (float)outputs;
        return [.. Enumerable.Range(0, outputs).Select(i => Math.Min((long)MathF.Floor((i + 0.5f) * scale), length - 1))];
    }
}
