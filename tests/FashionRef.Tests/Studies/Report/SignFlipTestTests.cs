using FashionRef.Studies.Report;
using FashionRef.Training;

namespace FashionRef.Tests.Studies.Report;

internal sealed class SignFlipTestTests
{
    // Of the sums of all choices of signs; the last one's are 4, 2, 2, 0 and their opposites.
    [TestCase(new[] { 1.0, 2, 3 }, 0.25)]
    [TestCase(new[] { 1.0, 2, -1 }, 0.75)]
    [TestCase(new[] { 5.0 }, 1)]
    [TestCase(new[] { 0.0, 0, 0 }, 1)]
    [TestCase(new[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, 0.03125)]
    public void P_is_the_share_of_the_choices_of_signs_with_a_sum_as_far_from_0(double[] differences, double p)
    {
        Assert.That(SignFlipTest.P(differences), Is.EqualTo(p));
        Assert.That(SignFlipTest.P([.. differences.Select(difference => -difference)]), Is.EqualTo(p));
    }

    // By another way: all choices one after the other, added anew each time.
    [Test]
    public void The_quick_count_is_the_plain_one()
    {
        double[] differences = Sample(12, shift: 0.3);

        double sum = Math.Abs(differences.Sum());
        int far = Enumerable.Range(0, 1 << 12).Count(choice => Math.Abs(differences.Select((value, i) => (choice >> i & 1) == 0 ? value : -value).Sum()) >= sum - 1e-9);

        Assert.That(SignFlipTest.P(differences), Is.EqualTo(far / 4096.0));
    }

    [Test]
    public void Many_pairs_are_drawn_the_same_each_time_and_near_the_exact_share()
    {
        double[] differences = Sample(20, shift: 0.3);
        double exact = SignFlipTest.P(differences);

        // A difference of 0 changes no sum, so the share of 21 is that of 20.
        double drawn = SignFlipTest.P([.. differences, 0]);

        Assert.That(drawn, Is.EqualTo(exact).Within(5 * Math.Sqrt(exact * (1 - exact) / SignFlipTest.Draws)).And.EqualTo(SignFlipTest.P([.. differences, 0])));
        Assert.That(SignFlipTest.P([.. Enumerable.Repeat(1.0, 70)]), Is.EqualTo(1.0 / (SignFlipTest.Draws + 1)));
    }

    // Six equal signs have p = 1/32; five 1/16. So with six pairs all shifts below the least difference are rejected, and none above it.
    [Test]
    public void The_interval_has_the_shifts_that_are_not_rejected()
    {
        (double low, double high) = SignFlipTest.Interval([1, 2, 3, 4, 5, 6], 0.05);

        Assert.That((low, high), Is.EqualTo((1.0, 6.0)).Within(1e-9));
        Assert.That(SignFlipTest.P([.. new[] { 1.0, 2, 3, 4, 5, 6 }.Select(difference => difference - 0.99)]), Is.LessThanOrEqualTo(0.05));
        Assert.That(SignFlipTest.P([.. new[] { 1.0, 2, 3, 4, 5, 6 }.Select(difference => difference - 1.01)]), Is.GreaterThan(0.05));
    }

    [Test]
    public void Just_inside_the_interval_no_shift_is_rejected_and_just_outside_each([Values(6, 9, 13, 21, 70)] int pairs, [Values(0.05, 0.2)] double significance)
    {
        double[] differences = Sample(pairs, shift: 0.3);

        (double low, double high) = SignFlipTest.Interval(differences, significance);

        Assert.That(low, Is.LessThan(differences.Average()));
        Assert.That(high, Is.GreaterThan(differences.Average()));
        Assert.That(PShifted(low + 1e-9), Is.GreaterThan(significance));
        Assert.That(PShifted(high - 1e-9), Is.GreaterThan(significance));
        Assert.That(PShifted(low - 1e-9), Is.LessThanOrEqualTo(significance));
        Assert.That(PShifted(high + 1e-9), Is.LessThanOrEqualTo(significance));

        double PShifted(double shift) => SignFlipTest.P([.. differences.Select(difference => difference - shift)]);
    }

    [Test]
    public void With_few_pairs_no_shift_is_rejected() =>
        Assert.That(SignFlipTest.Interval([1, 2, 3, 4, 5], 0.05), Is.EqualTo((double.NegativeInfinity, double.PositiveInfinity)));

    [Test]
    public void The_interval_of_equal_differences_is_their_value() =>
        Assert.That(SignFlipTest.Interval([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 0.05), Is.EqualTo((0.5, 0.5)).Within(1e-9));

    private static double[] Sample(int count, double shift)
    {
        RandomNumbers random = new(seed: 5, stream: 0);
        return [.. Enumerable.Range(0, count).Select(_ => random.Normal() + shift)];
    }
}
