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
        return new InferenceCost(
            model.Chain.Select(layer => (double)layer.InputShape.Count + layer.OutputShape.Count).DefaultIfEmpty(model.InputShape.Count).Max(),
            model.Chain.Sum(Operations));
    }

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
