namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary><c>x > 0 ? x : alpha·x</c> with a trained alpha; its derivative at 0 is 0.</summary>
/// <param name="alpha">The weight.</param>
/// <param name="places">For each number of a sample its place in alpha.</param>
/// <param name="input">The values.</param>
/// <param name="output">The rectified ones.</param>
internal sealed class PReluPass(PassWeight alpha, int[] places, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    private readonly DoubleSums _sums = new(alpha.Length);
    private float[] _alpha = [];

    public override void Begin(PassBatch batch)
    {
        _alpha = batch.Weights[alpha.Index];
        _sums.Reserve(batch.Count);
    }

    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Sample(sample);
        Span<float> results = Output.Sample(sample);
        for (int i = 0; i < values.Length; i++)
        {
            results[i] = values[i] > 0 ? values[i] : _alpha[places[i]] * values[i];
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Sample(sample);
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> target = Input.Gradients(sample, worker);
        Span<double> sums = _sums.Of(sample);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > 0)
            {
                target[i] = gradients[i];
            }
            else
            {
                sums[places[i]] += (double)gradients[i] * values[i];
                target[i] = values[i] == 0 ? 0 : _alpha[places[i]] * gradients[i];
            }
        }
    }

    public override void End(float[][] gradients)
    {
        if (alpha.IsTrainable)
        {
            _sums.Write(gradients[alpha.Index]);
        }
    }
}
