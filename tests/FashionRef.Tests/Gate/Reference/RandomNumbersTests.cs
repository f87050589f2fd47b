using FashionRef.Training;
using MathNet.Numerics.Statistics;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class RandomNumbersTests
{
    private const int Count = 100_000;

    [Test]
    public void Seed_and_stream_decide_the_numbers()
    {
        double[] again = Units(1, 2);

        Assert.That(Units(1, 2), Is.EqualTo(again));
        Assert.That(Units(1, 2), Is.Not.EqualTo(Units(1, 3)));
        Assert.That(Units(1, 2), Is.Not.EqualTo(Units(2, 2)));
    }

    [Test]
    public void Units_lie_between_0_and_1_ends_exclusive_and_fill_it_evenly()
    {
        double[] units = Units(1, 0);

        Assert.That(units, Is.All.GreaterThan(0).And.All.LessThan(1));
        Assert.That(units.Mean(), Is.EqualTo(0.5).Within(0.005));
        Assert.That(units.Variance(), Is.EqualTo(1.0 / 12).Within(0.001));
    }

    [Test]
    public void Normal_numbers_have_mean_0_and_standard_deviation_1()
    {
        RandomNumbers random = new(3, 0);
        double[] normal = [.. Enumerable.Range(0, Count).Select(_ => random.Normal())];

        Assert.That((normal.Mean(), normal.StandardDeviation(), normal.Skewness()), Is.EqualTo((0.0, 1.0, 0.0)).Within(0.03));
    }

    [Test]
    public void Below_gives_every_number_equally_often()
    {
        RandomNumbers random = new(4, 0);
        int[] numbers = [.. Enumerable.Range(0, Count).Select(_ => random.Below(5))];

        Assert.That(numbers.Distinct(), Is.EquivalentTo(new[] { 0, 1, 2, 3, 4 }));
        Assert.That(numbers.CountBy(number => number).Select(pair => pair.Value), Is.All.EqualTo(Count / 5).Within(600));
    }

    private static double[] Units(int seed, int stream)
    {
        RandomNumbers random = new(seed, stream);
        return [.. Enumerable.Range(0, Count).Select(_ => random.Unit())];
    }
}
