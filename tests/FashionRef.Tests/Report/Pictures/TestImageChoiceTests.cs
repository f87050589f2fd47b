using FashionRef.Report.Pictures;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class TestImageChoiceTests
{
    [Test]
    public void A_seed_always_chooses_the_same_images()
    {
        IReadOnlyList<int> images = TestImageChoice.Of(seed: 1, count: 10_000, wanted: 24);

        // Computed from splitmix64's formula by a Python script.
        Assert.That(images.Take(6), Is.EqualTo(FirstOfSeed1));
        Assert.That(TestImageChoice.Of(1, 10_000, 24), Is.EqualTo(images));
    }

    [Test]
    public void Other_seeds_choose_others()
    {
        IReadOnlyList<int>[] choices = [.. Enumerable.Range(0, 50).Select(seed => TestImageChoice.Of(seed, 10_000, 24))];

        Assert.That(choices.Select(choice => string.Join(' ', choice)), Is.Unique);
    }

    [Test]
    public void No_image_is_chosen_twice_and_all_are_possible()
    {
        HashSet<int> seen = [];
        for (int seed = 0; seed < 200; seed++)
        {
            IReadOnlyList<int> images = TestImageChoice.Of(seed, count: 40, wanted: 24);
            Assert.That(images, Is.Unique.And.Count.EqualTo(24));
            Assert.That(images, Is.All.InRange(0, 39));
            seen.UnionWith(images);
        }

        Assert.That(seen, Has.Count.EqualTo(40));
    }

    [Test]
    public void A_small_set_is_chosen_whole() => Assert.That(TestImageChoice.Of(3, count: 5, wanted: 24), Is.EquivalentTo(new[] { 0, 1, 2, 3, 4 }));

    private static readonly int[] FirstOfSeed1 = [3126, 2904, 7959, 9276, 9700, 3117];
}
