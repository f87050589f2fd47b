using FashionRef.Training;
using FsCheck;
using FsCheck.Fluent;

namespace FashionRef.Tests.Training;

internal sealed class EpochShuffleTests
{
    [Test]
    public void Every_image_comes_once() => Prop.ForAll<PositiveInt, byte, byte>((count, seed, epoch) =>
        EpochShuffle.Order(count.Get, seed, epoch + 1).Order().SequenceEqual(Enumerable.Range(0, count.Get))).QuickCheckThrowOnFailure();

    [Test]
    public void Each_epoch_has_an_order_of_its_own_and_a_seed_gives_it_again()
    {
        int[] first = EpochShuffle.Order(1000, 7, 1);

        Assert.That(EpochShuffle.Order(1000, 7, 1), Is.EqualTo(first));
        Assert.That(EpochShuffle.Order(1000, 7, 2), Is.Not.EqualTo(first));
        Assert.That(EpochShuffle.Order(1000, 8, 1), Is.Not.EqualTo(first));
    }

    [Test]
    public void All_orders_are_equally_likely()
    {
        // 24 orders of 4 images over 24,000 draws: chi-square with 23 degrees of freedom is below 49.7 in 999 of 1,000 cases.
        Dictionary<string, int> counts = [];
        for (int draw = 0; draw < 24_000; draw++)
        {
            string order = string.Join(',', EpochShuffle.Order(4, seed: draw % 1000, epoch: 1 + (draw / 1000)));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        double chiSquare = counts.Values.Sum(count => (count - 1000.0) * (count - 1000.0) / 1000.0);
        Assert.That(counts, Has.Count.EqualTo(24));
        Assert.That(chiSquare, Is.LessThan(49.7));
    }

    [TestCase(0)]
    [TestCase(EpochShuffle.LargestEpoch + 1)]
    public void Epochs_without_a_stream_are_refused(int epoch) =>
        Assert.That(() => EpochShuffle.Order(10, 1, epoch), Throws.TypeOf<ArgumentOutOfRangeException>());
}
