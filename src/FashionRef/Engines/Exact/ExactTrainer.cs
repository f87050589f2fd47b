using System.Diagnostics;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Exact.Stages;
using FashionRef.Models;

namespace FashionRef.Engines.Exact;

/// <summary>One model under training on the engine's own kernels.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactTrainer<TLanes> : ITrainer
    where TLanes : struct, ILanes<TLanes>
{
    private const int PredictionBatch = 128;

    private readonly BuiltModel _model;
    private readonly CrossEntropy _loss;
    private readonly Adam _optimizer;
    private readonly WorkCrew _crew;
    private readonly ExactLayers<TLanes> _layers;
    private readonly IConvolutionForward[] _trainingForwards;
    private readonly IConvolutionForward[] _predictionForwards;
    private readonly bool _copiesBlanks;
    private readonly ConvolutionUpdate<TLanes>[] _updates;
    private readonly StepClock? _clock;
    private readonly PartTimes? _forwardTimes;
    private readonly PartTimes? _backwardTimes;
    private readonly WorkJob _trainingForward;
    private readonly WorkJob _predictionForward;
    private readonly WorkJob _backwardChunk;
    private IConvolutionForward[] _forwards;
    private byte[] _pixels = [];
    private int _count;
    private long _step;

    /// <summary>Makes the stages.</summary>
    /// <exception cref="FashionRefException">There is no kernel for a layer (bad request).</exception>
    public ExactTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state, int threads, StepClock? clock = null)
    {
        _model = model;
        _loss = loss;
        _optimizer = optimizer;
        _crew = new WorkCrew(threads);
        _layers = new ExactLayers<TLanes>(model, _crew);
        _updates = [.. _layers.Convolutions.Select((stage, i) => new ConvolutionUpdate<TLanes>(
            stage, i == 0 ? new ImageBackward<TLanes>(stage, threads) : new SparseBackward<TLanes>(stage, threads)))];
        _predictionForwards = [.. _layers.Convolutions.Select(stage => new DirectForward<TLanes>(stage, threads))];
        _trainingForwards = [.. _layers.Convolutions.Select((stage, i) =>
            WinogradForward<TLanes>.Fits(stage) ? new WinogradForward<TLanes>(stage, threads) : _predictionForwards[i])];
        _copiesBlanks = _layers.Convolutions.Exists(WinogradForward<TLanes>.Fits);
        _forwards = _trainingForwards;
        _clock = clock;
        _forwardTimes = clock is null ? null : new PartTimes(threads, _forwards.Length);
        _backwardTimes = clock is null ? null : new PartTimes(threads, _updates.Length);
        _trainingForward = new WorkJob(ForwardSample);
        _predictionForward = new WorkJob(ForwardSample);
        _backwardChunk = new WorkJob(BackwardChunk);
        foreach (Parameter parameter in _layers.Parameters)
        {
            parameter.Set(state);
        }

        foreach (IBatchStage stage in _layers.BatchStages)
        {
            stage.WeightsChanged();
        }

        _step = state.Step;
    }

    /// <inheritdoc/>
    public Precision Precision => Precision.Float32;

    /// <inheritdoc/>
    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, (long)labels.Length * _model.InputShape.Count, nameof(pixels));
        _clock?.Begin();
        Forward(pixels, training: true);
        Activations logits = _layers.Logits;
        BatchResult result = SoftmaxLoss.Compute(
            _loss, logits.Values.Span, logits.Stride, _model.ClassCount, labels, logits.Gradients.Span);
        _clock?.Note("loss");
        _step++;
        AdamStep step = AdamStep.Of(_optimizer, _step);
        for (int i = _layers.BatchStages.Count - 1; i >= 0; i--)
        {
            IBatchStage stage = _layers.BatchStages[i];
            stage.Backward(_count, step);
            _clock?.Note($"{stage.Name} backward and Adam");
        }

        BackwardConvolutions(step);
        return result;
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default)
    {
        int imageSize = _model.InputShape.Count;
        int classes = _model.ClassCount;
        int count = pixels.Length / imageSize;
        for (int start = 0; start < count; start += PredictionBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int images = Math.Min(PredictionBatch, count - start);
            Forward(pixels.Slice(start * imageSize, images * imageSize), training: false);
            for (int n = 0; n < images; n++)
            {
                ReadOnlySpan<float> sample = _layers.Logits.Sample(n);
                for (int c = 0; c < classes; c++)
                {
                    logits[((start + n) * classes) + c] = sample[c];
                }
            }
        }
    }

    /// <inheritdoc/>
    public TrainerState GetState()
    {
        Dictionary<string, Parameter> parameters = _layers.Parameters.ToDictionary(parameter => parameter.Path);
        string[] paths = [.. _model.Weights.Select(weight => weight.Path)];
        string[] trainable = [.. _model.Weights.Where(weight => weight.Spec.IsTrainable).Select(weight => weight.Path)];
        return new TrainerState(
            [.. paths.Select(path => parameters[path].ToKeras(parameters[path].Values))],
            [.. trainable.Select(path => parameters[path].ToKeras(parameters[path].FirstMoment))],
            [.. trainable.Select(path => parameters[path].ToKeras(parameters[path].SecondMoment))],
            _step);
    }

    /// <inheritdoc/>
    public void Dispose() => _crew.Dispose();

    private void Forward(ReadOnlySpan<byte> pixels, bool training)
    {
        _count = pixels.Length / _model.InputShape.Count;
        Reserve();
        pixels.CopyTo(_pixels);

        // Predictions are few and compared with Keras' to the seventh digit, so they take the way that rounds least.
        _forwards = training ? _trainingForwards : _predictionForwards;
        foreach (IConvolutionForward forward in _forwards)
        {
            forward.Begin();
        }

        if (training && _copiesBlanks)
        {
            // The image of zeros, behind the batch.
            ForwardSample(_count, worker: 0);
        }

        _crew.Run(_count, training ? _trainingForward : _predictionForward);
        long[]? work = _forwardTimes?.Take();
        StepClock? clock = training ? _clock : null;
        clock?.Note([.. _layers.Convolutions.Select(stage => $"{stage.Name} forward")], work!);
        foreach (IBatchStage stage in _layers.BatchStages)
        {
            stage.Forward(_count, training);
            clock?.Note($"{stage.Name} forward");
        }
    }

    private void Reserve()
    {
        int imageSize = _model.InputShape.Count;
        int pixels = checked((_count + 1) * imageSize);
        if (_pixels.Length < pixels)
        {
            _pixels = new byte[pixels];
        }

        _pixels.AsSpan(_count * imageSize, imageSize).Clear();
        _layers.Images.Reserve(_count + 1, withGradients: false);
        foreach (ConvolutionStage<TLanes> stage in _layers.Convolutions)
        {
            stage.Reserve(_count + 1);
        }

        _layers.Features.Reserve(_count, withGradients: true);
        foreach (IBatchStage stage in _layers.BatchStages)
        {
            stage.Output.Reserve(_count, withGradients: true);
        }
    }

    private void ForwardSample(int sample, int worker)
    {
        CopyImage(sample);
        for (int i = 0; i < _forwards.Length; i++)
        {
            long start = _forwardTimes is null ? 0 : Stopwatch.GetTimestamp();
            _forwards[i].Compute(sample, worker, blank: _count);
            _forwardTimes?.Add(worker, i, start);
        }
    }

    private void CopyImage(int sample)
    {
        PlaneLayout layout = _layers.Images.Layout;
        int row = layout.Width * layout.PixelStride;
        ReadOnlySpan<byte> pixels = _pixels.AsSpan(sample * layout.Height * row, layout.Height * row);
        Span<float> image = _layers.Images.Sample(sample);
        Span<ulong> blanks = _layers.Images.BlankRows(sample);
        for (int y = 0; y < layout.Height; y++)
        {
            Span<float> target = image.Slice(layout.Place(y, 0), row);
            ReadOnlySpan<byte> source = pixels.Slice(y * row, row);
            for (int x = 0; x < source.Length; x++)
            {
                target[x] = source[x];
            }

            blanks[y] = layout.Width <= BlankRow.LargestWidth ? BlankRow.OfPixels(source, layout.PixelStride) : 0;
        }
    }

    private void BackwardConvolutions(in AdamStep step)
    {
        foreach (ConvolutionUpdate<TLanes> update in _updates)
        {
            update.Begin(_count);
        }

        _crew.Run(_updates.Length == 0 ? 0 : ConvolutionUpdate<TLanes>.ChunksOf(_count), _backwardChunk);
        _clock?.Note([.. _layers.Convolutions.Select(stage => $"{stage.Name} backward")], _backwardTimes!.Take());
        foreach (ConvolutionUpdate<TLanes> update in _updates)
        {
            update.Apply(_count, step);
        }

        _clock?.Note("Adam of the convolutions");
    }

    private void BackwardChunk(int chunk, int worker)
    {
        int first = chunk * ConvolutionUpdate<TLanes>.ChunkSize;
        int end = Math.Min(first + ConvolutionUpdate<TLanes>.ChunkSize, _count);
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
