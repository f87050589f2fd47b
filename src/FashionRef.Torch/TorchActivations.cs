using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Models.ActivationConstants;
using static TorchSharp.torch;

namespace FashionRef.Torch;

/// <summary>Activations on libtorch's tensors.</summary>
internal static class TorchActivations
{
    /// <summary>The function of a layer that is an activation; null for other layers.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hasPlainConstants">Whether constants that Keras has as float32 in every precision are doubles.</param>
    public static Func<Tensor, Tensor>? Of(Layer layer, bool hasPlainConstants) => layer switch
    {
        ActivationLayer { Function: Activation.Gelu } when hasPlainConstants => x => Gelu(x, PlainRootOfHalf),
        ActivationLayer activation => Of(activation.Function),
        ReLU relu => x => Rectified(relu, x),
        LeakyReLU leaky => x => PositiveOr(x, x.Times((float)leaky.NegativeSlope)),
        ELU elu => x => PositiveOr(x, x.expm1().Times(elu.Alpha)),
        _ => null,
    };

    private static Func<Tensor, Tensor>? Of(Activation activation) => activation switch
    {
        Activation.Linear => x => x,
        Activation.Relu => x => x.relu(),
        Activation.Softmax => x => x.softmax(-1),
        Activation.LogSoftmax => x => x.log_softmax(-1),
        Activation.Relu6 => Rectified6,
        Activation.LeakyRelu => x => PositiveOr(x, x.Times(LeakySlope)),
        Activation.Elu or Activation.Celu => x => PositiveOr(x, x.expm1()),
        Activation.Selu => x => PositiveOr(x, x.expm1().Times(SeluAlpha)).Times(SeluScale),
        Activation.Tanh => x => x.tanh(),
        Activation.Sigmoid => x => x.sigmoid(),
        Activation.Silu => x => x * x.sigmoid(),
        Activation.HardSigmoid => HardSigmoid,
        Activation.HardSigmoidOfKeras2 => x => x.Times(0.2).Plus(0.5).Clip(0, 1),
        Activation.HardSilu => x => x * HardSigmoid(x),
        Activation.Softplus => Softplus,
        Activation.Softsign => x => x / x.abs().Plus(1),
        Activation.Exponential => x => x.exp(),
        Activation.Mish => x => x * Softplus(x).tanh(),
        Activation.Gelu => x => Gelu(x, RootOfHalf),
        Activation.GeluTanh => x => x.Times(0.5) * x.Plus((x * x * x).Times(GeluCube)).Times(RootOfTwoByPi).tanh().Plus(1),
        Activation.LogSigmoid => x => -Softplus(-x),
        Activation.TanhShrink => x => x - x.tanh(),
        Activation.SparsePlus => x => where(x.Plus(1).le(zeros_like(x)), zeros_like(x), where(x.lt(ones_like(x)), (x.Plus(1) * x.Plus(1)).Times(0.25), x)),
        Activation.SparseSigmoid => x => x.Plus(1).Times(0.5).Clip(0, 1),
        Activation.Squareplus => x => x.Plus((x * x).Plus(4).sqrt()).Times(0.5),
        Activation.SoftShrink => x => x - x.Clip(-0.5, 0.5),
        Activation.HardShrink => x => where(x.abs().Plus(-0.5).gt(zeros_like(x)), x, zeros_like(x)),
        Activation.HardTanh => x => x.Clip(-1, 1),
        _ => null,
    };

    private static Tensor Gelu(Tensor x, double rootOfHalf) => x.Times(0.5) * x.Times(-rootOfHalf).erfc();

    private static Tensor Rectified(ReLU relu, Tensor x)
    {
        Tensor above = x.Plus(-relu.Threshold);
        Tensor zero = zeros_like(x);

        // Clipped to 0, minus infinity is 0 and not, times 0, NaN.
        Tensor below = relu.NegativeSlope == 0 ? above.Clip(0, 0) : above.Times(relu.NegativeSlope);
        bool isSmooth = relu is { Threshold: 0, MaxValue: double.PositiveInfinity };

        // At the threshold the derivative is 0, or where that is 0 and nothing is cut off, the slope.
        Tensor atOrBelow = isSmooth ? below : where(above.eq(zero), zero.Plus(relu.Threshold), below);
        Tensor capped = relu is { Threshold: 0, MaxValue: 6 } ? Rectified6(x) : x.Clip(double.NegativeInfinity, relu.MaxValue);
        return where(above.gt(zero), capped, atOrBelow);
    }

    // The derivative is 0 at 0 and at 6.
    private static Tensor Rectified6(Tensor x)
    {
        Tensor six = zeros_like(x).Plus(6);
        return where(x.ge(six), six, x.relu());
    }

    private static Tensor PositiveOr(Tensor x, Tensor others) => where(x.gt(zeros_like(x)), x, others);

    private static Tensor HardSigmoid(Tensor x) => x.Plus(3).Clip(0, 6).Times(1 / 6.0);

    private static Tensor Softplus(Tensor x) => x.relu().Plus(x.abs().Times(-1).exp().log1p());
}
