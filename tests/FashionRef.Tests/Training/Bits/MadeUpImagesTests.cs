using FashionRef.Data;
using FashionRef.Training;
using FashionRef.Training.Bits;

namespace FashionRef.Tests.Training.Bits;

internal sealed class MadeUpImagesTests
{
    [Test]
    public void An_image_is_the_same_whichever_others_are_asked_for()
    {
        ImageSet all = MadeUpImages.Create(seed: 1, first: 0, count: 8);
        ImageSet some = MadeUpImages.Create(seed: 1, first: 5, count: 3);

        Assert.That(some.Pixels.ToArray(), Is.EqualTo(all.Pixels[(5 * 28 * 28)..].ToArray()));
        Assert.That(some.Labels.ToArray(), Is.EqualTo(all.Labels[5..].ToArray()));
    }

    [Test]
    public void Images_differ_from_each_other_and_from_seed_to_seed()
    {
        ImageSet[] images = [.. Enumerable.Range(0, 50).Select(i => MadeUpImages.Create(1, i, 1)), MadeUpImages.Create(2, 0, 1), MadeUpImages.Create(SplitMix64.LargestSeed, 0, 1)];

        Assert.That(images.Select(image => Convert.ToHexString(image.Pixels.Span)), Is.Unique);
    }

    [Test]
    public void They_are_mostly_a_flat_zero_background_and_have_every_class()
    {
        ImageSet images = MadeUpImages.Create(seed: 1, first: 0, count: 500);

        double zeros = images.Pixels.ToArray().Count(pixel => pixel == 0) / (double)images.Pixels.Length;
        Assert.That(zeros, Is.InRange(0.5, 0.9));
        Assert.That(images.Labels.ToArray().Distinct(), Has.Exactly(10).Items);
        Assert.That(images.Pixels.ToArray().Max(), Is.InRange(200, 255));
    }

    [Test]
    public void Each_fourth_row_is_flat_so_that_pooling_meets_equal_neighbours()
    {
        ReadOnlyMemory<byte> image = MadeUpImages.Create(seed: 1, first: 0, count: 1).Pixels;

        IEnumerable<int> flatRows = Enumerable.Range(0, 28).Where(row =>
            image.Slice(row * 28, 28).ToArray().Where(pixel => pixel > 0).Distinct().Count() == 1);
        Assert.That(flatRows, Is.Not.Empty.And.All.Matches<int>(row => row % 4 == 0));
    }

    [TestCase(-1, 1)]
    [TestCase(0, 0)]
    [TestCase(MadeUpImages.Most, 1)]
    public void Images_that_do_not_exist_are_refused(int first, int count) =>
        Assert.That(() => MadeUpImages.Create(1, first, count), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
