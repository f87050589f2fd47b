using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Inference;

/// <summary>The models of <see cref="InferenceModels"/> whose layers look at neighbouring pixels.</summary>
internal static class InferenceImageModels
{
    private const Activation Linear = Activation.Linear;
    private const Padding Same = Padding.Same;
    private const Padding Valid = Padding.Valid;
    private const DataFormat First = DataFormat.ChannelsFirst;

    /// <summary>The models by their names.</summary>
    public static IEnumerable<KeyValuePair<string, Sequential>> All => Convolutions().Concat(Pools()).Concat(Places());

    private static Dictionary<string, Sequential> Convolutions() => new()
    {
        ["convolution 1 x 1"] = Of([5, 6, 3], new Conv2D(4, 1, Linear, Valid)),
        ["convolution 3 x 2, same"] = Of([5, 6, 3], new Conv2D(4, new Size2D(3, 2), Activation.Relu, Same)),
        ["convolution 5 x 5, valid"] = Of([7, 6, 2], new Conv2D(17, 5, Linear, Valid)),
        ["convolution 5 x 5 on fewer pixels, same"] = Of([3, 2, 2], new Conv2D(3, 5, Linear, Same)),
        ["convolution 4 x 4, same"] = Of([5, 6, 2], new Conv2D(3, 4, Linear, Same)),
        ["convolution, strides 2 x 3, same"] = Of([9, 8, 2], new Conv2D(3, 3, Linear, Same) { Strides = new Size2D(2, 3) }),
        ["convolution, strides 2 x 3, valid"] = Of([9, 8, 2], new Conv2D(3, 3, Linear, Valid) { Strides = new Size2D(2, 3) }),
        ["convolution, strides 3 x 2 of the even, same"] = Of([8, 10, 2], new Conv2D(3, 2, Linear, Same) { Strides = new Size2D(3, 2) }),
        ["convolution, stride over its kernel, same"] = Of([8, 7, 2], new Conv2D(3, 2, Linear, Same) { Strides = 4 }),
        ["convolution, stride over its kernel, valid"] = Of([8, 7, 2], new Conv2D(3, 2, Linear, Valid) { Strides = 4 }),
        ["convolution, dilated, same"] = Of([7, 8, 2], new Conv2D(3, 3, Linear, Same) { DilationRate = new Size2D(2, 3) }),
        ["convolution, dilated, valid"] = Of([7, 8, 2], new Conv2D(3, 3, Linear, Valid) { DilationRate = new Size2D(3, 2) }),
        ["convolution, dilated even kernel, same"] = Of([7, 8, 2], new Conv2D(3, 2, Linear, Same) { DilationRate = 2 }),
        ["convolution, 2 groups"] = Of([5, 6, 4], new Conv2D(6, 3, Linear, Same) { Groups = 2 }),
        ["convolution, a group each"] = Of([5, 6, 3], new Conv2D(6, 2, Linear, Valid) { Groups = 3, UseBias = false }),
        ["convolution, groups of 17"] = Of([3, 3, 4], new Conv2D(34, 2, Linear, Valid) { Groups = 2, Strides = 2 }),
        ["convolution, no bias"] = Of([5, 6, 3], new Conv2D(4, 3, Linear, Same) { UseBias = false }),
        ["convolution, channels first"] = Of([4, 5, 6], new Conv2D(6, new Size2D(3, 2), Linear, Same) { Groups = 2, Strides = new Size2D(1, 2), DataFormat = First }),
        ["depthwise"] = Of([5, 6, 3], new DepthwiseConv2D(3, 1, Linear, Same)),
        ["depthwise, 3 each, strides 2, valid"] = Of([6, 7, 2], new DepthwiseConv2D(new Size2D(2, 3), 3, Activation.Relu, Valid) { Strides = 2 }),
        ["depthwise, strides 2, same, no bias"] = Of([6, 7, 2], new DepthwiseConv2D(3, 2, Linear, Same) { Strides = 2, UseBias = false }),
        ["depthwise, dilated"] = Of([6, 7, 2], new DepthwiseConv2D(3, 2, Linear, Same) { DilationRate = new Size2D(2, 1) }),
        ["depthwise, channels first"] = Of([2, 6, 7], new DepthwiseConv2D(3, 2, Linear, Same) { DataFormat = First }),
        ["separable"] = Of([6, 7, 3], new SeparableConv2D(5, new DepthwiseConv2D(3, 2, Linear, Same) { Strides = 2 }, Activation.Relu)),
        ["separable, dilated, no bias"] = Of([6, 7, 3], new SeparableConv2D(4, new DepthwiseConv2D(2, 1, Linear, Valid) { DilationRate = 3 }, Linear) { UseBias = false }),
        ["separable, channels first"] = Of([3, 6, 7], new SeparableConv2D(4, new DepthwiseConv2D(3, 2, Linear, Same) { DataFormat = First }, Activation.Softmax), new Rescaling([2], [0])),
        ["transposed, kernel 3, stride 1, same"] = Of([4, 5, 3], new Conv2DTranspose(2, 3, Linear, Same)),
        ["transposed, kernel 3, stride 2, same"] = Of([4, 5, 3], new Conv2DTranspose(2, 3, Activation.Relu, Same) { Strides = 2 }),
        ["transposed, kernel 3, stride 2, valid"] = Of([4, 5, 3], new Conv2DTranspose(17, 3, Linear, Valid) { Strides = 2 }),
        ["transposed, kernel 2, stride 3, same"] = Of([4, 5, 3], new Conv2DTranspose(2, 2, Linear, Same) { Strides = 3 }),
        ["transposed, kernel 2, stride 3, valid"] = Of([4, 5, 3], new Conv2DTranspose(2, 2, Linear, Valid) { Strides = 3 }),
        ["transposed, kernel 5 x 4, strides 2 x 3, same"] = Of([4, 5, 3], new Conv2DTranspose(2, new Size2D(5, 4), Linear, Same) { Strides = new Size2D(2, 3) }),
        ["transposed, kernel 5 x 4, strides 2 x 3, valid"] = Of([4, 5, 3], new Conv2DTranspose(2, new Size2D(5, 4), Linear, Valid) { Strides = new Size2D(2, 3) }),
        ["transposed, no bias"] = Of([4, 5, 3], new Conv2DTranspose(2, 1, Linear, Same) { Strides = 2, UseBias = false }),
        ["transposed, channels first"] = Of([3, 4, 5], new Conv2DTranspose(2, new Size2D(3, 2), Linear, Same) { Strides = 2, DataFormat = First }),
    };

    private static IEnumerable<KeyValuePair<string, Sequential>> Pools()
    {
        (Size2D Size, Size2D Strides)[] windows = [(2, 2), (3, 1), (2, 3), (new Size2D(2, 3), new Size2D(3, 1)), (3, 2), (9, 2)];
        foreach ((Size2D size, Size2D strides) in windows)
        {
            foreach (Padding padding in new[] { Same, Valid }.Where(padding => padding == Same || size.Height < 9))
            {
                foreach (DataFormat format in Enum.GetValues<DataFormat>())
                {
                    string settings = $"pool {size}, strides {strides}, {padding}, {format}";
                    yield return new($"maximum {settings}", Of([7, 8, 6], new MaxPooling2D(size) { Strides = strides, Padding = padding, DataFormat = format }));
                    yield return new($"mean {settings}", Of([7, 8, 6], new AveragePooling2D(size) { Strides = strides, Padding = padding, DataFormat = format }));
                }
            }
        }

        foreach (DataFormat format in Enum.GetValues<DataFormat>())
        {
            foreach (bool keeps in new[] { false, true })
            {
                yield return new($"global maximum, keeps {keeps}, {format}", Of([3, 4, 5], new GlobalMaxPooling2D { KeepDims = keeps, DataFormat = format }));
                yield return new($"global mean, keeps {keeps}, {format}", Of([3, 4, 5], new GlobalAveragePooling2D { KeepDims = keeps, DataFormat = format }));
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, Sequential>> Places()
    {
        foreach (DataFormat format in Enum.GetValues<DataFormat>())
        {
            yield return new($"padded, {format}", Of([3, 4, 5], new ZeroPadding2D(new Sides(1, 2, 3, 0)) { DataFormat = format }));
            yield return new($"cropped, {format}", Of([5, 6, 7], new Cropping2D(new Sides(1, 2, 0, 3)) { DataFormat = format }));
            foreach (Interpolation interpolation in Enum.GetValues<Interpolation>())
            {
                yield return new($"repeated, {interpolation}, {format}", Of([3, 4, 2], new UpSampling2D(new Size2D(2, 3), interpolation) { DataFormat = format }));
                foreach ((int height, int width) in new[] { (7, 9), (2, 3), (41, 4), (1, 1), (4, 5) })
                {
                    yield return new(
                        $"{height} x {width}, {interpolation}, {format}",
                        Of(format == First ? [2, 4, 5] : [4, 5, 2], new Resizing(height, width, interpolation) { DataFormat = format }));
                }
            }
        }
    }

    private static Sequential Of(int[] input, params Layer[] layers) => new(Shape.Of(input), [.. layers]);
}
