using FashionRef.Data;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>The data set.</summary>
internal static class DataSection
{
    /// <summary>Counts and the first images.</summary>
    public static PageSection Of(Dataset data) => new(
        "data",
        "The data",
        [
            new Paragraph(Invariant(
                $"Fashion-MNIST: {data.Train.Count:N0} training images and {data.Test.Count:N0} test images, each {data.Train.Height} × {data.Train.Width} pixels of one grey value from 0 to 255, each of one of {FashionMnist.ClassNames.Count} classes. Each class has {Range(data.Train)} of the training images and {Range(data.Test)} of the test images.")),
            .. DatasetPictures.Draw(data).Select(picture => new Figures(Figure.Of(picture, "The first of the training set, in its order, as the notebook shows them."))),
        ]);

    private static string Range(ImageSet set)
    {
        int[] counts = [.. Enumerable.Range(0, FashionMnist.ClassNames.Count).Select(label => set.Labels.Span.Count((byte)label))];
        return counts.Min() == counts.Max() ? PageText.Count(counts[0]) : $"{PageText.Count(counts.Min())} to {PageText.Count(counts.Max())}";
    }
}
