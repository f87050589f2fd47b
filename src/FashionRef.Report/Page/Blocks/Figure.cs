namespace FashionRef.Report.Page.Blocks;

/// <summary>A picture in the page.</summary>
/// <param name="Name">The picture's name.</param>
/// <param name="Source">The whole picture as a <c>data:</c> address.</param>
/// <param name="Description">What it shows, for readers who cannot see it.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Title">The title below it.</param>
/// <param name="Caption">How to read it.</param>
internal sealed record Figure(string Name, string Source, string Description, int Width, int Height, string Title, string Caption)
{
    /// <summary>A picture with its caption.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">How to read it.</param>
    /// <param name="run">Its run, if there are several; it precedes the title.</param>
    public static Figure Of(Picture picture, string caption, PageRun? run = null) => new(
        picture.Name,
        $"data:image/png;base64,{Convert.ToBase64String(picture.Png.Span)}",
        picture.Description,
        picture.Width,
        picture.Height,
        run is null ? picture.Title : $"{run.Title}: {char.ToLowerInvariant(picture.Title[0])}{picture.Title[1..]}",
        caption);
}
