using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Inference;

/// <summary>What inference of one sample needs, computed from shapes before any buffer is made.</summary>
/// <param name="PeakActivations">Numbers in the largest input and output that one operation has at the same time.</param>
/// <param name="MultiplyAdds">Multiplications with additions; of other operations, numbers that are read.</param>
public sealed record InferenceCost(double PeakActivations, double MultiplyAdds)
{
    /// <summary>The cost of a model.</summary>
    /// <param name="model">The model.</param>
    public static InferenceCost Of(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        double peak = model.InputShape.Count;
        double operations = 0;
        foreach (BuiltLayer layer in model.Chain)
        {
            peak = Math.Max(peak, Numbers(layer));
            operations += Operations(layer);
        }

        return new InferenceCost(peak, operations);
    }

    // Engines may pad the input, and cut a transposed convolution's output out of the whole one.
    private static double Numbers(BuiltLayer layer) => layer.Layer switch
    {
        Conv2D conv2D => Padded(layer, conv2D.Rows, conv2D.Columns, conv2D.DataFormat) + layer.OutputShape.Count,
        DepthwiseConv2D depthwise => Padded(layer, depthwise.Rows, depthwise.Columns, depthwise.DataFormat) + layer.OutputShape.Count,
        SeparableConv2D separable => Padded(layer, separable.Depthwise.Rows, separable.Depthwise.Columns, separable.Depthwise.DataFormat)
            + Math.Max(layer.OutputShape.Count, (double)layer.OutputShape.Count / separable.Filters * Channels(layer, separable.Depthwise.DataFormat) * separable.Depthwise.DepthMultiplier),
        MaxPooling2D pooling => Padded(layer, pooling.Rows, pooling.Columns, pooling.DataFormat) + layer.OutputShape.Count,
        AveragePooling2D pooling => Padded(layer, pooling.Rows, pooling.Columns, pooling.DataFormat) + layer.OutputShape.Count,
        Conv2DTranspose transpose => layer.InputShape.Count + Whole(ImageAxes.Of(layer.InputShape, transpose.DataFormat), transpose),
        _ => (double)layer.InputShape.Count + layer.OutputShape.Count,
    };

    private static double Padded(BuiltLayer layer, Window rows, Window columns, DataFormat format)
    {
        ImageAxes image = ImageAxes.Of(layer.InputShape, format);
        return Length(rows, image.Height) * Length(columns, image.Width) * image.Channels;

        static double Length(Window window, int length) => (double)length + window.Before(length) + window.After(length);
    }

    private static double Whole(ImageAxes image, Conv2DTranspose layer) =>
        (((double)image.Height * layer.Strides.Height) + layer.KernelSize.Height) * (((double)image.Width * layer.Strides.Width) + layer.KernelSize.Width) * layer.Filters;

    // In double: the products of legal sizes can be too large for any whole number.
    private static double Operations(BuiltLayer layer) => layer.Layer switch
    {
        Dense => (double)layer.OutputShape.Count * layer.InputShape.Dimensions[^1],
        Conv2D conv2D => (double)layer.OutputShape.Count * Taps(conv2D.KernelSize) * (Channels(layer, conv2D.DataFormat) / (double)conv2D.Groups),
        DepthwiseConv2D depthwise => (double)layer.OutputShape.Count * Taps(depthwise.KernelSize),
        SeparableConv2D separable => ((double)layer.OutputShape.Count / separable.Filters * Channels(layer, separable.Depthwise.DataFormat) * separable.Depthwise.DepthMultiplier)
            * (Taps(separable.Depthwise.KernelSize) + separable.Filters),
        Conv2DTranspose transpose => (double)layer.InputShape.Count * Taps(transpose.KernelSize) * transpose.Filters,
        MaxPooling2D pooling => (double)layer.OutputShape.Count * Taps(pooling.PoolSize),
        AveragePooling2D pooling => (double)layer.OutputShape.Count * Taps(pooling.PoolSize),
        _ => (double)layer.InputShape.Count + layer.OutputShape.Count,
    };

    private static double Taps(Size2D size) => (double)size.Height * size.Width;

    private static int Channels(BuiltLayer layer, DataFormat format) => ImageAxes.Of(layer.InputShape, format).Channels;
}
