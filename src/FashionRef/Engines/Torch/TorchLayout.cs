using FashionRef.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FashionRef.Engines.Torch;

/// <summary>
/// The engine's border: files and APIs hold Keras' layouts, libtorch wants convolution kernels as
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

    /// <summary>Raw pixels <c>[batch, height, width, channels]</c> as images of the type; the caller's dispose scope owns them.</summary>
    public static Tensor Images(ReadOnlySpan<byte> pixels, Shape imageShape, ScalarType type)
    {
        long count = pixels.Length / imageShape.Count;
        return tensor(pixels.ToArray(), [count, imageShape[0], imageShape[1], imageShape[2]], ScalarType.Byte)
            .permute(ToTorchImage)
            .to(type)
            .contiguous();
    }

    /// <summary>Activations <c>[batch, channels, height, width]</c> laid out as Keras' Flatten does: height, width, channel.</summary>
    public static Tensor Flatten(Tensor activations) =>
        activations.dim() == 4 ? activations.permute(ToKerasImage).flatten(1) : activations.flatten(1);
}
