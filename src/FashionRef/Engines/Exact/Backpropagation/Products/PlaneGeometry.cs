using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation.Products;

/// <summary>
/// An image and the places of a kernel on it: the tap (i, j) of the place (y, x) is at the image's row
/// <c>y·stride + i·dilation - Top</c> and the column <c>x·stride + j·dilation - Left</c>, which may be outside.
/// </summary>
/// <param name="Image">The image's <c>[height, width, channels]</c>.</param>
/// <param name="Places">The places' <c>[height, width, filters]</c>.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Strides">From a place to the next.</param>
/// <param name="Dilation">From a tap to the next.</param>
/// <param name="Top">Rows of the first place that are above the image.</param>
/// <param name="Left">Columns of the first place that are left of the image.</param>
/// <param name="Groups">Equal runs that channels and filters are cut into.</param>
internal sealed record PlaneGeometry(Shape Image, Shape Places, Size2D Kernel, Size2D Strides, Size2D Dilation, int Top, int Left, int Groups)
{
    /// <summary>Channels of a group.</summary>
    public int GroupChannels => Image[2] / Groups;

    /// <summary>Filters of a group.</summary>
    public int GroupFilters => Places[2] / Groups;

    /// <summary>The kernel's places.</summary>
    public int Taps => Kernel.Height * Kernel.Width;

    /// <summary>How many places the kernel has on the image.</summary>
    public int PlaceCount => Places[0] * Places[1];

    /// <summary>Rows from the first tap of the first place to the last of the last.</summary>
    public int ReachRows => ((Places[0] - 1) * Strides.Height) + ((Kernel.Height - 1) * Dilation.Height) + 1;

    /// <summary>Columns from the first tap of the first place to the last of the last.</summary>
    public int ReachColumns => ((Places[1] - 1) * Strides.Width) + ((Kernel.Width - 1) * Dilation.Width) + 1;

    /// <summary>Whether all taps are inside the image.</summary>
    public bool IsInside => Top == 0 && Left == 0 && ReachRows <= Image[0] && ReachColumns <= Image[1];

    /// <summary>A convolution: the image is its input.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">Its layer.</param>
    public static PlaneGeometry Of(Operation operation, Conv2D layer) => new(
        operation.Input, operation.Output, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Rows.Before(operation.Input[0]), layer.Columns.Before(operation.Input[1]), layer.Groups);

    /// <summary>A depthwise convolution, with an image that holds each channel as often as the depth multiplier says.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">Its layer.</param>
    public static PlaneGeometry Of(Operation operation, DepthwiseConv2D layer) => new(
        Shape.Of(operation.Input[0], operation.Input[1], operation.Output[2]), operation.Output, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Rows.Before(operation.Input[0]), layer.Columns.Before(operation.Input[1]), operation.Output[2]);

    /// <summary>A transposed convolution: the image is its output.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">Its layer.</param>
    public static PlaneGeometry Of(Operation operation, Conv2DTranspose layer) =>
        new(operation.Output, operation.Input, layer.KernelSize, layer.Strides, 1, layer.First.Height, layer.First.Width, 1);

    /// <summary>A dense layer on the last of several axes: a kernel of 1 x 1.</summary>
    /// <param name="operation">The operation.</param>
    public static PlaneGeometry OfDense(Operation operation)
    {
        (int inputs, int units) = (operation.Input.Dimensions[^1], operation.Output.Dimensions[^1]);
        int rows = operation.Input.Count / inputs;
        return new PlaneGeometry(Shape.Of(1, rows, inputs), Shape.Of(1, rows, units), 1, 1, 1, 0, 0, 1);
    }
}
