using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>
/// A convolution (cross-correlation, as in Keras): <c>y[o] = bias[o] + sum over window and inputs of x·kernel</c>, zeros outside. With
/// groups, inputs and filters are cut into as many equal runs, and each run of filters sees its own run of inputs.
/// </summary>
/// <param name="Filters">Output channels, at least 1.</param>
/// <param name="KernelSize">Height and width of the kernel in pixels, at least 1.</param>
/// <param name="Activation">Applied to the outputs.</param>
/// <param name="Padding">What happens at the border.</param>
public sealed record Conv2D(int Filters, Size2D KernelSize, Activation Activation, Padding Padding) : Layer
{
    /// <summary>From one place of the kernel to the next.</summary>
    public Size2D Strides { get; init; } = 1;

    /// <summary>From one pixel under the kernel to the next.</summary>
    public Size2D DilationRate { get; init; } = 1;

    /// <summary>How many runs the channels are cut into; 1 for all together.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>Along the rows.</summary>
    public Window Rows => new(KernelSize.Height, Strides.Height, DilationRate.Height, Padding);

    /// <summary>Along the columns.</summary>
    public Window Columns => new(KernelSize.Width, Strides.Width, DilationRate.Width, Padding);

    /// <summary>Whether it has nothing but kernel size, padding and activation: as the notebook's.</summary>
    public bool IsPlain => Strides == 1 && DilationRate == 1 && Groups == 1 && UseBias && DataFormat == DataFormat.ChannelsLast && KernelSize.Height == KernelSize.Width;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder,
        (nameof(Filters), Filters, null),
        (nameof(KernelSize), KernelSize, null),
        (nameof(Activation), Activation, null),
        (nameof(Padding), Padding, null),
        (nameof(Strides), Strides, (Size2D)1),
        (nameof(DilationRate), DilationRate, (Size2D)1),
        (nameof(Groups), Groups, 1),
        (nameof(UseBias), UseBias, true),
        (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(1, (nameof(Filters), Filters), (nameof(KernelSize), KernelSize), (nameof(Strides), Strides), (nameof(DilationRate), DilationRate), (nameof(Groups), Groups));
        if (!Enum.IsDefined(Padding))
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"{TypeName} got the padding {Padding}. Legal are {Padding.Same} and {Padding.Valid}.");
        }

        return image.Channels % Groups == 0 && Filters % Groups == 0
            ? Places(image, Rows, Columns, Filters).Shape
            : throw Unfit(input, string.Create(CultureInfo.InvariantCulture, $"Its {image.Channels} channels and {Filters} filters must be multiples of its {Groups} groups."));
    }

    /// <inheritdoc/>
    public override ImmutableArray<WeightSpec> Weights(Shape input)
    {
        WeightSpec kernel = new("kernel", Shape.Of(KernelSize.Height, KernelSize.Width, Image(input, DataFormat).Channels / Groups, Filters), Initializer.GlorotUniform);
        return UseBias ? [kernel, new WeightSpec("bias", Shape.Of(Filters), Initializer.Zeros)] : [kernel];
    }
}
