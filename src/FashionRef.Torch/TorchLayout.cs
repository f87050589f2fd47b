using FashionRef.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>
/// Converts between layouts: files and APIs have Keras' layouts, libtorch needs convolution kernels as
/// <c>[out, in, height, width]</c> and images as <c>[batch, channels, height, width]</c>. Dense kernels stay as they are.
/// </summary>
internal static class TorchLayout
{
    private static readonly long[] ToTorchKernel = [3, 2, 0, 1];
    private static readonly long[] ToKerasKernel = [2, 3, 1, 0];
    private static readonly long[] ToTorchImage = [0, 3, 1, 2];
    private static readonly long[] ToKerasImage = [0, 2, 3, 1];

    /// <summary>The type of a precision's tensors.</summary>
    public static ScalarType TypeOf(Precision precision) => precision == Precision.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>A tensor of libtorch's layout with the values, rounded to the type.</summary>
    public static Tensor FromKeras(WeightValues values, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor keras = tensor(values.Values, [.. values.Shape.Dimensions.Select(size => (long)size)]).to(type);
        return (values.Shape.Rank == 4 ? keras.permute(ToTorchKernel).contiguous() : keras).DetachFromDisposeScope();
    }

    /// <summary>The tensor's values in Keras' layout.</summary>
    public static WeightValues ToKeras(string path, Shape shape, Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor detached = tensor.detach();
        Tensor keras = shape.Rank == 4 ? detached.permute(ToKerasKernel).contiguous() : detached;
        return new WeightValues(path, shape, ToArray(keras));
    }

    /// <summary>The tensor's values, row-major; double holds every float32.</summary>
    public static double[] ToArray(Tensor values) => values.to(ScalarType.Float64).data<double>().ToArray();

    /// <summary>
    /// Raw pixels <c>[batch, height, width, channels]</c> as images <c>[batch, channels, height, width]</c> of the type; the caller's
    /// dispose scope owns them. They stay channels-last in memory, and so do all activations that libtorch computes from them.
    /// </summary>
    public static Tensor Images(ReadOnlySpan<byte> pixels, Shape imageShape, ScalarType type)
    {
        long count = pixels.Length / imageShape.Count;
        return FromBytes(pixels, [count, imageShape[0], imageShape[1], imageShape[2]]).to(type).permute(ToTorchImage);
    }

    /// <summary>The images with channels first in memory, libtorch's own layout; the reshape also sets the strides of a single channel.</summary>
    public static Tensor InPlanes(Tensor images) => images.flatten().reshape(images.shape);

    /// <summary>The labels as classes, <c>[batch]</c>, int64; the caller's dispose scope owns them.</summary>
    public static Tensor Classes(ReadOnlySpan<byte> labels) => FromBytes(labels, [labels.Length]).to(ScalarType.Int64);

    /// <summary>Activations <c>[batch, channels, height, width]</c> flattened in Keras' order: height, width, channel.</summary>
    public static Tensor Flatten(Tensor activations) =>
        activations.dim() == 4 ? activations.permute(ToKerasImage).flatten(1) : activations.flatten(1);

    // Copied directly into libtorch's memory, without a temporary array of 100 KB per step.
    private static Tensor FromBytes(ReadOnlySpan<byte> values, long[] shape)
    {
        Tensor bytes = empty(shape, ScalarType.Byte);
        values.CopyTo(bytes.bytes);
        return bytes;
    }
}
