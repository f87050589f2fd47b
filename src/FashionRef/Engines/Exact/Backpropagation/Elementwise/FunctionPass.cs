using FashionRef.Engines.Functions;

namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary>A function of each number by itself, in double: for those that are seldom used.</summary>
/// <param name="function">The function, with its derivative.</param>
/// <param name="input">The values.</param>
/// <param name="output">The function's.</param>
internal sealed class FunctionPass(DifferentiableFunction function, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Sample(sample);
        Span<float> results = Output.Sample(sample);
        for (int i = 0; i < values.Length; i++)
        {
            results[i] = (float)function.Value(values[i]);
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Sample(sample);
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> target = Input.Gradients(sample, worker);
        for (int i = 0; i < values.Length; i++)
        {
            target[i] = (float)(gradients[i] * function.Derivative(values[i]));
        }
    }
}
