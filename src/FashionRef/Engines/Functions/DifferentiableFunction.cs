using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Models.ActivationConstants;

namespace FashionRef.Engines.Functions;

/// <summary>A function that changes each number by itself, with its derivative, in double.</summary>
/// <param name="Value">Of the number.</param>
/// <param name="Derivative">Of the number and the function's value there, rounded to the type of the weights.</param>
internal sealed record DifferentiableFunction(Func<double, double> Value, Func<double, double, double> Derivative)
{
    private const double InverseRootOfPi = 0.5641895835477563;

    /// <summary>The function of a layer, or null where it changes no number by itself.</summary>
    /// <param name="layer">The layer.</param>
    public static DifferentiableFunction? Of(Layer layer) => ActivationFunctions.Of(layer) is not { } function ? null : new(function, layer switch
    {
        ActivationLayer activation => Of(activation.Function),
        ELU elu => (x, _) => x > 0 ? 1 : elu.Alpha * DoubleMath.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    });

    // At kinks as Keras on TensorFlow; where that is not known, a value that is cut off has the derivative of what it is cut from.
    private static Func<double, double, double> Of(Activation activation) => activation switch
    {
        Activation.Linear => (_, _) => 1,
        Activation.Elu or Activation.Celu => (x, _) => x > 0 ? 1 : DoubleMath.Exp(x),
        Activation.Selu => (x, _) => SeluScale * (x >= 0 ? 1 : SeluAlpha * DoubleMath.Exp(x)),
        Activation.Tanh => (_, y) => 1 - (y * y),
        Activation.Sigmoid => (_, y) => y * (1 - y),
        Activation.Silu => (x, _) => Silu(x),
        Activation.HardSigmoid => (x, _) => Math.Abs(x) < 3 ? 1 / 6.0 : 0,
        Activation.HardSigmoidOfKeras2 => (x, _) => Math.Abs(x) <= 2.5 ? 0.2 : 0,
        Activation.HardSilu => (x, _) => x <= -3 ? 0 : x < 3 ? ((2 * x) + 3) / 6 : 1,
        Activation.Softplus => (x, _) => DoubleFunctions.Sigmoid(x),
        Activation.Softsign => (x, _) => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))),
        Activation.Exponential => (x, _) => DoubleMath.Exp(x),
        Activation.Mish => (x, _) => Mish(x),
        Activation.Gelu => (x, _) => Gelu(x),
        Activation.LogSigmoid => (x, _) => DoubleFunctions.Sigmoid(-x),
        Activation.TanhShrink => (x, _) => DoubleFunctions.Tanh(x) * DoubleFunctions.Tanh(x),
        Activation.SparsePlus => (x, _) => x <= -1 ? 0 : x < 1 ? (x + 1) / 2 : 1,
        Activation.SparseSigmoid => (x, _) => Math.Abs(x) <= 1 ? 0.5 : 0,
        Activation.Squareplus => (x, _) => (1 + (x / Math.Sqrt((x * x) + 4))) / 2,
        Activation.SoftShrink or Activation.HardShrink => (x, _) => Math.Abs(x) > 0.5 ? 1 : 0,
        Activation.HardTanh => (x, _) => Math.Abs(x) <= 1 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static double Silu(double x)
    {
        double sigmoid = DoubleFunctions.Sigmoid(x);
        return sigmoid * (1 + (x * DoubleFunctions.Sigmoid(-x)));
    }

    private static double Mish(double x)
    {
        double tanh = DoubleFunctions.Tanh(DoubleFunctions.Softplus(x));
        return tanh + (x * (1 - (tanh * tanh)) * DoubleFunctions.Sigmoid(x));
    }

    private static double Gelu(double x)
    {
        double scaled = x * RootOfHalf;
        return (DoubleFunctions.Erfc(-scaled) / 2) + (scaled * InverseRootOfPi * DoubleMath.Exp(-scaled * scaled));
    }
}
