using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>
/// The gradient of a convolution as a layer: each input pixel adds <c>x·kernel</c> to the output around <c>(i·stride, j·stride)</c>.
/// Padding 'same' keeps <c>input·stride</c> rows and columns, from the row <c>max(kernel - stride, 0) / 2</c> on.
/// </summary>
/// <param name="Filters">Output channels, at least 1.</param>
/// <param name="KernelSize">Height and width of the kernel in pixels, at least 1.</param>
/// <param name="Activation">Applied to the outputs.</param>
/// <param name="Padding">What is kept of the output.</param>
public sealed record Conv2DTranspose(int Filters, Size2D KernelSize, Activation Activation, Padding Padding) : Layer
{
    /// <summary>From the place of one input pixel in the output to the next.</summary>
    public Size2D Strides { get; init; } = 1;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>The first row and column of the whole output that is kept.</summary>
    public Size2D First => Padding == Padding.Same
        ? new Size2D(Math.Max(KernelSize.Height - Strides.Height, 0) / 2, Math.Max(KernelSize.Width - Strides.Width, 0) / 2)
        : 0;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder,
        (nameof(Filters), Filters, null),
        (nameof(KernelSize), KernelSize, null),
        (nameof(Activation), Activation, null),
        (nameof(Padding), Padding, null),
        (nameof(Strides), Strides, (Size2D)1),
        (nameof(UseBias), UseBias, true),
        (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(1, (nameof(Filters), Filters), (nameof(KernelSize), KernelSize), (nameof(Strides), Strides));
        int height = Length(input, image.Height, KernelSize.Height, Strides.Height);
        int width = Length(input, image.Width, KernelSize.Width, Strides.Width);
        return new ImageAxes(height, width, Filters, DataFormat).Shape;
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        WeightSpec kernel = new("kernel", Shape.Of(KernelSize.Height, KernelSize.Width, Filters, Image(input, DataFormat).Channels), Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", Shape.Of(Filters), Initializer.Zeros)] : [kernel];
    }

    private int Length(Shape input, int length, int kernel, int stride) =>
        Size(input, Padding == Padding.Same ? (long)length * stride : ((long)length * stride) + Math.Max(kernel - stride, 0));
}
