using System.Numerics;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary><c>max(x, 0)</c> in place: what is above 0 tells where the gradient passes.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
/// <param name="values">The values, which it changes.</param>
internal sealed class ReluPass<TLanes>(BatchValues values) : SamplePass(values, values)
    where TLanes : struct, ILanes<TLanes>
{
    public override bool ReadsOutput => true;

    public override void Forward(int sample, int worker) => Elementwise<TLanes>.Relu(Output.Vectors(sample));

    public override void Backward(int sample, int worker)
    {
        Span<float> gradients = Output.GradientVectors(sample, worker);
        Elementwise<TLanes>.ReluGradient(Output.Vectors(sample), gradients, gradients);
    }
}

/// <summary>
/// <c>x > threshold ? min(x, most) : slope·(x - threshold)</c> in float32, with a slope below it.
/// </summary>
/// <param name="shape">Its numbers.</param>
/// <param name="input">The values.</param>
/// <param name="output">The rectified ones.</param>
internal sealed class RectifierPass(RectifierShape shape, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Vectors(sample);
        Span<float> results = Output.Vectors(sample);
        Vector<float> threshold = new(shape.Threshold);
        Vector<float> most = new(shape.Most);
        for (int i = 0; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> x = new(values[i..]);
            Vector<float> below = shape.Slope == 0 ? Vector<float>.Zero : (x - threshold) * shape.Slope;
            Vector<float> capped = Vector.ConditionalSelect(Vector.GreaterThan(x, most), most, x);
            Vector.ConditionalSelect(Vector.LessThanOrEqual(x, threshold), shape.IsKeptAtThreshold ? Vector.ConditionalSelect(Vector.Equals(x, threshold), x, below) : below, capped).CopyTo(results[i..]);
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Vectors(sample);
        ReadOnlySpan<float> gradients = Output.GradientVectors(sample, worker);
        Span<float> target = Input.GradientVectors(sample, worker);
        Vector<float> threshold = new(shape.Threshold);
        Vector<float> most = new(shape.Most);
        for (int i = 0; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> x = new(values[i..]);
            Vector<float> gradient = new(gradients[i..]);
            Vector<float> below = shape.Slope == 0 ? Vector<float>.Zero : gradient * shape.Slope;
            Vector<float> above = Vector.ConditionalSelect(Vector.GreaterThan(x, most), Vector<float>.Zero, gradient);
            Vector<float> onMost = shape.PassesAtMost ? gradient : Vector<float>.Zero;
            Vector<float> onThreshold = shape.PassesAtThreshold ? below : Vector<float>.Zero;
            above = Vector.ConditionalSelect(Vector.Equals(x, most), onMost, above);
            below = Vector.ConditionalSelect(Vector.Equals(x, threshold), onThreshold, below);
            Vector.ConditionalSelect(Vector.LessThanOrEqual(x, threshold), below, above).CopyTo(target[i..]);
        }
    }
}

/// <summary>The numbers of a rectifier, and its derivative where Keras had to choose one.</summary>
/// <param name="Threshold">From where on numbers pass.</param>
/// <param name="Slope">Below the threshold.</param>
/// <param name="Most">The largest result.</param>
internal sealed record RectifierShape(float Threshold, float Slope, float Most)
{
    /// <summary>Whether the derivative at the threshold is the slope, and not 0.</summary>
    public bool PassesAtThreshold { get; init; } = true;

    /// <summary>Whether the derivative at the largest result is 1, and not 0.</summary>
    public bool PassesAtMost { get; init; } = true;

    /// <summary>Whether the threshold itself is the result there, and not 0.</summary>
    public bool IsKeptAtThreshold => Threshold != 0;

    /// <summary>The rectifier of a layer; null where it is none.</summary>
    /// <param name="layer">The layer.</param>
    public static RectifierShape? Of(Layer layer) => layer switch
    {
        ActivationLayer { Function: Activation.Relu } => new(0, 0, float.PositiveInfinity),
        ActivationLayer { Function: Activation.Relu6 } => new(0, 0, 6) { PassesAtMost = false },
        ActivationLayer { Function: Activation.LeakyRelu } => new(0, (float)ActivationConstants.LeakySlope, float.PositiveInfinity),
        LeakyReLU leaky => new(0, (float)leaky.NegativeSlope, float.PositiveInfinity),
        ReLU relu => new((float)relu.Threshold, (float)relu.NegativeSlope, (float)relu.MaxValue)
        {
            PassesAtThreshold = relu is { Threshold: 0, MaxValue: double.PositiveInfinity },
            PassesAtMost = relu is not { Threshold: 0, MaxValue: 6 },
        },
        _ => null,
    };
}
