using FashionRef.Data;

namespace FashionRef.Report.Pictures;

/// <summary>One image of a grid, with what is written under it.</summary>
/// <param name="Set">The set that the image is of.</param>
/// <param name="Image">The image's place in the set.</param>
/// <param name="Lines">Written under the image, from top to bottom; the same number in all cells of a grid.</param>
/// <param name="IsMarked">Whether the cell stands out: by a frame and a cross, not by colour alone.</param>
internal sealed record GridCell(ImageSet Set, int Image, IReadOnlyList<string> Lines, bool IsMarked = false);
