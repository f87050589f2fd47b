using FashionRef.Data;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>What is learned from.</summary>
internal static class DataSection
{
    /// <summary>Counts, classes and the first images.</summary>
    public static PageSection Of(Dataset data) => new(
        "data",
        "The data",
        [
            new Paragraph(Invariant(
                $"Fashion-MNIST: {data.Train.Count:N0} training images and {data.Test.Count:N0} test images, each {data.Train.Height} × {data.Train.Width} pixels of one grey value from 0 to 255, each of one of {FashionMnist.ClassNames.Count} classes.")),
            .. DatasetPictures.Draw(data).Select(picture => new Figures(Figure.Of(picture, "The first of the training set, in its order, as the notebook shows them."))),
            new DataTable(
                "classes",
                "Images of each class",
                [TableColumn.OfText("class"), .. TableColumn.OfNumbers("label", "training images", "test images")],
                [
                    .. FashionMnist.ClassNames.Select((name, label) => new TableRow(
                        name, [Invariant($"{label}"), Count(data.Train, label), Count(data.Test, label)])),
                ]),
        ]);

    private static string Count(ImageSet set, int label)
    {
        ReadOnlySpan<byte> labels = set.Labels.Span;
        return PageText.Count(labels.Count((byte)label));
    }
}
