using System.Globalization;

namespace FashionRef.Models;

/// <summary>A number for each axis of an image: a kernel's size, a stride, a dilation rate.</summary>
/// <param name="Height">Along the rows.</param>
/// <param name="Width">Along the columns.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same number along both axes.</summary>
    /// <param name="size">The number.</param>
    public static implicit operator Size2D(int size) => new(size, size);

    /// <summary>One number where both are equal, for example <c>3</c>, otherwise <c>(3, 5)</c>.</summary>
    public override string ToString() => Height == Width
        ? Height.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"({Height}, {Width})");
}
