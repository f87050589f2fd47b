namespace FashionRef.Models;

/// <summary>The order of an image's axes, by Keras' names.</summary>
public enum DataFormat
{
    /// <summary><c>[height, width, channels]</c>.</summary>
    ChannelsLast,

    /// <summary><c>[channels, height, width]</c>.</summary>
    ChannelsFirst,
}

/// <summary>The sizes of an image, whatever the order of its axes.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Format">The axes' order.</param>
public readonly record struct ImageAxes(int Height, int Width, int Channels, DataFormat Format)
{
    /// <summary>The sizes in the axes' order.</summary>
    public Shape Shape => Format == DataFormat.ChannelsFirst ? Shape.Of(Channels, Height, Width) : Shape.Of(Height, Width, Channels);

    /// <summary>The sizes of a shape with three axes.</summary>
    /// <param name="shape">Of one sample.</param>
    /// <param name="format">The axes' order.</param>
    public static ImageAxes Of(Shape shape, DataFormat format)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return format == DataFormat.ChannelsFirst ? new(shape[1], shape[2], shape[0], format) : new(shape[0], shape[1], shape[2], format);
    }
}
