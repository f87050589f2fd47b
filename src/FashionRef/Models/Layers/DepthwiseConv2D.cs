using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>A convolution of each channel by itself: output channel <c>c·multiplier + j</c> is channel c under <c>kernel[:, :, c, j]</c>.</summary>
/// <param name="KernelSize">Height and width of the kernel in pixels, at least 1.</param>
/// <param name="DepthMultiplier">Output channels for each input channel, at least 1.</param>
/// <param name="Activation">Applied to the outputs.</param>
/// <param name="Padding">What happens at the border.</param>
public sealed record DepthwiseConv2D(Size2D KernelSize, int DepthMultiplier, Activation Activation, Padding Padding) : Layer
{
    /// <summary>From one place of the kernel to the next.</summary>
    public Size2D Strides { get; init; } = 1;

    /// <summary>From one pixel under the kernel to the next.</summary>
    public Size2D DilationRate { get; init; } = 1;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>Along the rows.</summary>
    public Window Rows => new(KernelSize.Height, Strides.Height, DilationRate.Height, Padding);

    /// <summary>Along the columns.</summary>
    public Window Columns => new(KernelSize.Width, Strides.Width, DilationRate.Width, Padding);

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder,
        (nameof(KernelSize), KernelSize, null),
        (nameof(DepthMultiplier), DepthMultiplier, null),
        (nameof(Activation), Activation, null),
        (nameof(Padding), Padding, null),
        (nameof(Strides), Strides, (Size2D)1),
        (nameof(DilationRate), DilationRate, (Size2D)1),
        (nameof(UseBias), UseBias, true),
        (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(1, (nameof(KernelSize), KernelSize), (nameof(DepthMultiplier), DepthMultiplier), (nameof(Strides), Strides), (nameof(DilationRate), DilationRate));
        return Places(image, Rows, Columns, Size(input, (long)image.Channels * DepthMultiplier)).Shape;
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        int channels = Image(input, DataFormat).Channels;
        WeightSpec kernel = new("kernel", Shape.Of(KernelSize.Height, KernelSize.Width, channels, DepthMultiplier), Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", Shape.Of(channels * DepthMultiplier), Initializer.Zeros)] : [kernel];
    }
}

/// <summary>A <see cref="DepthwiseConv2D"/> without bias and activation, then a convolution of 1 x 1.</summary>
/// <param name="Filters">Output channels, at least 1.</param>
/// <param name="Depthwise">Its first half.</param>
/// <param name="Activation">Applied to the outputs.</param>
public sealed record SeparableConv2D(int Filters, DepthwiseConv2D Depthwise, Activation Activation) : Layer
{
    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        _ = Image(input, Depthwise.DataFormat);
        RequireAtLeast(1, (nameof(Filters), Filters));
        return (ImageAxes.Of(Depthwise.OutputShape(input), Depthwise.DataFormat) with { Channels = Filters }).Shape;
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        WeightSpec depthwise = Depthwise.Weights(input)[0];
        WeightSpec pointwise = new("pointwise_kernel", Shape.Of(1, 1, ImageAxes.Of(Depthwise.OutputShape(input), Depthwise.DataFormat).Channels, Filters), Initializer.GlorotUniform);
        ImmutableArray<WeightSpec> kernels = [depthwise with { Name = "depthwise_kernel" }, pointwise];
        return UseBias ? [.. kernels, new WeightSpec("bias", Shape.Of(Filters), Initializer.Zeros)] : kernels;
    }
}
