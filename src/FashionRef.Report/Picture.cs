namespace FashionRef.Report;

/// <summary>A picture as PNG, with its title and description.</summary>
/// <param name="name">The file's name without extension, for example <c>confusion-matrix</c>.</param>
/// <param name="title">Its title.</param>
/// <param name="description">What it shows, in words, with its figures: for readers who cannot see it.</param>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
/// <param name="png">The whole file.</param>
public sealed class Picture(string name, string title, string description, int width, int height, ReadOnlyMemory<byte> png)
{
    /// <summary>The file's name without extension, for example <c>confusion-matrix</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Its title.</summary>
    public string Title { get; } = title;

    /// <summary>What it shows, in words, with its figures: for readers who cannot see it.</summary>
    public string Description { get; } = description;

    /// <summary>In pixels.</summary>
    public int Width { get; } = width;

    /// <summary>In pixels.</summary>
    public int Height { get; } = height;

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> Png { get; } = png;
}
