namespace FashionRef.Models;

/// <summary>A function applied to a layer's outputs, by Keras' names.</summary>
public enum Activation
{
    /// <summary><c>x</c>.</summary>
    Linear,

    /// <summary><c>max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>exp(x_i) / sum_j exp(x_j)</c> over the last axis. Training computes the loss from its input, the logits.</summary>
    Softmax,

    /// <summary><c>min(max(x, 0), 6)</c>.</summary>
    Relu6,

    /// <summary><c>x &gt; 0 ? x : 0.2·x</c>; the slope is a float32 in every precision, as in Keras.</summary>
    LeakyRelu,

    /// <summary><c>x &gt; 0 ? x : exp(x) - 1</c>.</summary>
    Elu,

    /// <summary>The same as <see cref="Elu"/>.</summary>
    Celu,

    /// <summary><c>1.0507009873554805·(x &gt; 0 ? x : 1.6732632423543772·(exp(x) - 1))</c>.</summary>
    Selu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    Sigmoid,

    /// <summary><c>x·sigmoid(x)</c>, also called swish.</summary>
    Silu,

    /// <summary><c>min(max(x + 3, 0), 6) / 6</c>.</summary>
    HardSigmoid,

    /// <summary><c>min(max(0.2·x + 0.5, 0), 1)</c>: what Keras 1 and 2 call hard_sigmoid.</summary>
    HardSigmoidOfKeras2,

    /// <summary><c>x·hard_sigmoid(x)</c>, also called hard_swish.</summary>
    HardSilu,

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    Softplus,

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    Softsign,

    /// <summary><c>exp(x)</c>.</summary>
    Exponential,

    /// <summary><c>x·tanh(softplus(x))</c>.</summary>
    Mish,

    /// <summary><c>x/2·erfc(-x·sqrt(1/2))</c>; the root is a float32 in every precision, as in Keras.</summary>
    Gelu,

    /// <summary><c>x/2·(1 + tanh(0.7978845608028654·(x + 0.044715·x³)))</c>: gelu with <c>approximate=True</c>.</summary>
    GeluTanh,

    /// <summary><c>log(sigmoid(x))</c>.</summary>
    LogSigmoid,

    /// <summary><c>x - tanh(x)</c>.</summary>
    TanhShrink,

    /// <summary><c>x - log(sum_j exp(x_j))</c> over the last axis.</summary>
    LogSoftmax,

    /// <summary><c>x &lt;= -1 ? 0 : x &lt; 1 ? (x + 1)² / 4 : x</c>.</summary>
    SparsePlus,

    /// <summary><c>min(max((x + 1) / 2, 0), 1)</c>.</summary>
    SparseSigmoid,

    /// <summary><c>(x + sqrt(x² + 4)) / 2</c>.</summary>
    Squareplus,

    /// <summary><c>x - 0.5</c> above 0.5, <c>x + 0.5</c> below -0.5, else 0.</summary>
    SoftShrink,

    /// <summary><c>|x| &gt; 0.5 ? x : 0</c>.</summary>
    HardShrink,

    /// <summary><c>min(max(x, -1), 1)</c>.</summary>
    HardTanh,
}

/// <summary>The numbers in Keras' activations.</summary>
public static class ActivationConstants
{
    /// <summary>The slope of <see cref="Activation.LeakyRelu"/> below 0. Keras has it as float32 in every precision.</summary>
    public const double LeakySlope = 0.2f;

    /// <summary>The square root of 1/2, in <see cref="Activation.Gelu"/>. Keras has it as float32 in every precision.</summary>
    public const double RootOfHalf = 0.70710678118654752440f;

    /// <summary>The same as a double: what the formula says.</summary>
    public const double PlainRootOfHalf = 0.70710678118654752440;

    /// <summary>The square root of 2/π, in <see cref="Activation.GeluTanh"/>.</summary>
    public const double RootOfTwoByPi = 0.7978845608028654;

    /// <summary>The cube's factor in <see cref="Activation.GeluTanh"/>.</summary>
    public const double GeluCube = 0.044715;

    /// <summary>The scale of <see cref="Activation.Selu"/>.</summary>
    public const double SeluScale = 1.0507009873554805;

    /// <summary>The alpha of <see cref="Activation.Selu"/>.</summary>
    public const double SeluAlpha = 1.6732632423543772;
}
