using FashionRef.Data;
using FashionRef.Report;
using FashionRef.Report.Pictures;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class DatasetPicturesTests
{
    [Test]
    public void The_first_24_training_images_are_shown_with_their_classes()
    {
        Dataset data = SyntheticData.Create(train: 30, test: 10);

        Picture drawn = DatasetPictures.Draw(data).Single();

        Assert.That((drawn.Name, drawn.Width), Is.EqualTo(("training-images", 1080)));
        Assert.That(drawn.Description, Does.StartWith("The first 24 training images, row by row: T-shirt/top, Trouser, Pullover, Dress, ").And.EndWith(" Dress."));
        DecodedPicture picture = new(drawn);
        (int left, int top) = DatasetPictures.Grid.ImageCorner(new GridCell(data.Train, 0, [""]), 23);
        for (int row = 0; row < 28; row++)
        {
            byte pixel = data.Train.Pixels.Span[(((23 * 28) + row) * 28) + 5];
            Assert.That(picture[left + (5 * 6) + 3, top + (row * 6) + 3].Red, Is.EqualTo(255 - pixel), $"row {row}");
        }
    }

    [Test]
    public void A_smaller_set_is_shown_whole() => Assert.That(
        DatasetPictures.Draw(SyntheticData.Create(train: 7, test: 10)).Single().Description, Does.StartWith("The first 7 training images, "));
}
