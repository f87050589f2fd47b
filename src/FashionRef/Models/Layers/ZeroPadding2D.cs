namespace FashionRef.Models.Layers;

/// <summary>Numbers for the four sides of an image.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Left">Columns before.</param>
/// <param name="Right">Columns behind.</param>
public readonly record struct Sides(int Top, int Bottom, int Left, int Right);

/// <summary>Zeros around an image.</summary>
/// <param name="Padding">How many rows and columns; at least 0.</param>
public sealed record ZeroPadding2D(Sides Padding) : Layer
{
    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(0, (nameof(Padding), new Size2D(Padding.Top, Padding.Bottom)), (nameof(Padding), new Size2D(Padding.Left, Padding.Right)));
        int height = Size(input, (long)image.Height + Padding.Top + Padding.Bottom);
        int width = Size(input, (long)image.Width + Padding.Left + Padding.Right);
        return (image with { Height = height, Width = width }).Shape;
    }
}

/// <summary>An image without its outer rows and columns.</summary>
/// <param name="Cropping">How many rows and columns; at least 0.</param>
public sealed record Cropping2D(Sides Cropping) : Layer
{
    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(0, (nameof(Cropping), new Size2D(Cropping.Top, Cropping.Bottom)), (nameof(Cropping), new Size2D(Cropping.Left, Cropping.Right)));
        int height = Size(input, (long)image.Height - Cropping.Top - Cropping.Bottom);
        int width = Size(input, (long)image.Width - Cropping.Left - Cropping.Right);
        return (image with { Height = height, Width = width }).Shape;
    }
}

/// <summary>Each row and column several times.</summary>
/// <param name="Factor">How many times, along rows and columns; at least 1.</param>
/// <param name="Interpolation">Nearest repeats pixels; bilinear makes those between.</param>
public sealed record UpSampling2D(Size2D Factor, Interpolation Interpolation) : Layer
{
    /// <summary>The order of the image's axes.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        ImageAxes image = Image(input, DataFormat);
        RequireAtLeast(1, (nameof(Factor), Factor));
        int height = Size(input, (long)image.Height * Factor.Height);
        int width = Size(input, (long)image.Width * Factor.Width);
        return (image with { Height = height, Width = width }).Shape;
    }
}
