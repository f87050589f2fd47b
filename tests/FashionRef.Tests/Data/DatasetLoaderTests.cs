using FashionRef.Data;

namespace FashionRef.Tests.Data;

public sealed class DatasetLoaderTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        TestFiles.WriteAll(_folder.Path, gzip: false);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Another_data_set_has_its_own_hashes()
    {
        Dataset data = DatasetLoader.LoadOther(_folder.Path);

        Assert.That((data.Train.Count, data.Test.Count), Is.EqualTo((TestFiles.TrainCount, TestFiles.TestCount)));
        Assert.That(data.Sha256, Is.EqualTo(TestFiles.Files.Sha256));
    }

    [Test]
    public void Images_of_another_size_are_refused()
    {
        File.WriteAllBytes(_folder["t10k-images-idx3-ubyte"], TestFiles.Idx(0x803, [10, 2, 3], new byte[60]));

        FashionRefException error = Assert.Throws<FashionRefException>(() => DatasetLoader.LoadOther(_folder.Path))!;

        Assert.That(error.Message, Is.EqualTo($"The images in '{_folder.Path}' have 2 x 3 pixels. The models take 28 x 28."));
    }

    [Test]
    public void Pixels_and_labels_come_as_the_files_hold_them_with_their_hashes()
    {
        Dataset dataset = DatasetLoader.Load(_folder.Path, TestFiles.Files);

        Assert.That((dataset.Train.Count, dataset.Train.Height, dataset.Train.Width), Is.EqualTo((TestFiles.TrainCount, 28, 28)));
        Assert.That(dataset.Train.Pixels.ToArray(), Is.EqualTo(TestFiles.Plain["train-images-idx3-ubyte"][16..]));
        Assert.That(dataset.Test.Labels.ToArray(), Is.EqualTo(TestFiles.Plain["t10k-labels-idx1-ubyte"][8..]));
        Assert.That(dataset.Sha256, Is.EquivalentTo(TestFiles.Files.All.ToDictionary(file => file.Name, file => file.Sha256)));
    }

    [Test]
    public void A_missing_file_asks_for_a_fetch()
    {
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);

        Assert.That(
            () => DatasetLoader.Load(_folder.Path, TestFiles.Files),
            Throws.TypeOf<FashionRefException>().With.Message.Contains("t10k-labels-idx1-ubyte").And.Message.EndsWith("Fetch it first."));
    }

    [Test]
    public void A_file_that_changed_since_the_fetch_is_refused()
    {
        byte[] changed = TestFiles.Changed(TestFiles.Plain["t10k-images-idx3-ubyte"], 99);
        File.WriteAllBytes(_folder["t10k-images-idx3-ubyte"], changed);

        Assert.That(
            () => DatasetLoader.Load(_folder.Path, TestFiles.Files),
            Throws.TypeOf<FashionRefException>().With.Property(nameof(FashionRefException.Kind)).EqualTo(FaultKind.BadRequest)
                .And.Message.Contains($"It must be {TestFiles.Files.TestImages.Sha256}."));
    }

    [Test]
    public void Labels_of_another_count_are_refused()
    {
        File.Copy(_folder["t10k-labels-idx1-ubyte"], _folder["train-labels-idx1-ubyte"], overwrite: true);
        DatasetFiles files = TestFiles.Files with
        {
            TrainLabels = TestFiles.Files.TestLabels with { Name = "train-labels-idx1-ubyte" },
        };

        Assert.That(
            () => DatasetLoader.Load(_folder.Path, files),
            Throws.TypeOf<FashionRefException>().With.Message.Contains("has 10 labels. There must be one for each of the 40 images"));
    }
}
