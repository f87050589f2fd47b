using FashionRef.Engines.Backpropagation;

namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary>
/// Dropout: an element is kept where its random number is at least the rate, and divided by the share that is kept. The random numbers
/// are computed again in the backward pass: nothing is stored.
/// </summary>
/// <param name="number">The layer's, among those of dropout.</param>
/// <param name="rate">The share that is left out, above 0.</param>
/// <param name="planes">The number of channels of which whole planes are kept or left out; 0 where each element is by itself.</param>
/// <param name="input">The values.</param>
/// <param name="output">What is kept.</param>
internal sealed class DropoutPass(int number, double rate, int planes, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    private readonly float _scale = (float)(1 / (1 - rate));
    private RandomStep _random;

    public override void Begin(PassBatch batch) => _random = batch.Random;

    public override void Forward(int sample, int worker) => Keep(sample, Input.Sample(sample), Output.Sample(sample));

    public override void Backward(int sample, int worker) => Keep(sample, Output.Gradients(sample, worker), Input.Gradients(sample, worker));

    private void Keep(int sample, ReadOnlySpan<float> values, Span<float> results)
    {
        int length = planes == 0 ? values.Length : planes;
        for (int i = 0; i < length; i++)
        {
            bool isKept = _random.Uniform(number, ((long)sample * length) + i) >= rate;
            for (int place = i; place < values.Length; place += length)
            {
                results[place] = isKept ? values[place] * _scale : 0;
            }
        }
    }
}
