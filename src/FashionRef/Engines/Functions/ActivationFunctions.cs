using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Models.ActivationConstants;

namespace FashionRef.Engines.Functions;

/// <summary>The functions that change each number by itself, in double.</summary>
/// <remarks>
/// Rounded to float32, a result errs by less than 0.5 + 2^-20 units in the last place (ulp). Measured over every seventh float32
/// (ActivationFunctionsTests, on x64 with glibc 2.36) for the 14 functions with exp, log, tanh, erfc or a root, against other formulas with
/// the system's functions of double: the largest differences are 0.50000006 ulp for Squareplus, at -2.4126946e28, where the other formula
/// is the less exact one, 0.500000002 ulp for Selu, at -0.4646979, and 0.5 ulp for GeluTanh, at 1e-44, halfway between two float32; all other
/// functions round every time as the other formula does.
/// </remarks>
internal static class ActivationFunctions
{
    /// <summary>The function of a layer, or null where it changes no number by itself.</summary>
    /// <param name="layer">The layer.</param>
    public static Func<double, double>? Of(Layer layer) => layer switch
    {
        ActivationLayer { Function: not (Activation.Softmax or Activation.LogSoftmax) } activation => Of(activation.Function),
        ReLU { NegativeSlope: 0 } relu => x => x >= relu.Threshold ? Math.Min(x, relu.MaxValue) : double.IsNaN(x) ? x : 0,
        ReLU relu => x => x >= relu.Threshold ? Math.Min(x, relu.MaxValue) : relu.NegativeSlope * (x - relu.Threshold),
        LeakyReLU leaky => Leaky((float)leaky.NegativeSlope),
        ELU elu => x => x > 0 ? x : elu.Alpha * DoubleFunctions.ExpMinus1(x),
        _ => null,
    };

    private static Func<double, double> Of(Activation activation) => activation switch
    {
        Activation.Linear => x => x,
        Activation.Relu => x => Math.Max(x, 0),
        Activation.Relu6 => x => Math.Min(Math.Max(x, 0), 6),
        Activation.LeakyRelu => Leaky(LeakySlope),
        Activation.Elu or Activation.Celu => x => x > 0 ? x : DoubleFunctions.ExpMinus1(x),
        Activation.Selu => x => SeluScale * (x > 0 ? x : SeluAlpha * DoubleFunctions.ExpMinus1(x)),
        Activation.Tanh => DoubleFunctions.Tanh,
        Activation.Sigmoid => DoubleFunctions.Sigmoid,
        Activation.Silu => x => x * DoubleFunctions.Sigmoid(x),
        Activation.HardSigmoid => HardSigmoid,
        Activation.HardSigmoidOfKeras2 => x => Math.Min(Math.Max((0.2 * x) + 0.5, 0), 1),
        Activation.HardSilu => x => x * HardSigmoid(x),
        Activation.Softplus => DoubleFunctions.Softplus,
        Activation.Softsign => x => x / (1 + Math.Abs(x)),
        Activation.Exponential => DoubleMath.Exp,
        Activation.Mish => x => x * DoubleFunctions.Tanh(DoubleFunctions.Softplus(x)),
        Activation.Gelu => x => x / 2 * DoubleFunctions.Erfc(-x * RootOfHalf),
        Activation.GeluTanh => x => x * DoubleFunctions.Sigmoid(2 * RootOfTwoByPi * (x + (GeluCube * x * x * x))),
        Activation.LogSigmoid => x => -DoubleFunctions.Softplus(-x),
        Activation.TanhShrink => DoubleFunctions.TanhShrink,
        Activation.SparsePlus => x => x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x,
        Activation.SparseSigmoid => x => Math.Min(Math.Max((x + 1) / 2, 0), 1),
        Activation.Squareplus => Squareplus,
        Activation.SoftShrink => x => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0,
        Activation.HardShrink => x => Math.Abs(x) > 0.5 ? x : 0,
        Activation.HardTanh => x => Math.Min(Math.Max(x, -1), 1),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static Func<double, double> Leaky(double slope) => x => x > 0 ? x : slope * x;

    // Below 0 by the other solution of the same square, so that nothing cancels.
    private static double Squareplus(double x)
    {
        double root = Math.Sqrt((x * x) + 4);
        return x >= 0 ? (x + root) / 2 : 2 / (root - x);
    }

    private static double HardSigmoid(double x) => Math.Min(Math.Max(x + 3, 0), 6) / 6;
}
