using FashionRef.Report;
using FashionRef.Report.Pictures;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class AnswerPicturesTests
{
    private static readonly ImageGrid Grid = AnswerPictures.Grid;

    [Test]
    public void Wrong_answers_are_marked_and_right_ones_are_not()
    {
        ReportedRun run = ReportedRuns.Create(seed: 2, wrong: 100);
        IReadOnlyList<int> images = TestImageChoice.Of(2, ReportedRuns.Test.Count, 24);
        bool[] isWrong = [.. images.Select(image => !run.Predictions.IsRight(image))];
        Assert.That(isWrong, Has.Some.True.And.Some.False);

        Picture drawn = AnswerPictures.Sample(run, ReportedRuns.Test);

        DecodedPicture picture = new(drawn);
        GridCell cell = new(ReportedRuns.Test, 0, ["", ""]);
        for (int i = 0; i < images.Count; i++)
        {
            (int left, int top) = Grid.ImageCorner(cell, i);
            Assert.That(picture.Has(left - 3, top + 40, PictureColors.Wrong), Is.EqualTo(isWrong[i]), $"image {images[i]}");
        }

        int wrong = isWrong.Count(isWrongAnswer => isWrongAnswer);
        Assert.That(drawn.Description, Does.StartWith("24 test images that seed 2 chose, ").And.Contain($" {24 - wrong} answers are right, {wrong} wrong; "));
    }

    [Test]
    public void Another_seed_shows_other_images()
    {
        Picture one = AnswerPictures.Sample(ReportedRuns.Create(seed: 1), ReportedRuns.Test);
        Picture two = AnswerPictures.Sample(ReportedRuns.Create(seed: 2), ReportedRuns.Test);

        Assert.That(one.Png.Span.SequenceEqual(two.Png.Span), Is.False);
        Assert.That(one.Description, Does.StartWith("24 test images that seed 1 chose, "));
    }

    [Test]
    public void The_images_of_mistakes_are_those_with_the_highest_probabilities_in_their_order()
    {
        // The last image is the surest mistake, the one before it the next.
        ReportedRun run = ReportedRuns.Create(wrong: 40);

        Picture drawn = AnswerPictures.Mistakes(run, ReportedRuns.Test)!;

        DecodedPicture picture = new(drawn);
        GridCell cell = new(ReportedRuns.Test, 0, ["", ""]);
        for (int i = 0; i < 24; i++)
        {
            (int left, int top) = Grid.ImageCorner(cell, i);
            int image = ReportedRuns.Test.Count - 1 - i;
            for (int row = 0; row < 28; row++)
            {
                byte pixel = ReportedRuns.Test.Pixels.Span[(((image * 28) + row) * 28) + 13];
                Assert.That(picture[left + (13 * 7) + 3, top + (row * 7) + 3].Green, Is.EqualTo(255 - pixel), $"place {i}, row {row}");
            }
        }

        Assert.That(drawn.Description, Is.EqualTo(
            "Of 40 wrong answers the 24 with the highest probabilities, the highest first, down to 0.531. The first: "
            + "image 199, Ankle boot taken for T-shirt/top (0.576); image 198, Bag taken for Ankle boot (0.574); "
            + "image 197, Sneaker taken for Bag (0.572); image 196, Shirt taken for Sneaker (0.570); image 195, Sandal taken for Shirt (0.568)."));
    }

    [Test]
    public void Fewer_mistakes_are_all_shown_and_without_any_there_is_no_picture()
    {
        Assert.That(AnswerPictures.Mistakes(ReportedRuns.Create(wrong: 3), ReportedRuns.Test)!.Description, Does.StartWith("Of 3 wrong answers the 3 "));
        Assert.That(AnswerPictures.Mistakes(ReportedRuns.Create(wrong: 0), ReportedRuns.Test), Is.Null);
    }

    [TestCase(0.9994, "0.999")]
    [TestCase(0.9996, ">0.999")]
    [TestCase(1, ">0.999")]
    [TestCase(0.5, "0.500")]
    public void No_probability_is_told_as_1(double probability, string told) => Assert.That(AnswerPictures.Format(probability), Is.EqualTo(told));
}
