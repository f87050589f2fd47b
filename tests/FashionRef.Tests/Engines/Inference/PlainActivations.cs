using FashionRef.Models;
using MathNet.Numerics;

namespace FashionRef.Tests.Engines.Inference;

/// <summary>The activations once more, with the system's functions of double and, where there is one, by another formula.</summary>
internal static class PlainActivations
{
    // The transcendental ones: their errors are measured.
    private static readonly Dictionary<Activation, Func<double, double>> Measured = new()
    {
        [Activation.Elu] = x => x > 0 ? x : ExpMinus1(x),
        [Activation.Celu] = x => x > 0 ? x : ExpMinus1(x),
        [Activation.Selu] = x => x > 0 ? 1.0507009873554805 * x : 1.0507009873554805 * 1.6732632423543772 * ExpMinus1(x),
        [Activation.Tanh] = Math.Tanh,
        [Activation.Sigmoid] = Sigmoid,
        [Activation.Silu] = x => x * Sigmoid(x),
        [Activation.Softplus] = Softplus,
        [Activation.Exponential] = Math.Exp,
        [Activation.Mish] = Mish,
        [Activation.Gelu] = x => x / 2 * SpecialFunctions.Erfc(x * -0.707106769084930419921875),
        [Activation.GeluTanh] = x => x / (1 + Math.Exp(-1.5957691216057308 * (x + (0.044715 * x * x * x)))),
        [Activation.LogSigmoid] = x => -Softplus(-x),
        [Activation.TanhShrink] = TanhShrink,
        [Activation.Squareplus] = x => Math.Exp(Math.Asinh(x / 2)),
    };

    private static readonly Dictionary<Activation, Func<double, double>> Others = new()
    {
        [Activation.Linear] = x => x,
        [Activation.Relu] = x => x > 0 ? x : 0,
        [Activation.Relu6] = x => Math.Clamp(x, 0, 6),
        [Activation.LeakyRelu] = x => x > 0 ? x : 0.20000000298023224 * x,
        [Activation.HardSigmoid] = HardSigmoid,
        [Activation.HardSigmoidOfKeras2] = x => Math.Clamp((0.2 * x) + 0.5, 0, 1),
        [Activation.HardSilu] = x => x * HardSigmoid(x),
        [Activation.Softsign] = x => x < 0 ? x / (1 - x) : x / (1 + x),
        [Activation.SparsePlus] = x => x < 1 ? Math.Pow(Math.Max(x + 1, 0), 2) / 4 : x,
        [Activation.SparseSigmoid] = x => Math.Clamp((x / 2) + 0.5, 0, 1),
        [Activation.SoftShrink] = x => Math.Sign(x) * Math.Max(Math.Abs(x) - 0.5, 0),
        [Activation.HardShrink] = x => x is >= -0.5 and <= 0.5 ? 0 : x,
        [Activation.HardTanh] = x => Math.Clamp(x, -1, 1),
    };

    /// <summary>The transcendental functions.</summary>
    public static IEnumerable<Activation> Transcendental => Measured.Keys;

    /// <summary>A function of each number by itself.</summary>
    public static Func<double, double> Of(Activation function) => Measured.GetValueOrDefault(function) ?? Others[function];

    /// <summary><c>exp(x) - 1</c>.</summary>
    public static double ExpMinus1(double x) => x < -50 ? -1 : 2 * Math.Sinh(x / 2) * Math.Exp(x / 2);

    private static double LogPlus1(double x) => 2 * Math.Atanh(x / (2 + x));

    private static double Sigmoid(double x) => x >= 0 ? (1 + Math.Tanh(x / 2)) / 2 : Math.Exp(x) / (1 + Math.Exp(x));

    private static double Softplus(double x) => x > 0 ? x + LogPlus1(Math.Exp(-x)) : LogPlus1(Math.Exp(x));

    // tanh(log(1 + e)) = (e² + 2e)/(e² + 2e + 2) with e = exp(x).
    private static double Mish(double x)
    {
        double e = Math.Exp(x);
        return x > 40 ? x : x * (e * (e + 2)) / ((e * (e + 2)) + 2);
    }

    private static double HardSigmoid(double x) => Math.Clamp((x + 3) / 6, 0, 1);

    // By tanh's own series where the difference would lose too many digits.
    private static double TanhShrink(double x)
    {
        if (Math.Abs(x) > 0.2)
        {
            return x - Math.Tanh(x);
        }

        double[] coefficients =
        [
            1 / 3.0, -2 / 15.0, 17 / 315.0, -62 / 2835.0, 1382 / 155_925.0, -21_844 / 6_081_075.0, 929_569 / 638_512_875.0,
            -6_404_582 / 10_854_718_875.0, 443_861_162 / 1_856_156_927_625.0,
        ];
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x * x) + coefficients[i];
        }

        return sum * x * x * x;
    }
}
