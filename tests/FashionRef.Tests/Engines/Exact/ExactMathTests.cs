using FashionRef.Engines.Exact;
using FashionRef.Tests.Engines.Judges;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Exact;

internal sealed class ExactMathTests
{
    // What the documentation of ExactMath promises, and what the double functions of the operating system may add.
    private const double Promised = 0.5 + (1.0 / (1 << 26));
    private const double OfDouble = 1e-8;

    private static readonly float[] Denormals = [float.Epsilon, 1e-42f, MathF.BitDecrement(MinNormal)];

    private static readonly float[] Ends = [88.722839f, 88.722840f, -87.336544f, -87.33655f, -103.27892f, -103.972076f, -103.972084f];

    private static readonly float[] Middle = [0.5f, 1, MathF.BitIncrement(1), MathF.BitDecrement(1), 2, 0.70710677f, 0.70710678f, 0.3465736f, MinNormal];

    private static float MinNormal => BitConverter.Int32BitsToSingle(0x80_0000);

    [TestCase(0f, 1f)]
    [TestCase(-0f, 1f)]
    [TestCase(1f, 2.7182817f)]
    [TestCase(float.Epsilon, 1f)]
    [TestCase(88.72283f, 3.4027985e38f)]
    [TestCase(88.72284f, float.PositiveInfinity)]
    [TestCase(float.MaxValue, float.PositiveInfinity)]
    [TestCase(float.PositiveInfinity, float.PositiveInfinity)]
    [TestCase(-103.972076f, float.Epsilon)]
    [TestCase(-103.972084f, 0f)]
    [TestCase(float.MinValue, 0f)]
    [TestCase(float.NegativeInfinity, 0f)]
    [TestCase(float.NaN, float.NaN)]
    public void Exp_of_a_special_value(float x, float expected) => AssertSameBits(ExactMath.Exp(x), expected);

    [TestCase(1f, 0f)]
    [TestCase(0f, float.NegativeInfinity)]
    [TestCase(-0f, float.NegativeInfinity)]
    [TestCase(-1f, float.NaN)]
    [TestCase(-float.Epsilon, float.NaN)]
    [TestCase(float.NegativeInfinity, float.NaN)]
    [TestCase(float.NaN, float.NaN)]
    [TestCase(float.PositiveInfinity, float.PositiveInfinity)]
    [TestCase(float.Epsilon, -103.27893f)]
    [TestCase(float.MaxValue, 88.72284f)]
    [TestCase(2f, 0.6931472f)]
    public void Log_of_a_special_value(float x, float expected) => AssertSameBits(ExactMath.Log(x), expected);

    [Test]
    public void Whatever_NaN_goes_in_one_and_the_same_comes_out([Values(0x7FC0_1234u, 0x7F80_0001u, 0xFFFF_FFFFu)] uint bits)
    {
        float nan = BitConverter.UInt32BitsToSingle(bits);

        AssertSameBits(ExactMath.Exp(nan), float.NaN);
        AssertSameBits(ExactMath.Log(nan), float.NaN);
    }

    [Test]
    public void Exp_errs_by_no_more_than_it_promises_judged_by_whole_numbers()
    {
        foreach (float x in Sample(stream: 1, -104, 88.8f).Concat([.. Denormals, .. Ends, .. Middle]))
        {
            Assert.That(FixedPoint.OfSingle.ErrorOfExp(x, ExactMath.Exp(x)), Is.LessThanOrEqualTo(Promised), $"at {x:R}");
        }
    }

    [Test]
    public void Log_errs_by_no_more_than_it_promises_judged_by_whole_numbers()
    {
        foreach (float x in Sample(stream: 2, 0, 4).Concat(SampleOfAllMagnitudes()).Concat([.. Denormals, .. Middle, float.MaxValue]))
        {
            Assert.That(FixedPoint.OfSingle.ErrorOfLog(x, ExactMath.Log(x)), Is.LessThanOrEqualTo(Promised), $"at {x:R}");
        }
    }

    [Test]
    public void The_judge_itself_sees_an_error_of_one_unit_in_the_last_place()
    {
        float exp = MathF.BitIncrement(ExactMath.Exp(1));
        float log = MathF.BitIncrement(ExactMath.Log(3));

        Assert.That(FixedPoint.OfSingle.ErrorOfExp(1, exp), Is.InRange(0.5, 1.5));
        Assert.That(FixedPoint.OfSingle.ErrorOfLog(3, log), Is.InRange(0.5, 1.5));
    }

    [Test]
    public void Every_997th_float_has_an_exp_and_a_log_as_good_as_promised()
    {
        const int Stride = 997;
        LastPlaces exp = Exp();
        LastPlaces log = Log();
        for (long bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)bits);
            exp.Look(x);
            log.Look(x);
        }

        AssertAsPromised(exp, log);
    }

    [Test]
    [Explicit("Takes some minutes on two cores; its figures stand in the documentation of ExactMath.")]
    public void Every_float_has_an_exp_and_a_log_as_good_as_promised()
    {
        LastPlaces exp = Exp();
        LastPlaces log = Log();
        object gate = new();
        Parallel.For(0, 1 << 16, new ParallelOptions { MaxDegreeOfParallelism = 2 }, high =>
        {
            (LastPlaces partExp, LastPlaces partLog) = (Exp(), Log());
            for (uint low = 0; low < 1 << 16; low++)
            {
                float x = BitConverter.UInt32BitsToSingle(((uint)high << 16) | low);
                partExp.Look(x);
                partLog.Look(x);
            }

            lock (gate)
            {
                exp.Add(partExp);
                log.Add(partLog);
            }
        });

        TestContext.Out.WriteLine($"exp: {exp.Largest:R} ulp at {exp.Where:R}, {exp.Misrounded} not rounded as the double is");
        TestContext.Out.WriteLine($"log: {log.Largest:R} ulp at {log.Where:R}, {log.Misrounded} not rounded as the double is");
        AssertAsPromised(exp, log);
    }

    private static LastPlaces Exp() => new(Math.Exp, ExactMath.Exp);

    private static LastPlaces Log() => new(Math.Log, ExactMath.Log);

    private static void AssertAsPromised(LastPlaces exp, LastPlaces log)
    {
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(exp.Largest, Is.LessThanOrEqualTo(Promised + OfDouble), $"exp at {exp.Where:R}");
        Assert.That(log.Largest, Is.LessThanOrEqualTo(Promised + OfDouble), $"log at {log.Where:R}");
    }

    private static IEnumerable<float> Sample(int stream, float from, float to) =>
        Enumerable.Range(1, 5000).Select(i => (float)(from + (SplitMix64.Unit(0, stream, (uint)i) * (to - from))));

    private static IEnumerable<float> SampleOfAllMagnitudes() =>
        Enumerable.Range(1, 5000).Select(i => BitConverter.Int32BitsToSingle((int)(SplitMix64.Bits(0, 3, (uint)i) % 0x7F80_0000)));

    private static void AssertSameBits(float actual, float expected) =>
        Assert.That(BitConverter.SingleToInt32Bits(actual), Is.EqualTo(BitConverter.SingleToInt32Bits(expected)));
}
