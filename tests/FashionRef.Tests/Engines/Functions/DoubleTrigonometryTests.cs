using FashionRef.Engines.Functions;
using FashionRef.Tests.Engines.Judges;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Functions;

[Parallelizable(ParallelScope.Self)]
internal sealed class DoubleTrigonometryTests
{
    private const double Promised = 1;
    private const int Samples = 400;

    [Test]
    public void Sine_and_cosine_err_by_no_more_than_they_promise_judged_by_whole_numbers()
    {
        double largest = 0;
        foreach (double x in Sample())
        {
            double sine = FixedPoint.OfDouble.ErrorOfSin(x, DoubleTrigonometry.Sin(x));
            double cosine = FixedPoint.OfDouble.ErrorOfCos(x, DoubleTrigonometry.Cos(x));
            Assert.That(sine, Is.LessThanOrEqualTo(Promised), $"sine of {x:R}");
            Assert.That(cosine, Is.LessThanOrEqualTo(Promised), $"cosine of {x:R}");
            largest = Math.Max(largest, Math.Max(sine, cosine));
        }

        TestContext.Out.WriteLine($"largest error: {largest:R} units in the last place");
        Assert.That(largest, Is.GreaterThan(0));
    }

    [Test]
    public void The_judge_itself_sees_an_error_of_two_units_in_the_last_place()
    {
        Assert.That(FixedPoint.OfDouble.ErrorOfSin(1, DoubleTrigonometry.Sin(1) + 2.3e-16), Is.InRange(1, 4));
        Assert.That(FixedPoint.OfDouble.ErrorOfCos(1, DoubleTrigonometry.Cos(1) + 2.3e-16), Is.InRange(1, 4));
    }

    [TestCase(0, 0, 1)]
    [TestCase(-0.0, -0.0, 1)]
    [TestCase(double.Epsilon, double.Epsilon, 1)]
    [TestCase(Math.PI / 2, 1, 6.123233995736766e-17)]
    [TestCase(Math.PI, 1.2246467991473532e-16, -1)]
    [TestCase(1_000_001, double.NaN, double.NaN)]
    [TestCase(double.NegativeInfinity, double.NaN, double.NaN)]
    [TestCase(double.NaN, double.NaN, double.NaN)]
    public void Special_values(double x, double sine, double cosine)
    {
        Assert.That(BitConverter.DoubleToInt64Bits(DoubleTrigonometry.Sin(x)), Is.EqualTo(BitConverter.DoubleToInt64Bits(sine)));
        Assert.That(BitConverter.DoubleToInt64Bits(DoubleTrigonometry.Cos(x)), Is.EqualTo(BitConverter.DoubleToInt64Bits(cosine)));
    }

    // Fixed forever: the same on every processor and operating system.
    [Test]
    public void Its_bits_are_these()
    {
        ulong bits = 0;
        for (uint i = 0; i < 20_000; i++)
        {
            double x = (SplitMix64.Unit(0, 7, i) - 0.5) * 200;
            bits = (bits * 31) + BitConverter.DoubleToUInt64Bits(DoubleTrigonometry.Sin(x));
            bits = (bits * 31) + BitConverter.DoubleToUInt64Bits(DoubleTrigonometry.Cos(x));
        }

        Assert.That(bits, Is.EqualTo(9282699974712763734ul));
    }

    // Everywhere, and around multiples of a quarter of π, where the reduction changes and values are near 0.
    private static IEnumerable<double> Sample() => new[] { 1e-3, 1, 8, 1e5, DoubleTrigonometry.Largest }
        .SelectMany((size, stream) => Enumerable.Range(0, Samples).Select(i => ((2 * SplitMix64.Unit(0, stream, (uint)i)) - 1) * size))
        .Concat(Enumerable.Range(0, Samples).Select(i => (int)(SplitMix64.Bits(0, 9, (uint)i) % 120_000)).Concat(Enumerable.Range(-16, 32))
            .SelectMany(n => new[] { Math.BitDecrement(n * Math.PI / 4), n * Math.PI / 4, Math.BitIncrement(n * Math.PI / 4) }));
}
