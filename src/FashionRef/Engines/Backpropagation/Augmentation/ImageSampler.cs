using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Backpropagation.Augmentation;

/// <summary>Reads images at other places, between pixels and outside too, with Keras' arithmetic in float32.</summary>
/// <param name="image">The sizes.</param>
/// <param name="layer">How pixels between others and those outside are made.</param>
internal sealed class ImageSampler(ImageAxes image, RandomTransform layer)
{
    private readonly ImageStrides _strides = ImageStrides.Of(image);
    private readonly float _fill = (float)layer.FillValue;

    /// <summary>Computes an image.</summary>
    /// <param name="input">The image before.</param>
    /// <param name="output">Receives the image; another array.</param>
    /// <param name="map">Where each pixel is read.</param>
    public void Run(ReadOnlySpan<float> input, Span<float> output, AffineMap map)
    {
        for (int row = 0; row < image.Height; row++)
        {
            for (int column = 0; column < image.Width; column++)
            {
                float x = Place((map.A0 * column) + (map.A1 * row) + map.A2, image.Width);
                float y = Place((map.B0 * column) + (map.B1 * row) + map.B2, image.Height);
                for (int channel = 0; channel < image.Channels; channel++)
                {
                    output[_strides.Place(row, column, channel)] = layer.Interpolation == Interpolation.Nearest
                        ? Pixel(input, MathF.Round(y, MidpointRounding.AwayFromZero), MathF.Round(x, MidpointRounding.AwayFromZero), channel)
                        : Between(input, y, x, channel);
                }
            }
        }
    }

    private float Place(float place, int size) => layer.FillMode switch
    {
        FillMode.Nearest => Math.Clamp(place, 0, size - 1),
        FillMode.Reflect => Math.Clamp(Reflected(place, size), 0, size - 1),
        FillMode.Wrap => Math.Clamp(Wrapped(place, size), 0, size - 1),
        _ => place,
    };

    // The mirror is at the outer edge of the border's pixel.
    private static float Reflected(float place, int size)
    {
        long both = 2L * size;
        if (place < 0)
        {
            place = place < -both ? place + (both * (long)(-place / both)) : place;
            return place < -size ? place + both : -place - 1;
        }

        if (place <= size - 1)
        {
            return place;
        }

        place -= both * (long)(place / both);
        return place >= size ? both - place - 1 : place;
    }

    // Quotients by one less than the size are Keras' way.
    private static float Wrapped(float place, int size)
    {
        long last = Math.Max(size - 1, 1);
        return place < 0 ? place + ((long)size * ((long)(-place / last) + 1))
            : place > size - 1 ? place - ((long)size * (long)(place / last))
            : place;
    }

    private float Between(ReadOnlySpan<float> input, float y, float x, int channel)
    {
        (float x0, float y0) = (MathF.Floor(x), MathF.Floor(y));
        (float x1, float y1) = (x0 + 1, y0 + 1);
        float top = ((x1 - x) * Pixel(input, y0, x0, channel)) + ((x - x0) * Pixel(input, y0, x1, channel));
        float bottom = ((x1 - x) * Pixel(input, y1, x0, channel)) + ((x - x0) * Pixel(input, y1, x1, channel));
        return ((y1 - y) * top) + ((y - y0) * bottom);
    }

    private float Pixel(ReadOnlySpan<float> input, float y, float x, int channel) =>
        y >= 0 && y < image.Height && x >= 0 && x < image.Width ? input[_strides.Place((int)y, (int)x, channel)] : _fill;
}

/// <summary>From one number of an image to the next along each axis.</summary>
internal readonly record struct ImageStrides(int Row, int Column, int Channel)
{
    /// <summary>Those of an image that lies row-major in its axes' order.</summary>
    public static ImageStrides Of(ImageAxes image) => image.Format == DataFormat.ChannelsFirst
        ? new(image.Width, 1, image.Height * image.Width)
        : new(image.Width * image.Channels, image.Channels, 1);

    /// <summary>The place of a number.</summary>
    public int Place(int row, int column, int channel) => (row * Row) + (column * Column) + (channel * Channel);
}
