using System.Diagnostics;
using FashionRef.Engines.Functions;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Engines.Inference;
using FashionRef.Tests.Engines.Judges;

namespace FashionRef.Tests.Engines.Functions;

/// <summary>Each function by another formula, with the system's own functions of double.</summary>
internal sealed class ActivationFunctionsTests
{
    // What the documentation of ActivationFunctions promises.
    private const double Promised = 0.5 + (1.0 / (1 << 20));

    private static IEnumerable<Activation> Functions => PlainActivations.Transcendental;

    [TestCaseSource(nameof(Functions))]
    public void Every_99_991st_float_is_as_good_as_promised(Activation function)
    {
        const int Stride = 99_991;
        LastPlaces places = Places(function);
        for (long bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            places.Look(BitConverter.UInt32BitsToSingle((uint)bits));
        }

        AssertAsPromised(function, places);
    }

    [TestCaseSource(nameof(Functions))]
    public void Near_0_and_near_1_every_float_is_as_good_as_promised(Activation function)
    {
        LastPlaces places = Places(function);
        foreach (float start in new[] { 0f, 1e-30f, 0.001f, 0.17499f, 0.34999f, 0.9999f, 1.4141f, 19.9999f })
        {
            uint bits = BitConverter.SingleToUInt32Bits(start);
            for (uint i = 0; i < 2000; i++)
            {
                places.Look(BitConverter.UInt32BitsToSingle(bits + i));
                places.Look(-BitConverter.UInt32BitsToSingle(bits + i));
            }
        }

        AssertAsPromised(function, places);
    }

    [Test]
    [Explicit("Takes a quarter of an hour on two cores; its figures stand in the documentation of ActivationFunctions.")]
    public void Every_seventh_float_is_as_good_as_promised()
    {
        const int Stride = 7;
        using IDisposable scope = Assert.EnterMultipleScope();
        foreach (Activation function in Functions)
        {
            long start = Stopwatch.GetTimestamp();
            LastPlaces whole = Places(function);
            object gate = new();
            Parallel.For(0, 1 << 12, new ParallelOptions { MaxDegreeOfParallelism = 2 }, high =>
            {
                LastPlaces part = Places(function);
                long end = (high + 1L) << 20;
                for (long bits = ((((long)high << 20) + Stride - 1) / Stride) * Stride; bits < end; bits += Stride)
                {
                    part.Look(BitConverter.UInt32BitsToSingle((uint)bits));
                }

                lock (gate)
                {
                    whole.Add(part);
                }
            });

            TestContext.Progress.WriteLine(
                $"{function}: {whole.Largest:R} ulp at {whole.Where:R}, {whole.Misrounded} not rounded as the double is, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
            AssertAsPromised(function, whole);
        }
    }

    [TestCase(Activation.Linear, -1.5, -1.5)]
    [TestCase(Activation.Relu, -1.5, 0)]
    [TestCase(Activation.Relu, 1.5, 1.5)]
    [TestCase(Activation.Relu6, 7, 6)]
    [TestCase(Activation.Relu6, -7, 0)]
    [TestCase(Activation.LeakyRelu, -1, -0.20000000298023224)]
    [TestCase(Activation.LeakyRelu, 2, 2)]
    [TestCase(Activation.HardSigmoid, -3, 0)]
    [TestCase(Activation.HardSigmoid, 1.5, 0.75)]
    [TestCase(Activation.HardSigmoid, 4, 1)]
    [TestCase(Activation.HardSigmoidOfKeras2, 1, 0.7)]
    [TestCase(Activation.HardSigmoidOfKeras2, -2.5, 0)]
    [TestCase(Activation.HardSilu, 1.5, 1.125)]
    [TestCase(Activation.Softsign, -3, -0.75)]
    [TestCase(Activation.SparsePlus, -1, 0)]
    [TestCase(Activation.SparsePlus, 0, 0.25)]
    [TestCase(Activation.SparsePlus, 1, 1)]
    [TestCase(Activation.SparsePlus, 3, 3)]
    [TestCase(Activation.SparseSigmoid, 0.5, 0.75)]
    [TestCase(Activation.SparseSigmoid, -2, 0)]
    [TestCase(Activation.Squareplus, 0, 1)]
    [TestCase(Activation.Squareplus, 1.5, 2)]
    [TestCase(Activation.Squareplus, -1.5, 0.5)]
    [TestCase(Activation.SoftShrink, 0.5, 0)]
    [TestCase(Activation.SoftShrink, 2, 1.5)]
    [TestCase(Activation.SoftShrink, -2, -1.5)]
    [TestCase(Activation.HardShrink, 0.5, 0)]
    [TestCase(Activation.HardShrink, -0.75, -0.75)]
    [TestCase(Activation.HardTanh, 3, 1)]
    [TestCase(Activation.HardTanh, -0.5, -0.5)]
    public void A_function_by_hand(Activation function, double x, double expected) => Assert.That(Of(function)(x), Is.EqualTo(expected).Within(1e-15));

    [Test]
    public void Every_function_of_each_number_is_there()
    {
        foreach (Activation function in Enum.GetValues<Activation>().Except([Activation.Softmax, Activation.LogSoftmax]))
        {
            Assert.That(double.IsFinite(Of(function)(0.3)), $"{function}");
            Assert.That(Of(function)(double.NaN), function is Activation.SoftShrink or Activation.HardShrink ? Is.Zero : Is.NaN, $"{function}");
        }

        Assert.That(ActivationFunctions.Of(new ActivationLayer(Activation.Softmax)), Is.Null);
        Assert.That(ActivationFunctions.Of(new Flatten()), Is.Null);
    }

    [Test]
    public void A_rectifier_has_a_limit_a_threshold_and_a_slope()
    {
        Func<double, double> plain = ActivationFunctions.Of(new ReLU())!;
        Func<double, double> all = ActivationFunctions.Of(new ReLU(MaxValue: 2, NegativeSlope: 0.5, Threshold: 1))!;

        Assert.That(new[] { -2, 0, 3, double.NegativeInfinity, double.NaN }.Select(plain), Is.EqualTo([0, 0, 3, 0, double.NaN]));
        Assert.That(new[] { -2, 0.5, 1, 1.5, 3, double.NaN }.Select(all), Is.EqualTo([-1.5, -0.25, 1, 1.5, 2, double.NaN]));
    }

    private static Func<double, double> Of(Activation function) => ActivationFunctions.Of(new ActivationLayer(function))!;

    private static LastPlaces Places(Activation function)
    {
        Func<double, double> measured = Of(function);
        return new(PlainActivations.Of(function), x => (float)measured(x));
    }

    private static void AssertAsPromised(Activation function, LastPlaces places) =>
        Assert.That(places.Largest, Is.LessThanOrEqualTo(Promised), $"{function} at {places.Where:R}; {places.Misrounded} are not rounded as the double is");
}
