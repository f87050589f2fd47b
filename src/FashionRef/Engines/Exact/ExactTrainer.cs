using System.Diagnostics;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Exact.Stages;
using FashionRef.Models;

namespace FashionRef.Engines.Exact;

/// <summary>One model under training on the engine's kernels.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactTrainer<TLanes> : ITrainer
    where TLanes : struct, ILanes<TLanes>
{
    private readonly BuiltModel _model;
    private readonly CrossEntropy _loss;
    private readonly Adam _optimizer;
    private readonly ExactForward<TLanes> _forward;
    private readonly ExactLayers<TLanes> _layers;
    private readonly ConvolutionUpdate<TLanes>[] _updates;
    private readonly StepClock? _clock;
    private readonly PartTimes? _backwardTimes;
    private readonly WorkJob _backwardChunk;
    private long _step;

    /// <summary>Creates the stages.</summary>
    /// <exception cref="FashionRefException">There is no kernel for a layer (bad request).</exception>
    public ExactTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state, int threads, StepClock? clock = null)
    {
        _model = model;
        _loss = loss;
        _optimizer = optimizer;
        model.RequireSoftmax();
        _forward = new ExactForward<TLanes>(model, threads, clock);
        _layers = _forward.Layers;
        _updates = [.. _layers.Convolutions.Select((stage, i) => new ConvolutionUpdate<TLanes>(
            stage, i == 0 ? new ImageBackward<TLanes>(stage, threads) : new SparseBackward<TLanes>(stage, threads)))];
        _clock = clock;
        _backwardTimes = clock is null ? null : new PartTimes(threads, _updates.Length);
        _backwardChunk = new WorkJob(BackwardChunk);
        _forward.Set(state.Weights);
        foreach (Parameter parameter in Parameters)
        {
            parameter.SetMoments(state);
        }

        _step = state.Step;
    }

    /// <inheritdoc/>
    public Precision Precision => Precision.Float32;

    /// <summary>All weights, in the engine's layout.</summary>
    internal IEnumerable<Parameter> Parameters => _layers.Parameters;

    /// <inheritdoc/>
    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, (long)labels.Length * _model.InputShape.Count, nameof(pixels));
        _clock?.Begin();
        _forward.Run(pixels, training: true);
        Activations logits = _layers.Logits;
        BatchResult result = SoftmaxLoss.Compute(
            _loss, logits.Values.Span, logits.Stride, _model.ClassCount, labels, logits.Gradients.Span);
        _clock?.Note("loss");
        _step++;
        AdamStep step = AdamStep.Of(_optimizer, _step);
        for (int i = _layers.BatchStages.Count - 1; i >= 0; i--)
        {
            IBatchStage stage = _layers.BatchStages[i];
            stage.Backward(_forward.Count, step);
            _clock?.Note($"{stage.Name} backward and Adam");
        }

        BackwardConvolutions(step);
        return result;
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default) =>
        _forward.Predict(pixels, logits, cancellationToken);

    /// <inheritdoc/>
    public TrainerState GetState()
    {
        Dictionary<string, Parameter> parameters = Parameters.ToDictionary(parameter => parameter.Path);
        string[] paths = [.. _model.Weights.Select(weight => weight.Path)];
        string[] trainable = [.. _model.Weights.Where(weight => weight.Spec.IsTrainable).Select(weight => weight.Path)];
        return new TrainerState(
            [.. paths.Select(path => parameters[path].ToKeras(parameters[path].Values))],
            [.. trainable.Select(path => parameters[path].ToKeras(parameters[path].FirstMoment))],
            [.. trainable.Select(path => parameters[path].ToKeras(parameters[path].SecondMoment))],
            _step);
    }

    /// <inheritdoc/>
    public void Dispose() => _forward.Dispose();

    private void BackwardConvolutions(in AdamStep step)
    {
        foreach (ConvolutionUpdate<TLanes> update in _updates)
        {
            update.Begin(_forward.Count);
        }

        _forward.Team.Run(_updates.Length == 0 ? 0 : ConvolutionUpdate<TLanes>.ChunksOf(_forward.Count), _backwardChunk);
        _clock?.Note([.. _layers.Convolutions.Select(stage => $"{stage.Name} backward")], _backwardTimes!.Take());
        foreach (ConvolutionUpdate<TLanes> update in _updates)
        {
            update.Apply(_forward.Count, step);
        }

        _clock?.Note("Adam of the convolutions");
    }

    private void BackwardChunk(int chunk, int worker)
    {
        int first = chunk * ConvolutionUpdate<TLanes>.ChunkSize;
        int end = Math.Min(first + ConvolutionUpdate<TLanes>.ChunkSize, _forward.Count);
        for (int sample = first; sample < end; sample++)
        {
            ReadOnlySpan<float> gradients = _layers.Features.SampleGradients(sample);
            for (int i = _updates.Length - 1; i >= 0; i--)
            {
                long start = _backwardTimes is null ? 0 : Stopwatch.GetTimestamp();
                gradients = _updates[i].AddSample(sample, worker, gradients);
                _backwardTimes?.Add(worker, i, start);
            }
        }
    }
}
