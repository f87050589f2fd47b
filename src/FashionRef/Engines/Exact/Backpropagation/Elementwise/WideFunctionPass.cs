using System.Numerics;
using FashionRef.Engines.Functions;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary>A function of each number by itself, computed for several at once in double.</summary>
/// <typeparam name="TFunction">The function.</typeparam>
/// <param name="function">The function.</param>
/// <param name="input">The values.</param>
/// <param name="output">The function's.</param>
internal sealed class WideFunctionPass<TFunction>(TFunction function, BatchValues input, BatchValues output) : SamplePass(input, output)
    where TFunction : struct, IWideFunction
{
    public override bool ReadsOutput => true;

    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Vectors(sample);
        Span<float> results = Output.Vectors(sample);
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out Vector<double> lower, out Vector<double> upper);
            Vector.Narrow(function.Value(lower), function.Value(upper)).CopyTo(results[i..]);
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Vectors(sample);
        ReadOnlySpan<float> results = Output.Vectors(sample);
        ReadOnlySpan<float> gradients = Output.GradientVectors(sample, worker);
        Span<float> target = Input.GradientVectors(sample, worker);
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out Vector<double> lower, out Vector<double> upper);
            Vector.Widen(new Vector<float>(results[i..]), out Vector<double> lowerResult, out Vector<double> upperResult);
            Vector.Widen(new Vector<float>(gradients[i..]), out Vector<double> lowerGradient, out Vector<double> upperGradient);
            Vector.Narrow(lowerGradient * function.Derivative(lower, lowerResult), upperGradient * function.Derivative(upper, upperResult)).CopyTo(target[i..]);
        }
    }
}

/// <summary>A function with its derivative.</summary>
internal interface IWideFunction
{
    /// <summary>The function.</summary>
    /// <param name="x">Of these numbers.</param>
    Vector<double> Value(Vector<double> x);

    /// <summary>Its derivative.</summary>
    /// <param name="x">At these numbers.</param>
    /// <param name="y">The function's values there, rounded to float32.</param>
    Vector<double> Derivative(Vector<double> x, Vector<double> y);
}

/// <summary>The passes of functions that are computed for several numbers at once.</summary>
internal static class WideFunctionPass
{
    /// <summary>The pass of a layer; null where it is no such function.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The values.</param>
    /// <param name="output">The function's.</param>
    public static SamplePass? Of(Layer layer, BatchValues input, BatchValues output) => layer switch
    {
        ActivationLayer { Function: Activation.Tanh } => new WideFunctionPass<WideTanh>(default, input, output),
        ActivationLayer { Function: Activation.Sigmoid } => new WideFunctionPass<WideSigmoid>(default, input, output),
        ActivationLayer { Function: Activation.Silu } => new WideFunctionPass<WideSilu>(default, input, output),
        ActivationLayer { Function: Activation.Elu or Activation.Celu } => new WideFunctionPass<WideElu>(new WideElu(1, 1, 1), input, output),
        ActivationLayer { Function: Activation.Selu } => new WideFunctionPass<WideElu>(
            new WideElu(ActivationConstants.SeluScale, ActivationConstants.SeluAlpha, ActivationConstants.SeluScale), input, output),
        ELU elu => new WideFunctionPass<WideElu>(new WideElu(1, elu.Alpha, elu.Alpha), input, output),
        _ => null,
    };

    /// <summary>The hyperbolic tangent.</summary>
    private readonly struct WideTanh : IWideFunction
    {
        public Vector<double> Value(Vector<double> x) => WideMath.Tanh(x);

        public Vector<double> Derivative(Vector<double> x, Vector<double> y) => Vector<double>.One - (y * y);
    }

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    private readonly struct WideSigmoid : IWideFunction
    {
        public Vector<double> Value(Vector<double> x) => WideMath.Sigmoid(x);

        public Vector<double> Derivative(Vector<double> x, Vector<double> y) => y * (Vector<double>.One - y);
    }

    /// <summary><c>x·sigmoid(x)</c>.</summary>
    private readonly struct WideSilu : IWideFunction
    {
        public Vector<double> Value(Vector<double> x) => x * WideMath.Sigmoid(x);

        public Vector<double> Derivative(Vector<double> x, Vector<double> y)
        {
            Vector<double> sigmoid = WideMath.Sigmoid(x);
            return sigmoid * (Vector<double>.One + (x * (Vector<double>.One - sigmoid)));
        }
    }

    /// <summary><c>scale·(x > 0 ? x : alpha·(exp(x) - 1))</c>.</summary>
    /// <param name="scale">Of all.</param>
    /// <param name="alpha">Below 0.</param>
    /// <param name="atZero">The derivative at 0, where Keras has one of the two sides'.</param>
    private readonly struct WideElu(double scale, double alpha, double atZero) : IWideFunction
    {
        public Vector<double> Value(Vector<double> x) =>
            scale * Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), x, alpha * WideMath.ExpMinus1(x));

        public Vector<double> Derivative(Vector<double> x, Vector<double> y)
        {
            Vector<double> below = y + new Vector<double>(scale * alpha);
            Vector<double> side = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), new Vector<double>(scale), below);
            return Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), new Vector<double>(atZero), side);
        }
    }
}
