namespace FashionRef.Data;

/// <summary>Images and their classes, as the files hold them: nothing is scaled here.</summary>
public sealed class ImageSet
{
    /// <summary>Creates a set; also for small synthetic ones.</summary>
    /// <param name="height">Rows of an image, at least 1.</param>
    /// <param name="width">Columns of an image, at least 1.</param>
    /// <param name="pixels"><c>[count, height, width]</c>, row by row, raw 0 to 255.</param>
    /// <param name="labels"><c>[count]</c>, each in the range [0, 9], ends inclusive; at least one.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together, or a label is above 9.</exception>
    public ImageSet(int height, int width, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (labels.IsEmpty)
        {
            throw new ArgumentException("There are no labels. A set must have at least one image.", nameof(labels));
        }

        if (pixels.Length != (long)labels.Length * height * width)
        {
            throw new ArgumentException(
                $"There are {pixels.Length:N0} pixels. {labels.Length:N0} labels of {height} x {width} images must have "
                + $"{(long)labels.Length * height * width:N0}.",
                nameof(pixels));
        }

        int wrong = labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)9);
        if (wrong >= 0)
        {
            throw new ArgumentException(
                $"Label {wrong:N0} is {labels.Span[wrong]}. Labels must be inside [0..9].", nameof(labels));
        }

        Height = height;
        Width = width;
        Pixels = pixels;
        Labels = labels;
    }

    /// <summary>Number of images, at least 1.</summary>
    public int Count => Labels.Length;

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary><c>[Count, Height, Width]</c>, row by row, raw: 0 (background) to 255.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary><c>[Count]</c>, each in the range [0, 9], ends inclusive.</summary>
    public ReadOnlyMemory<byte> Labels { get; }
}
