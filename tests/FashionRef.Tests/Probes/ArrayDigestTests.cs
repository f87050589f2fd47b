using FashionRef.Probes;

namespace FashionRef.Tests.Probes;

internal sealed class ArrayDigestTests
{
    [Test]
    public void It_holds_three_sums_and_eight_values_from_the_first_to_the_last()
    {
        double[] array = [.. Enumerable.Range(0, 15).Select(i => i - 7.0)];

        ArrayDigest digest = ArrayDigest.Of(array);

        Assert.That((digest.Sum, digest.Magnitudes, digest.Squares), Is.EqualTo((0.0, 56.0, 280.0)));
        Assert.That(digest.Values, Is.EqualTo(new[] { -7.0, -5, -3, -1, 1, 3, 5, 7 }));
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(8)]
    public void A_small_array_is_held_whole(int length)
    {
        double[] array = [.. Enumerable.Range(1, length).Select(i => (double)i)];

        Assert.That(ArrayDigest.Of(array).Values, Is.EqualTo(array));
    }

    // The positions are those of floor(j (n-1) / 7), which float arithmetic gets wrong for some lengths.
    [Test]
    public void The_positions_are_whole_number_arithmetic()
    {
        double[] array = [.. Enumerable.Range(0, 200_704).Select(i => (double)i)];

        Assert.That(ArrayDigest.Of(array).Values, Is.EqualTo(Enumerable.Range(0, 8).Select(j => (double)((long)j * 200_703 / 7))));
    }

    [Test]
    public void Distances_are_relative_to_the_arrays_own_size()
    {
        ArrayDigest right = ArrayDigest.Of([3, -4]);

        DigestDistance distance = right.DistanceTo(ArrayDigest.Of([3, -4.5]), length: 2);

        // The root mean square is sqrt(12.5); the sum of squares goes from 25 to 29.25.
        Assert.That(distance.Values, Is.EqualTo(0.5 / Math.Sqrt(12.5)).Within(1e-15));
        Assert.That(distance.Sums, Is.EqualTo(4.25 / 25).Within(1e-15));
    }

    [Test]
    public void A_value_that_is_not_looked_at_shows_in_the_sums()
    {
        double[] array = [.. Enumerable.Repeat(1.0, 1000)];
        double[] other = [.. array];
        other[1] = 1.01;

        DigestDistance distance = ArrayDigest.Of(array).DistanceTo(ArrayDigest.Of(other), 1000);

        Assert.That(distance.Values, Is.Zero);
        Assert.That(distance.Sums, Is.EqualTo(2.01e-5).Within(1e-8));
    }

    [Test]
    public void Zeros_are_equal_to_zeros_and_infinitely_far_from_anything_else()
    {
        ArrayDigest zeros = ArrayDigest.Of(new double[4]);

        Assert.That(zeros.DistanceTo(ArrayDigest.Of(new double[4]), 4), Is.EqualTo(new DigestDistance(0, 0)));
        Assert.That(zeros.DistanceTo(ArrayDigest.Of([0, 0, 0, 1e-30]), 4).Values, Is.EqualTo(double.PositiveInfinity));
    }
}
