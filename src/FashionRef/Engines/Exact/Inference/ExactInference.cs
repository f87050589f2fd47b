using System.Numerics;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Inference;

namespace FashionRef.Engines.Exact.Inference;

/// <summary>The inference of any model, sample by sample, for one caller at a time with a team of threads.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactInference<TLanes> : IDisposable
    where TLanes : struct, ILanes<TLanes>
{
    // Between two looks at a cancellation.
    private const int SamplesAtOnce = 256;

    private readonly InferenceChain _chain;
    private readonly IInferenceStep[] _steps;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly ThreadTeam _team;
    private readonly float[][] _activations;
    private readonly float[][] _scratch;
    private readonly WorkJob _sample;
    private float[] _samples = [];
    private float[] _results = [];

    /// <summary>Makes buffers.</summary>
    /// <param name="chain">The model.</param>
    /// <param name="steps">Its steps, which other callers may use as well.</param>
    /// <param name="threads">At least 1.</param>
    public ExactInference(InferenceChain chain, IInferenceStep[] steps, int threads)
    {
        _chain = chain;
        _steps = steps;
        _inputs = chain.InputShape.Count;
        _outputs = chain.OutputShape.Count;
        _team = new ThreadTeam(threads);

        // The input of each but the first step is the output of the one before.
        int largest = chain.Operations.Select((operation, i) => checked(operation.Output.Count + (i > 0 ? chain.Operations[i - 1].Output.Count : 0))).DefaultIfEmpty(0).Max();
        int scratch = steps.Select(step => step.ScratchLength).DefaultIfEmpty(0).Max();
        _activations = [.. Enumerable.Range(0, threads).Select(_ => new float[largest])];
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new float[scratch])];
        _sample = new WorkJob(RunSample);
    }

    /// <summary>Computes the logits, or the outputs of a model without softmax at its end.</summary>
    /// <typeparam name="T">The type of the inputs.</typeparam>
    /// <param name="inputs">Samples one after the other, rounded to float32.</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <param name="cancellationToken">Checked every few hundred samples.</param>
    public void Run<T>(ReadOnlySpan<T> inputs, Span<double> outputs, CancellationToken cancellationToken)
        where T : struct, INumberBase<T>
    {
        int count = _chain.Samples(inputs.Length, outputs.Length);
        for (int start = 0; start < count; start += SamplesAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int samples = Math.Min(SamplesAtOnce, count - start);
            Reserve(samples);
            ReadOnlySpan<T> source = inputs.Slice(start * _inputs, samples * _inputs);
            for (int i = 0; i < source.Length; i++)
            {
                _samples[i] = float.CreateTruncating(source[i]);
            }

            _team.Run(samples, _sample);
            for (int i = 0; i < samples * _outputs; i++)
            {
                outputs[(start * _outputs) + i] = _results[i];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    private void Reserve(int samples)
    {
        if (_samples.Length < samples * _inputs)
        {
            _samples = new float[samples * _inputs];
        }

        if (_results.Length < samples * _outputs)
        {
            _results = new float[samples * _outputs];
        }
    }

    private void RunSample(int sample, int worker)
    {
        ReadOnlySpan<float> input = _samples.AsSpan(sample * _inputs, _inputs);
        for (int i = 0; i < _steps.Length; i++)
        {
            int length = _chain.Operations[i].Output.Count;

            // In turns at the beginning and at the end, so that an input and its output never overlap.
            float[] activations = _activations[worker];
            Span<float> output = activations.AsSpan(i % 2 == 0 ? 0 : activations.Length - length, length);
            _steps[i].Run(input, output, _scratch[worker].AsSpan(0, _steps[i].ScratchLength));
            input = output;
        }

        input.CopyTo(_results.AsSpan(sample * _outputs, _outputs));
    }
}
