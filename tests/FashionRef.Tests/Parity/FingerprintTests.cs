using FashionRef.Parity;

namespace FashionRef.Tests.Parity;

internal sealed class FingerprintTests
{
    private static readonly double[] Values = [3, -4, 0, 1e-9];

    private static readonly Fingerprint Small = new(4, All: Values);

    // The root mean square of the values is 2.5.
    private static readonly Fingerprint Large = new(4, Sum: -1, SumOfSquares: 25, At: [1, 3], Values: [-4, 1e-9]);

    private static IEnumerable<TestCaseData> Faults =>
    [
        new TestCaseData(Small with { Count = 5 }, "it has 5 values, but the array has 4"),
        new TestCaseData(Small with { All = [1, 2] }, "'all' holds 2 values instead of 4"),
        new TestCaseData(Large with { Sum = null }, "it needs either 'all' or 'sum', 'sumsq', 'at' and 'values'"),
        new TestCaseData(Large with { SumOfSquares = null }, "it needs either 'all' or 'sum', 'sumsq', 'at' and 'values'"),
        new TestCaseData(Large with { At = null }, "it needs either 'all' or 'sum', 'sumsq', 'at' and 'values'"),
        new TestCaseData(Large with { Values = null }, "it needs either 'all' or 'sum', 'sumsq', 'at' and 'values'"),
        new TestCaseData(Large with { SumOfSquares = -0.5 }, "'sumsq' is -0.5, and no sum of squares is below 0"),
        new TestCaseData(Large with { At = [1] }, "'at' names 1 positions, and 'values' holds 2"),
        new TestCaseData(Large with { At = [1, 4] }, "'at' names position 4; legal are 0 to 3"),
        new TestCaseData(Large with { At = [-1, 3] }, "'at' names position -1; legal are 0 to 3"),
    ];

    [TestCaseSource(nameof(Faults))]
    public void What_is_wrong_is_told(Fingerprint fingerprint, string expected) => Assert.That(fingerprint.Fault(4), Is.EqualTo(expected));

    [Test]
    public void A_whole_one_has_no_fault_and_no_error()
    {
        Assert.That(Small.Fault(4), Is.Null);
        Assert.That(Large.Fault(4), Is.Null);
        Assert.That(Small.Error(Values), Is.Zero);
        Assert.That(Large.Error(Values), Is.LessThan(1e-9));
    }

    [Test]
    public void A_value_near_zero_is_judged_by_the_arrays_root_mean_square()
    {
        Assert.That(Small.Error([3, -4, 0.025, 1e-9]), Is.EqualTo(0.01).Within(1e-12));
        Assert.That(Large.Error([3, -4, 0, 0.025]), Is.EqualTo(0.01).Within(1e-9));
    }

    [Test]
    public void A_value_above_it_is_judged_by_itself() =>
        Assert.That(Small.Error([3, -4.04, 0, 1e-9]), Is.EqualTo(0.01).Within(1e-12));

    // 0.1 of the sum is 0.1 / (2.5 · 4) = 0.01 of what was added up; a bit of 'sumsq' goes along.
    [Test]
    public void The_sum_is_judged_by_what_was_added_up() =>
        Assert.That((Large with { Sum = -1.1 }).Error(Values), Is.EqualTo(0.01).Within(1e-9));

    [Test]
    public void The_sum_of_squares_is_judged_by_itself() =>
        Assert.That((Large with { At = [], Values = [], SumOfSquares = 20 }).Error(Values), Is.EqualTo(0.25).Within(1e-9));

    [Test]
    public void A_value_that_is_not_kept_is_seen_in_the_sums() =>
        Assert.That(Large.Error([3.5, -4, 0, 1e-9]), Is.GreaterThan(0.01));

    [TestCase(0)]
    [TestCase(3)]
    public void A_NaN_anywhere_makes_the_error_NaN(int place)
    {
        double[] actual = [.. Values];
        actual[place] = double.NaN;

        Assert.That(Small.Error(actual), Is.NaN);
        Assert.That(Large.Error(actual), Is.NaN);
    }
}
