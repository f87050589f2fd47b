namespace FashionRef.Report;

/// <summary>A picture as PNG, with what is said of it.</summary>
/// <param name="Name">The file's name without extension, for example <c>confusion-matrix</c>.</param>
/// <param name="Title">What stands over it.</param>
/// <param name="Description">What it shows, in words, with its figures: for those who cannot see it.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Png">The whole file.</param>
public sealed record Picture(string Name, string Title, string Description, int Width, int Height, ReadOnlyMemory<byte> Png);
