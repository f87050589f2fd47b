using System.Security.Cryptography;
using FashionRef.Data;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Runs;

internal sealed class FeedHashTests
{
    // Three images of 1 x 2 pixels.
    private static readonly ImageSet Images = new(1, 2, new byte[] { 10, 11, 20, 21, 30, 31 }, new byte[] { 1, 2, 3 });

    [Test]
    public void It_is_the_hash_of_each_image_its_label_and_each_batchs_size()
    {
        byte[] bytes = [30, 31, 3, 10, 11, 1, 2, 0, 0, 0, 20, 21, 2, 1, 0, 0, 0];

        Assert.That(FeedHash.Of(Images, [2, 0, 1], batchSize: 2), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    [Test]
    public void Another_order_image_label_or_batch_has_another_hash()
    {
        ImageSet otherImage = new(1, 2, new byte[] { 10, 11, 20, 22, 30, 31 }, Images.Labels);
        ImageSet otherLabel = new(1, 2, Images.Pixels, new byte[] { 1, 2, 4 });
        string[] hashes =
        [
            FeedHash.Of(Images, [0, 1, 2], 2),
            FeedHash.Of(Images, [0, 2, 1], 2),
            FeedHash.Of(Images, [0, 1, 2], 3),
            FeedHash.Of(Images, [0, 1], 2),
            FeedHash.Of(Images, [0, 1, 1], 2),
            FeedHash.Of(otherImage, [0, 1, 2], 2),
            FeedHash.Of(otherLabel, [0, 1, 2], 2),
        ];

        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void A_repeated_shuffle_gives_every_epoch_the_firsts()
    {
        RunSettings anew = RunSettings.Notebook(1, "exact", seed: 7, threads: 1) with { BatchSize = 2 };
        RunSettings repeated = anew with { Shuffle = Shuffle.Repeated };
        ImageSet many = new(1, 1, Enumerable.Range(0, 50).Select(i => (byte)i).ToArray(), new byte[50]);

        Assert.That(FeedHash.Of(many, repeated, 2), Is.EqualTo(FeedHash.Of(many, anew, 1)));
        Assert.That(FeedHash.Of(many, anew, 2), Is.Not.EqualTo(FeedHash.Of(many, anew, 1)));
    }
}
