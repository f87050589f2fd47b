using FashionRef.Data;
using FashionRef.Report.Images;

namespace FashionRef.Report.Pictures;

/// <summary>Pictures of the data set.</summary>
public static class DatasetPictures
{
    private const int Shown = 24;

    /// <summary>How the images are arranged.</summary>
    internal static readonly ImageGrid Grid = new(Columns: 6, Scale: 6, CellWidth: 180);

    /// <summary>Draws <c>training-images</c>: the first 24 images of the training set, in rows of six with their class names.</summary>
    /// <param name="data">The data set.</param>
    /// <exception cref="FashionRefException">This machine cannot draw (machine cannot).</exception>
    public static IReadOnlyList<Picture> Draw(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        DrawingLibrary.EnsureLoaded();
        ImageSet set = data.Train;
        GridCell[] cells =
        [
            .. Enumerable.Range(0, Math.Min(Shown, set.Count)).Select(i => new GridCell(set, i, [FashionMnist.ClassNames[set.Labels.Span[i]]])),
        ];
        string classes = string.Join(", ", cells.Select(cell => cell.Lines[0]));
        return
        [
            Grid.Draw(
                PictureNames.TrainingImages,
                "Training images",
                FormattableString.Invariant($"The first {cells.Length} training images, row by row: {classes}."),
                cells),
        ];
    }
}
