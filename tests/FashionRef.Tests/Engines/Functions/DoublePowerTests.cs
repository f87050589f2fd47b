using FashionRef.Engines.Functions;
using FashionRef.Tests.Engines.Judges;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Functions;

[Parallelizable(ParallelScope.Self)]
internal sealed class DoublePowerTests
{
    private const double MinNormal = 2.2250738585072014e-308;

    [TestCase(0.9, 1, 1.0)]
    [TestCase(0.5, 0.9999, 1.0)]
    [TestCase(1, 1.05, 1.0)]
    public void Whole_exponents_err_by_half_a_unit_in_the_last_place(double from, double to, double sign) => AssertGood(
        from, to, i => (int)(sign * (SplitMix64.Bits(0, 2, i) % (i % 2 == 0 ? 40u : 100_000u))), (_, _) => 0.5001);

    [TestCase(0.5, 0.9999, -1.0)]
    public void Negative_ones_too(double from, double to, double sign) => AssertGood(
        from, to, i => (int)(sign * (SplitMix64.Bits(0, 2, i) % 700u)), (_, _) => 0.51);

    // Two to the power of 53 - 46, and of 53 - 43; a unit in the last place is up to 2^-52 of a number.
    [Test]
    public void Other_exponents_err_by_2_to_the_minus_46_or_43_of_the_result() => AssertGood(
        0, 3, i => (SplitMix64.Unit(0, 3, i) - 0.5) * (i % 3 == 0 ? 400 : 20), (x, y) => Math.Abs(y * Math.Log(x)) < 104 ? 128 : 1024);

    [TestCase(0, 0, 1)]
    [TestCase(0, 3, 0)]
    [TestCase(0, 0.5, 0)]
    [TestCase(0, -2, double.PositiveInfinity)]
    [TestCase(0, -0.5, double.PositiveInfinity)]
    [TestCase(1, 0.3, 1)]
    [TestCase(1, double.PositiveInfinity, 1)]
    [TestCase(2, 10, 1024)]
    [TestCase(2, -2, 0.25)]
    [TestCase(-2, 3, -8)]
    [TestCase(-2, 0.5, double.NaN)]
    [TestCase(4, 0.5, 2)]
    [TestCase(0.5, 2000, 0)]
    [TestCase(0.5, double.PositiveInfinity, 0)]
    [TestCase(2, 1025, double.PositiveInfinity)]
    [TestCase(2, -1022, MinNormal)]
    [TestCase(double.NaN, 0, 1)]
    [TestCase(double.NaN, 2, double.NaN)]
    [TestCase(2, double.NaN, double.NaN)]
    public void A_special_value(double x, double y, double expected) =>
        Assert.That(BitConverter.DoubleToInt64Bits(DoublePower.Of(x, y)), Is.EqualTo(BitConverter.DoubleToInt64Bits(expected)), $"{DoublePower.Of(x, y):R}");

    // Fixed forever: the same on every processor and operating system.
    [Test]
    public void Its_bits_are_these()
    {
        ulong bits = 0;
        for (uint i = 0; i < 20_000; i++)
        {
            bits = (bits * 31) + BitConverter.DoubleToUInt64Bits(DoublePower.Of(SplitMix64.Unit(0, 7, i), i));
            bits = (bits * 31) + BitConverter.DoubleToUInt64Bits(DoublePower.Of(2 * SplitMix64.Unit(0, 7, i), i / 256.5));
        }

        Assert.That(bits, Is.EqualTo(9530650059166414132ul));
    }

    private static void AssertGood(double from, double to, Func<uint, double> exponent, Func<double, double, double> most)
    {
        double largest = 0;
        for (uint i = 1; i <= 500; i++)
        {
            double x = from + (SplitMix64.Unit(0, 1, i) * (to - from));
            double y = exponent(i);
            double power = DoublePower.Of(x, y);
            if (double.IsNormal(power))
            {
                double ulps = FixedPoint.OfDouble.ErrorOfPower(x, y, power);
                Assert.That(ulps, Is.LessThanOrEqualTo(most(x, y)), $"{x:R} to the power of {y:R}");
                largest = Math.Max(largest, ulps);
            }
        }

        TestContext.Out.WriteLine($"largest error: {largest:R} units in the last place");
        Assert.That(largest, Is.GreaterThan(0));
    }
}
