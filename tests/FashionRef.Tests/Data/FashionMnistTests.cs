using FashionRef.Data;

namespace FashionRef.Tests.Data;

public sealed class FashionMnistTests
{
    [Test]
    public void Lengths_follow_from_the_counts()
    {
        DatasetFiles files = FashionMnist.Files;

        Assert.That(files.TrainImages.PlainLength, Is.EqualTo(16 + (FashionMnist.TrainCount * FashionMnist.Height * FashionMnist.Width)));
        Assert.That(files.TestImages.PlainLength, Is.EqualTo(16 + (FashionMnist.TestCount * FashionMnist.Height * FashionMnist.Width)));
        Assert.That(files.TrainLabels.PlainLength, Is.EqualTo(8 + FashionMnist.TrainCount));
        Assert.That(files.TestLabels.PlainLength, Is.EqualTo(8 + FashionMnist.TestCount));
    }

    [Test]
    public void Every_hash_is_whole_and_occurs_once()
    {
        string[] hashes = [.. FashionMnist.Files.All.SelectMany(file => new[] { file.Sha256, file.MnistSha256 })];

        Assert.That(hashes, Is.Unique);
        Assert.That(hashes, Has.All.Matches("^[0-9a-f]{64}$"));
    }

    [Test]
    public void There_are_ten_classes() => Assert.That(FashionMnist.ClassNames, Has.Count.EqualTo(10).And.Unique);
}
