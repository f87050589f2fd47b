using FashionRef.Engines.Functions;
using FashionRef.Tests.Engines.Judges;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Functions;

[Parallelizable(ParallelScope.Self)]
internal sealed class DoubleMathTests
{
    private const double Promised = 0.75;
    private const double MinNormal = 2.2250738585072014e-308;

    [TestCase(0, 1)]
    [TestCase(-0.0, 1)]
    [TestCase(1, Math.E)]
    [TestCase(double.Epsilon, 1)]
    [TestCase(1e-300, 1)]
    [TestCase(709.782712893384, 1.7976931348622732e308)]
    [TestCase(709.7827128933841, double.PositiveInfinity)]
    [TestCase(709.79, double.PositiveInfinity)]
    [TestCase(double.MaxValue, double.PositiveInfinity)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(-745.1332191019411, double.Epsilon)]
    [TestCase(-745.1332191019412, 0)]
    [TestCase(-745.14, 0)]
    [TestCase(double.MinValue, 0)]
    [TestCase(double.NegativeInfinity, 0)]
    [TestCase(double.NaN, double.NaN)]
    public void Exp_of_a_special_value(double x, double expected) => AssertSameBits(DoubleMath.Exp(x), expected);

    [TestCase(1, 0)]
    [TestCase(0, double.NegativeInfinity)]
    [TestCase(-0.0, double.NegativeInfinity)]
    [TestCase(-1, double.NaN)]
    [TestCase(-double.Epsilon, double.NaN)]
    [TestCase(double.NegativeInfinity, double.NaN)]
    [TestCase(double.NaN, double.NaN)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(double.Epsilon, -744.4400719213812)]
    [TestCase(double.MaxValue, 709.782712893384)]
    [TestCase(2, 0.6931471805599453)]
    [TestCase(Math.E, 1)]
    public void Log_of_a_special_value(double x, double expected) => AssertSameBits(DoubleMath.Log(x), expected);

    [Test]
    public void Whatever_NaN_goes_in_one_and_the_same_comes_out([Values(0x7FF8_0000_0000_1234ul, 0x7FF0_0000_0000_0001ul, ulong.MaxValue)] ulong bits)
    {
        double nan = BitConverter.UInt64BitsToDouble(bits);

        AssertSameBits(DoubleMath.Exp(nan), double.NaN);
        AssertSameBits(DoubleMath.Log(nan), double.NaN);
    }

    // Where a softmax asks, over the whole range, near zero, and where results are denormal.
    [TestCase(-40, 0)]
    [TestCase(-745.2, 709.8)]
    [TestCase(-1, 1)]
    [TestCase(-1e-9, 1e-9)]
    [TestCase(-745.2, -708)]
    public void Exp_errs_by_no_more_than_it_promises_judged_by_whole_numbers(double from, double to) =>
        AssertGood(Sample(from, to), DoubleMath.Exp, FixedPoint.OfDouble.ErrorOfExp);

    [Test]
    public void Exp_is_good_at_the_ends_of_its_reductions() => AssertGood(
        Enumerable.Range(-1074, 2098).SelectMany(n => Around((n + 0.5) * Math.Log(2))).Where(x => x is > -745.13 and < 709.78),
        DoubleMath.Exp,
        FixedPoint.OfDouble.ErrorOfExp);

    [TestCase(0, 4)]
    [TestCase(0.5, 2)]
    [TestCase(1, 10)]
    [TestCase(0.999999, 1.000001)]
    [TestCase(0, 1e-7)]
    public void Log_errs_by_no_more_than_it_promises_judged_by_whole_numbers(double from, double to) =>
        AssertGood(Sample(from, to), DoubleMath.Log, FixedPoint.OfDouble.ErrorOfLog);

    [Test]
    public void Log_is_good_at_all_magnitudes_and_at_the_ends_of_its_reductions() => AssertGood(
        Enumerable.Range(0, 1500).Select(i => BitConverter.UInt64BitsToDouble(1 + (SplitMix64.Bits(0, 3, (uint)i) % 0x7FEF_FFFF_FFFF_FFFF)))
            .Concat(Around(Math.Sqrt(0.5))).Concat(Around(Math.Sqrt(2))).Concat(Around(2)).Concat(Around(MinNormal))
            .Concat([Math.BitIncrement(1), Math.BitDecrement(1), double.Epsilon, double.MaxValue]),
        DoubleMath.Log,
        FixedPoint.OfDouble.ErrorOfLog);

    [Test]
    public void The_judge_itself_sees_an_error_of_one_unit_in_the_last_place()
    {
        Assert.That(FixedPoint.OfDouble.ErrorOfExp(1, Math.BitIncrement(Math.BitIncrement(Math.E))), Is.InRange(1, 3));
        Assert.That(FixedPoint.OfDouble.ErrorOfLog(3, Math.BitIncrement(Math.BitIncrement(DoubleMath.Log(3)))), Is.InRange(1, 3));
    }

    // Fixed forever: the same on every processor and operating system.
    [Test]
    public void Its_bits_are_these()
    {
        ulong bits = 0;
        for (uint i = 0; i < 100_000; i++)
        {
            double unit = SplitMix64.Unit(0, 7, i);
            bits = (bits * 31) + BitConverter.DoubleToUInt64Bits(DoubleMath.Exp(-60 * unit));
            bits = (bits * 31) + BitConverter.DoubleToUInt64Bits(DoubleMath.Log(10 * unit));
        }

        Assert.That(bits, Is.EqualTo(1790227212300964476ul));
    }

    private static IEnumerable<double> Sample(double from, double to) =>
        Enumerable.Range(1, 1500).Select(i => from + (SplitMix64.Unit(0, 1, (uint)i) * (to - from)));

    private static double[] Around(double x) => [Math.BitDecrement(x), x, Math.BitIncrement(x)];

    private static void AssertGood(IEnumerable<double> sample, Func<double, double> function, Func<double, double, double> error)
    {
        double largest = 0;
        foreach (double x in sample)
        {
            double ulps = error(x, function(x));
            Assert.That(ulps, Is.LessThanOrEqualTo(Promised), $"at {x:R}");
            largest = Math.Max(largest, ulps);
        }

        TestContext.Out.WriteLine($"largest error: {largest:R} units in the last place");
        Assert.That(largest, Is.GreaterThan(0));
    }

    private static void AssertSameBits(double actual, double expected) =>
        Assert.That(BitConverter.DoubleToInt64Bits(actual), Is.EqualTo(BitConverter.DoubleToInt64Bits(expected)), $"{actual:R}, not {expected:R}");
}
