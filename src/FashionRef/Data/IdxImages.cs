namespace FashionRef.Data;

/// <summary>What an IDX file of images holds.</summary>
/// <param name="Count">Number of images, at least 1.</param>
/// <param name="Height">Rows of an image, at least 1.</param>
/// <param name="Width">Columns of an image, at least 1.</param>
/// <param name="Pixels"><c>[Count, Height, Width]</c>, row by row, each 0 (background) to 255.</param>
public readonly record struct IdxImages(int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels);
