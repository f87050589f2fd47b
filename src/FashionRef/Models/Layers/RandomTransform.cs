using System.Globalization;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>
/// In training, each image is seen from another place: every output pixel is read from somewhere in the input, which may be between pixels or outside.
/// </summary>
/// <param name="ClassName">Keras' class name.</param>
public abstract record RandomTransform(string ClassName) : TrainingOnly(ClassName)
{
    /// <summary>What is outside of the image.</summary>
    public FillMode FillMode { get; init; } = FillMode.Reflect;

    /// <summary>What is outside with <see cref="FillMode.Constant"/>.</summary>
    public double FillValue { get; init; }

    /// <summary>How pixels between others are made.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>Appends what all of them have.</summary>
    private protected bool PrintWith(StringBuilder builder, params ReadOnlySpan<(string Name, object Value, object? Usual)> own) => Print(
        builder,
        [
            .. own, (nameof(FillMode), FillMode, FillMode.Reflect), (nameof(FillValue), FillValue, 0.0), (nameof(Interpolation), Interpolation, Interpolation.Bilinear),
            (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast),
        ]);

    /// <summary>Throws an error that names the layer if a factor is not in [-1, 1].</summary>
    private protected void RequireFactor(string setting, FactorRange factor) => Require(factor.IsWithin(-1, 1), setting, factor, "one number or two from -1 to 1");
}

/// <summary>In training, each image is moved by a share of its height and width drawn from two ranges; positive is down and right.</summary>
/// <param name="HeightFactor">Within [-1, 1].</param>
/// <param name="WidthFactor">Within [-1, 1].</param>
public sealed record RandomTranslation(FactorRange HeightFactor, FactorRange WidthFactor) : RandomTransform(nameof(RandomTranslation))
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => PrintWith(builder, (nameof(HeightFactor), HeightFactor, null), (nameof(WidthFactor), WidthFactor, null));

    /// <inheritdoc/>
    public override void RequireTrainable()
    {
        RequireFactor("height_factor", HeightFactor);
        RequireFactor("width_factor", WidthFactor);
    }
}

/// <summary>In training, each image is turned about its centre by a share of a whole turn; positive is counter-clockwise.</summary>
/// <param name="Factor">Within [-1, 1].</param>
public sealed record RandomRotation(FactorRange Factor) : RandomTransform(nameof(RandomRotation))
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => PrintWith(builder, (nameof(Factor), Factor, null));

    /// <inheritdoc/>
    public override void RequireTrainable() => RequireFactor("factor", Factor);
}

/// <summary>In training, each image is made smaller (above 0) or larger (below 0) about its centre: its pixels are <c>1 + factor</c> pixels apart.</summary>
/// <param name="HeightFactor">Within [-1, 1].</param>
/// <param name="WidthFactor">Within [-1, 1]; null for the number drawn for the height.</param>
public sealed record RandomZoom(FactorRange HeightFactor, FactorRange? WidthFactor) : RandomTransform(nameof(RandomZoom))
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) =>
        PrintWith(builder, (nameof(HeightFactor), HeightFactor, null), (nameof(WidthFactor), WidthFactor ?? HeightFactor, HeightFactor));

    /// <inheritdoc/>
    public override void RequireTrainable()
    {
        RequireFactor("height_factor", HeightFactor);
        RequireFactor("width_factor", WidthFactor ?? HeightFactor);
    }
}

/// <summary>In training, half of the images are mirrored.</summary>
/// <param name="Mode">At which axis; of both, an image is turned by half a turn or left alone.</param>
public sealed record RandomFlip(FlipMode Mode) : TrainingOnly(nameof(RandomFlip))
{
    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Mode), Mode, null), (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override void RequireTrainable()
    {
    }
}

/// <summary>In training, <c>(x - mean)·f + mean</c> with the mean of each image's channel, cut to a range; f is from <c>1 - lower</c> to <c>1 + upper</c>.</summary>
/// <param name="Factor">Lower and upper, each within [0, 1].</param>
public sealed record RandomContrast(FactorRange Factor) : TrainingOnly(nameof(RandomContrast))
{
    /// <summary>The least and the largest pixel.</summary>
    public FactorRange ValueRange { get; init; } = new(0, 255);

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder, (nameof(Factor), Factor, null), (nameof(ValueRange), ValueRange, new FactorRange(0, 255)), (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override void RequireTrainable()
    {
        Require(Factor.IsWithin(0, 1), "factor", Factor, "one number or two from 0 to 1");
        Require(ValueRange.Lower <= ValueRange.Upper, "value_range", ValueRange, "two numbers, the smaller first");
    }
}

/// <summary>The numbers from which one is drawn.</summary>
/// <param name="Lower">The least.</param>
/// <param name="Upper">The largest.</param>
public readonly record struct FactorRange(double Lower, double Upper)
{
    /// <summary>Whether it is a range within bounds, which belong to it.</summary>
    /// <param name="least">The lower bound.</param>
    /// <param name="most">The upper bound.</param>
    public bool IsWithin(double least, double most) => Lower >= least && Lower <= Upper && Upper <= most;

    /// <summary>For example <c>[-0.1, 0.2]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Lower}, {Upper}]");
}

/// <summary>At which axis an image is mirrored, by Keras' names.</summary>
public enum FlipMode
{
    /// <summary>Left and right.</summary>
    Horizontal,

    /// <summary>Top and bottom.</summary>
    Vertical,

    /// <summary>Both or neither.</summary>
    HorizontalAndVertical,
}

/// <summary>What is outside of an image, by Keras' names.</summary>
public enum FillMode
{
    /// <summary>One number.</summary>
    Constant,

    /// <summary>The pixel at the border.</summary>
    Nearest,

    /// <summary>The image mirrored at its border: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>The image once more: a b c d | a b c d | a b c d.</summary>
    Wrap,
}
