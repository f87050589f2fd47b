using FashionRef.Engines.Functions;

namespace FashionRef.Engines.Backpropagation.Augmentation;

/// <summary>
/// Where in the input an output pixel is read: of column c and row r at <c>x = A0·c + A1·r + A2</c>, <c>y = B0·c + B1·r + B2</c>, in float32.
/// Centres of pixels are at whole numbers, x goes to the right, y down.
/// </summary>
internal readonly record struct AffineMap(float A0, float A1, float A2, float B0, float B1, float B2)
{
    private const float Radians = (float)(Math.PI / 180);

    /// <summary>The image moved.</summary>
    /// <param name="down">By so many rows.</param>
    /// <param name="right">By so many columns.</param>
    public static AffineMap Moved(float down, float right) => new(1, 0, -right, 0, 1, -down);

    /// <summary>The image turned about its centre.</summary>
    /// <param name="degrees">Counter-clockwise.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static AffineMap Turned(float degrees, int height, int width)
    {
        float angle = degrees * Radians;
        float sin = (float)DoubleTrigonometry.Sin(angle);
        float cos = (float)DoubleTrigonometry.Cos(angle);
        (float x, float y) = Centre(height, width);
        return new(cos, -sin, x - (x * cos) + (y * sin), sin, cos, y - (x * sin) - (y * cos));
    }

    /// <summary>The image with its pixels apart by other distances, about its centre; distances above 1 make it smaller.</summary>
    /// <param name="rows">From row to row.</param>
    /// <param name="columns">From column to column.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static AffineMap Zoomed(float rows, float columns, int height, int width)
    {
        (float x, float y) = Centre(height, width);
        return new(columns, 0, x * (1 - columns), 0, rows, y * (1 - rows));
    }

    private static (float X, float Y) Centre(int height, int width) => ((width - 1) / 2f, (height - 1) / 2f);
}
