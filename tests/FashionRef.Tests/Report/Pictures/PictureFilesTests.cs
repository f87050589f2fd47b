using FashionRef.Report;
using FashionRef.Report.Pictures;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class PictureFilesTests
{
    private static readonly Picture[] Pictures =
    [
        new("one", "One", "Words.", 1, 1, new byte[] { 1, 2, 3 }),
        new("two", "Two", "Words.", 1, 1, new byte[] { 4 }),
    ];

    [Test]
    public void Each_picture_becomes_a_file_of_its_name()
    {
        using TemporaryFolder folder = new();
        RunFolder run = new(folder["run"]);

        PictureFiles.Write(run, Pictures);

        Assert.That(Directory.GetFiles(folder["run"], "*", SearchOption.AllDirectories), Is.EquivalentTo(new[]
        {
            Path.Combine(folder["run"], "pictures", "one.png"), Path.Combine(folder["run"], "pictures", "two.png"),
        }));
        Assert.That(File.ReadAllBytes(PictureFiles.PathOf(run, "one")), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void What_cannot_be_written_is_told()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["pictures"], "a file where the folder should be");

        FashionRefException error = Assert.Throws<FashionRefException>(() => PictureFiles.Write(new RunFolder(folder.Path), Pictures))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(error.Message, Does.Contain("one.png' cannot be written: "));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_run_that_begins_takes_an_earlier_ones_pictures_away_and_nothing_else(bool keepCheckpoint)
    {
        using TemporaryFolder folder = new();
        RunFolder run = new(folder.Path);
        Directory.CreateDirectory(run.Pictures);
        foreach (string name in RunFolder.PictureNames)
        {
            File.WriteAllText(PictureFiles.PathOf(run, name), "an earlier run's");
        }

        string own = Path.Combine(run.Pictures, "my-own.png");
        File.WriteAllText(own, "kept");

        run.Clear(keepCheckpoint);

        Assert.That(Directory.GetFiles(run.Pictures), Is.EqualTo(new[] { own }));
    }
}
