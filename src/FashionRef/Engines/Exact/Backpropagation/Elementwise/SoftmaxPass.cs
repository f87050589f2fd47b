using FashionRef.Engines.Exact.Inference;

namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary>Softmax, or its logarithm, over each run of a sample's numbers.</summary>
/// <param name="runs">For each run the places of its numbers, in ascending order.</param>
/// <param name="isLogarithm">Whether the logarithm is wanted.</param>
/// <param name="input">The logits.</param>
/// <param name="output">The probabilities or their logarithms.</param>
internal sealed class SoftmaxPass(int[][] runs, bool isLogarithm, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    private readonly SoftmaxStep _forward = new(runs, isLogarithm);

    public override bool ReadsOutput => true;

    public override void Forward(int sample, int worker) => _forward.Run(Input.Sample(sample), Output.Sample(sample), []);

    // dx = p·(dy - sum(dy·p)); of the logarithm dx = dy - p·sum(dy).
    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> results = Output.Sample(sample);
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> target = Input.Gradients(sample, worker);
        foreach (int[] run in runs)
        {
            double sum = 0;
            foreach (int i in run)
            {
                sum += isLogarithm ? gradients[i] : (double)gradients[i] * results[i];
            }

            foreach (int i in run)
            {
                target[i] = (float)(isLogarithm ? gradients[i] - (Functions.DoubleMath.Exp(results[i]) * sum) : results[i] * (gradients[i] - sum));
            }
        }
    }
}
