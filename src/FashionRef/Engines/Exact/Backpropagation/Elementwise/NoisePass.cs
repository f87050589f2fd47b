using System.Numerics;
using FashionRef.Engines.Backpropagation;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary>Dropout or noise: a value is multiplied by its number, or gets it added. The numbers are computed again in the backward pass: nothing is stored.</summary>
/// <param name="layer">The layer.</param>
/// <param name="number">Its number among those that draw random ones.</param>
/// <param name="planes">The number of channels of which whole planes have one number; 0 where each element has its own.</param>
/// <param name="input">The values.</param>
/// <param name="output">The changed ones.</param>
/// <param name="threads">How many threads share the work.</param>
internal sealed class NoisePass(TrainingOnly layer, int number, int planes, BatchValues input, BatchValues output, int threads) : SamplePass(input, output)
{
    private readonly float[][] _noise = [.. Enumerable.Range(0, threads).Select(_ => new float[planes == 0 ? input.Length : planes])];
    private readonly bool _isAdded = LayerNoise.IsAdded(layer);
    private RandomStep _random;

    public override void Begin(PassBatch batch) => _random = batch.Random;

    public override void Forward(int sample, int worker) => Change(sample, worker, Input.Sample(sample), Output.Sample(sample));

    public override void Backward(int sample, int worker)
    {
        if (_isAdded)
        {
            Output.Gradients(sample, worker).CopyTo(Input.Gradients(sample, worker));
            return;
        }

        Change(sample, worker, Output.Gradients(sample, worker), Input.Gradients(sample, worker));
    }

    private void Change(int sample, int worker, ReadOnlySpan<float> values, Span<float> results)
    {
        float[] noise = _noise[worker];
        LayerNoise.Fill<float>(layer, number, _random, (long)sample * noise.Length, noise);
        for (int first = 0; first < values.Length; first += noise.Length)
        {
            Change(values.Slice(first, noise.Length), noise, results.Slice(first, noise.Length));
        }
    }

    // A dropped value is 0 whatever it was, also where it was not finite.
    private void Change(ReadOnlySpan<float> values, ReadOnlySpan<float> noise, Span<float> results)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> value = new(values[i..]);
            Vector<float> number = new(noise[i..]);
            Vector<float> changed = _isAdded ? value + number : Vector.ConditionalSelect(Vector.Equals(number, Vector<float>.Zero), Vector<float>.Zero, value * number);
            changed.CopyTo(results[i..]);
        }

        for (; i < values.Length; i++)
        {
            results[i] = _isAdded ? values[i] + noise[i] : noise[i] == 0 ? 0 : values[i] * noise[i];
        }
    }
}
