using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>
/// The maximum of every window. Rows or columns that fill no window are left out, and padding counts for nothing. In the backward pass
/// the first of equal maxima, row by row, gets the gradient.
/// </summary>
/// <param name="PoolSize">Height and width of the window in pixels, at least 1.</param>
public sealed record MaxPooling2D(Size2D PoolSize) : Layer
{
    /// <summary>From one window to the next; the window's size unless given.</summary>
    public Size2D Strides { get; init; } = PoolSize;

    /// <summary>What happens at the border.</summary>
    public Padding Padding { get; init; }

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>Along the rows.</summary>
    public Window Rows => new(PoolSize.Height, Strides.Height, 1, Padding);

    /// <summary>Along the columns.</summary>
    public Window Columns => new(PoolSize.Width, Strides.Width, 1, Padding);

    /// <summary>Whether windows are square and stand side by side inside the image: as the notebook's.</summary>
    public bool IsPlain => PoolSize.Height == PoolSize.Width && Strides == PoolSize && Padding == Padding.Valid && DataFormat == DataFormat.ChannelsLast;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder,
        (nameof(PoolSize), PoolSize, null),
        (nameof(Strides), Strides, PoolSize),
        (nameof(Padding), Padding, Padding.Valid),
        (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(1, (nameof(PoolSize), PoolSize), (nameof(Strides), Strides));
        return Places(image, Rows, Columns, image.Channels).Shape;
    }
}

/// <summary>The mean of every window's pixels; padding is not counted.</summary>
/// <param name="PoolSize">Height and width of the window in pixels, at least 1.</param>
public sealed record AveragePooling2D(Size2D PoolSize) : Layer
{
    /// <summary>From one window to the next; the window's size unless given.</summary>
    public Size2D Strides { get; init; } = PoolSize;

    /// <summary>What happens at the border.</summary>
    public Padding Padding { get; init; }

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>Along the rows.</summary>
    public Window Rows => new(PoolSize.Height, Strides.Height, 1, Padding);

    /// <summary>Along the columns.</summary>
    public Window Columns => new(PoolSize.Width, Strides.Width, 1, Padding);

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(
        builder,
        (nameof(PoolSize), PoolSize, null),
        (nameof(Strides), Strides, PoolSize),
        (nameof(Padding), Padding, Padding.Valid),
        (nameof(DataFormat), DataFormat, DataFormat.ChannelsLast));

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(1, (nameof(PoolSize), PoolSize), (nameof(Strides), Strides));
        return Places(image, Rows, Columns, image.Channels).Shape;
    }
}

/// <summary>The maximum of each channel.</summary>
public sealed record GlobalMaxPooling2D : Layer
{
    /// <summary>Whether height and width stay, as 1.</summary>
    public bool KeepDims { get; init; }

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Channels(Image(input, DataFormat), KeepDims);

    /// <summary>The shape of a number for each channel.</summary>
    internal static Shape Channels(ImageAxes image, bool keepDims) =>
        keepDims ? (image with { Height = 1, Width = 1 }).Shape : Shape.Of(image.Channels);
}

/// <summary>The mean of each channel.</summary>
public sealed record GlobalAveragePooling2D : Layer
{
    /// <summary>Whether height and width stay, as 1.</summary>
    public bool KeepDims { get; init; }

    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => GlobalMaxPooling2D.Channels(Image(input, DataFormat), KeepDims);
}
