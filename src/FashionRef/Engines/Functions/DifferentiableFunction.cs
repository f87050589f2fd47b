using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Models.ActivationConstants;

namespace FashionRef.Engines.Functions;

/// <summary>A function that changes each number by itself, with its derivative, in double.</summary>
/// <param name="Value">Of the number.</param>
/// <param name="Derivative">At the number.</param>
internal sealed record DifferentiableFunction(Func<double, double> Value, Func<double, double> Derivative)
{
    // Gelu's root of 1/2, which Keras has as float32, by the root of 1/2.
    private const double GeluScale = RootOfHalf / 0.7071067811865476;

    /// <summary>The function of a layer; null where it is none of those that are computed one number at a time.</summary>
    /// <param name="layer">The layer.</param>
    public static DifferentiableFunction? Of(Layer layer) => layer is ActivationLayer activation && ActivationFunctions.Of(layer) is { } function
        ? new(activation.Function == Activation.Gelu ? Gelu : function, Of(activation.Function))
        : null;

    // At kinks as Keras on TensorFlow; where that is not known, a value that is cut off has the derivative of what it is cut from.
    private static Func<double, double> Of(Activation activation) => activation switch
    {
        Activation.HardSigmoid => x => Math.Abs(x) < 3 ? 1 / 6.0 : 0,
        Activation.HardSigmoidOfKeras2 => x => Math.Abs(x) <= 2.5 ? 0.2 : 0,
        Activation.HardSilu => x => x <= -3 ? 0 : x < 3 ? ((2 * x) + 3) / 6 : 1,
        Activation.Softplus => x => DoubleFunctions.Sigmoid(x),
        Activation.Softsign => x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))),
        Activation.Exponential => x => DoubleMath.Exp(x),
        Activation.Mish => x => Mish(x),
        Activation.Gelu => x => NormalDistribution.Share(GeluScale * x) + (GeluScale * x * NormalDistribution.Density(GeluScale * x)),
        Activation.GeluTanh => x => GeluTanh(x),
        Activation.LogSigmoid => x => DoubleFunctions.Sigmoid(-x),
        Activation.TanhShrink => x => DoubleFunctions.Tanh(x) * DoubleFunctions.Tanh(x),
        Activation.SparsePlus => x => x <= -1 ? 0 : x < 1 ? (x + 1) / 2 : 1,
        Activation.SparseSigmoid => x => Math.Abs(x) <= 1 ? 0.5 : 0,
        Activation.Squareplus => x => (1 + (x / Math.Sqrt((x * x) + 4))) / 2,
        Activation.SoftShrink or Activation.HardShrink => x => Math.Abs(x) > 0.5 ? 1 : 0,
        Activation.HardTanh => x => Math.Abs(x) <= 1 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static double Mish(double x)
    {
        double tanh = DoubleFunctions.Tanh(DoubleFunctions.Softplus(x));
        return tanh + (x * (1 - (tanh * tanh)) * DoubleFunctions.Sigmoid(x));
    }

    private static double GeluTanh(double x)
    {
        double sigmoid = DoubleFunctions.Sigmoid(2 * RootOfTwoByPi * (x + (GeluCube * x * x * x)));
        return sigmoid + (x * sigmoid * (1 - sigmoid) * 2 * RootOfTwoByPi * (1 + (3 * GeluCube * x * x)));
    }

    private static double Gelu(double x) => x * NormalDistribution.Share(GeluScale * x);
}
