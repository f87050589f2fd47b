using FashionRef.Engines.Functions;
using FashionRef.Tests.Engines.Judges;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Functions;

[Parallelizable(ParallelScope.Self)]
internal sealed class DoubleFunctionsTests
{
    private const double MinNormal = 2.2250738585072014e-308;
    private const int Samples = 400;

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["ExpMinus1"] = new(DoubleFunctions.ExpMinus1, FixedPoint.OfDouble.ErrorOfExpMinus1, Most: 4, From: -800, To: 709.78, Limits: [0.35, -0.35]),
        ["LogPlus1"] = new(DoubleFunctions.LogPlus1, FixedPoint.OfDouble.ErrorOfLogPlus1, Most: 4, From: -0.9999999999999999, To: double.MaxValue, Limits: [1, -0.5, 1e-16, 0.41421356237309503]),
        ["Tanh"] = new(DoubleFunctions.Tanh, FixedPoint.OfDouble.ErrorOfTanh, Most: 4, From: -700, To: 700, Limits: [0.175, -0.175, 20, -20]),
        ["TanhShrink"] = new(DoubleFunctions.TanhShrink, FixedPoint.OfDouble.ErrorOfTanhShrink, Most: 8, From: -700, To: 700, Limits: [1, -1, 20, -20]),
        ["Sigmoid"] = new(DoubleFunctions.Sigmoid, FixedPoint.OfDouble.ErrorOfSigmoid, Most: 4, From: -800, To: 800, Limits: [0]),
        ["Softplus"] = new(DoubleFunctions.Softplus, FixedPoint.OfDouble.ErrorOfSoftplus, Most: 4, From: -800, To: 800, Limits: [0]),
        ["Erfc"] = new(DoubleFunctions.Erfc, FixedPoint.OfDouble.ErrorOfErfc, Most: 16, From: -30, To: 30, Limits: [1, -1, 2, 26.54, 27.226017111108362, 27.3]),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void It_errs_by_no_more_than_it_promises_judged_by_whole_numbers(string name)
    {
        Case of = Cases[name];
        double largest = 0;
        double where = 0;
        foreach (double x in of.Sample())
        {
            double ulps = of.Error(x, of.Function(x));
            if (!(ulps <= largest))
            {
                (largest, where) = (ulps, x);
            }
        }

        TestContext.Out.WriteLine($"largest error: {largest:R} units in the last place, at {where:R}");
        Assert.That(largest, Is.GreaterThan(0).And.LessThanOrEqualTo(of.Most), $"at {where:R}");
    }

    [TestCaseSource(nameof(Names))]
    public void The_judge_itself_sees_an_error_of_four_units_in_the_last_place(string name)
    {
        Case of = Cases[name];
        double result = of.Function(0.75);
        double wrong = result + (4 * (Math.BitIncrement(result) - result));

        Assert.That(of.Error(0.75, wrong) + of.Error(0.75, result), Is.GreaterThan(3.9));
    }

    [TestCaseSource(nameof(Names))]
    public void Whatever_NaN_goes_in_one_and_the_same_comes_out(string name)
    {
        foreach (ulong bits in new[] { 0x7FF8_0000_0000_1234ul, 0xFFF8_0000_0000_1234ul, 0x7FF0_0000_0000_0001ul, ulong.MaxValue })
        {
            AssertSameBits(Cases[name].Function(BitConverter.UInt64BitsToDouble(bits)), double.NaN);
        }
    }

    [TestCase("ExpMinus1", 0, 0)]
    [TestCase("ExpMinus1", -0.0, -0.0)]
    [TestCase("ExpMinus1", double.Epsilon, double.Epsilon)]
    [TestCase("ExpMinus1", -double.Epsilon, -double.Epsilon)]
    [TestCase("ExpMinus1", 709.79, double.PositiveInfinity)]
    [TestCase("ExpMinus1", double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase("ExpMinus1", double.MinValue, -1)]
    [TestCase("ExpMinus1", double.NegativeInfinity, -1)]
    [TestCase("LogPlus1", 0, 0)]
    [TestCase("LogPlus1", -0.0, -0.0)]
    [TestCase("LogPlus1", double.Epsilon, double.Epsilon)]
    [TestCase("LogPlus1", -1, double.NegativeInfinity)]
    [TestCase("LogPlus1", -1.0000000000000002, double.NaN)]
    [TestCase("LogPlus1", double.NegativeInfinity, double.NaN)]
    [TestCase("LogPlus1", double.MaxValue, 709.782712893384)]
    [TestCase("LogPlus1", double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase("Tanh", 0, 0)]
    [TestCase("Tanh", -0.0, -0.0)]
    [TestCase("Tanh", double.Epsilon, double.Epsilon)]
    [TestCase("Tanh", -MinNormal, -MinNormal)]
    [TestCase("Tanh", 20, 1)]
    [TestCase("Tanh", double.MinValue, -1)]
    [TestCase("Tanh", double.PositiveInfinity, 1)]
    [TestCase("Tanh", double.NegativeInfinity, -1)]
    [TestCase("TanhShrink", 0, 0)]
    [TestCase("TanhShrink", -0.0, -0.0)]
    [TestCase("TanhShrink", double.Epsilon, 0)]
    [TestCase("TanhShrink", double.MaxValue, double.MaxValue)]
    [TestCase("TanhShrink", double.NegativeInfinity, double.NegativeInfinity)]
    [TestCase("Sigmoid", 0, 0.5)]
    [TestCase("Sigmoid", -0.0, 0.5)]
    [TestCase("Sigmoid", double.Epsilon, 0.5)]
    [TestCase("Sigmoid", -745.1332191019411, double.Epsilon)]
    [TestCase("Sigmoid", double.MaxValue, 1)]
    [TestCase("Sigmoid", double.PositiveInfinity, 1)]
    [TestCase("Sigmoid", double.NegativeInfinity, 0)]
    [TestCase("Softplus", 0, 0.6931471805599453)]
    [TestCase("Softplus", -0.0, 0.6931471805599453)]
    [TestCase("Softplus", -745.1332191019411, double.Epsilon)]
    [TestCase("Softplus", double.MaxValue, double.MaxValue)]
    [TestCase("Softplus", double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase("Softplus", double.NegativeInfinity, 0)]
    [TestCase("Erfc", 0, 1)]
    [TestCase("Erfc", -0.0, 1)]
    [TestCase("Erfc", double.Epsilon, 1)]
    [TestCase("Erfc", 27.3, 0)]
    [TestCase("Erfc", double.PositiveInfinity, 0)]
    [TestCase("Erfc", -6, 2)]
    [TestCase("Erfc", double.MinValue, 2)]
    [TestCase("Erfc", double.NegativeInfinity, 2)]
    public void A_special_value(string name, double x, double expected) => AssertSameBits(Cases[name].Function(x), expected);

    // Fixed forever: the same on every processor and operating system.
    [Test]
    public void Its_bits_are_these()
    {
        ulong bits = 0;
        foreach (Case of in Cases.Values)
        {
            for (uint i = 0; i < 20_000; i++)
            {
                double x = (SplitMix64.Unit(0, 7, i) - 0.5) * double.ScaleB(1, (int)(i % 12) - 4);
                bits = (bits * 31) + BitConverter.DoubleToUInt64Bits(of.Function(x));
            }
        }

        Assert.That(bits, Is.EqualTo(1830091635680824489ul));
    }

    private static void AssertSameBits(double actual, double expected) =>
        Assert.That(BitConverter.DoubleToInt64Bits(actual), Is.EqualTo(BitConverter.DoubleToInt64Bits(expected)), $"{actual:R}, not {expected:R}");

    // A function, the judge of its error, what it may err by, where it is judged, and where it changes its way.
    private sealed record Case(Func<double, double> Function, Func<double, double, double> Error, double Most, double From, double To, double[] Limits)
    {
        public IEnumerable<double> Sample() => AllMagnitudes()
            .Concat(Uniform(2, -1, 1)).Concat(Uniform(3, -8, 8)).Concat(Uniform(4, Math.Max(From, -760), Math.Min(To, 720)))
            .Concat(Limits.SelectMany(limit => new[] { Math.BitDecrement(limit), limit, Math.BitIncrement(limit), limit * 0.9999, limit * 1.0001 }))
            .Concat([double.Epsilon, -double.Epsilon, MinNormal, -MinNormal, From, To])
            .Where(x => x >= From && x <= To);

        private static IEnumerable<double> AllMagnitudes() => Enumerable.Range(0, Samples).Select(i =>
            double.ScaleB(1 + SplitMix64.Unit(0, 1, (uint)i), (int)(SplitMix64.Bits(0, 2, (uint)i) % 2098) - 1074) * (i % 2 == 0 ? 1 : -1));

        private static IEnumerable<double> Uniform(int stream, double from, double to) =>
            Enumerable.Range(1, Samples).Select(i => from + (SplitMix64.Unit(0, stream, (uint)i) * (to - from)));
    }
}
