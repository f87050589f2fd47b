using FashionRef.Data;
using FashionRef.Report;
using FashionRef.Report.Pictures;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class RunPicturesTests
{
    private static readonly ReportedRun Run = ReportedRuns.Create();
    private static readonly ReferenceHistories Reference = ReferenceHistories.Of(Run.Record.Settings, null);

    [Test]
    public void All_pictures_come_in_their_order_each_a_PNG_of_its_size_with_words()
    {
        IReadOnlyList<Picture> pictures = RunPictures.Draw(Run, ReportedRuns.Test, Reference);

        Assert.That(pictures.Select(picture => picture.Name), Is.EqualTo(new[]
        {
            "history-loss", "history-accuracy", "confusion-matrix", "predictions", "first-layer-filters", "confident-mistakes",
        }));
        foreach (Picture picture in pictures)
        {
            DecodedPicture decoded = new(picture);
            Assert.That((decoded.Width, decoded.Height), Is.EqualTo((picture.Width, picture.Height)), picture.Name);
            Assert.That(picture.Width, Is.InRange(800, 1200), picture.Name);
            Assert.That(decoded.Has(0, 0, PictureColors.Paper), Is.True, picture.Name);
            Assert.That(picture.Title, Is.Not.Empty, picture.Name);
            Assert.That(picture.Description, Does.EndWith("."), picture.Name);
        }
    }

    [Test]
    public void The_same_run_gives_the_same_bytes()
    {
        IReadOnlyList<Picture> once = RunPictures.Draw(Run, ReportedRuns.Test, Reference);
        IReadOnlyList<Picture> again = RunPictures.Draw(ReportedRuns.Create(), ReportedRuns.Test, Reference);

        foreach ((Picture first, Picture second) in once.Zip(again))
        {
            Assert.That(first.Png.Span.SequenceEqual(second.Png.Span), Is.True, first.Name);
        }
    }

    [Test]
    public void Without_mistakes_there_is_no_picture_of_them() => Assert.That(
        RunPictures.Draw(ReportedRuns.Create(wrong: 0), ReportedRuns.Test, Reference).Select(picture => picture.Name),
        Has.No.Member(PictureNames.ConfidentMistakes));

    [Test]
    public void Images_that_the_run_was_not_judged_by_are_refused()
    {
        ImageSet test = ReportedRuns.Test;
        byte[] labels = test.Labels.ToArray();
        labels[0] ^= 1;

        Refusal.Expect(
            () => RunPictures.Draw(Run, new ImageSet(test.Height, test.Width, test.Pixels, labels), Reference),
            "The predictions in 'a-run' are not of these 200 test images");
    }
}
