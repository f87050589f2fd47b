using System.Diagnostics;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Exact.Stages;
using FashionRef.Models;

namespace FashionRef.Engines.Exact;

/// <summary>A model's weights and its forward pass, for one caller at a time, with a team of threads.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactForward<TLanes> : IDisposable
    where TLanes : struct, ILanes<TLanes>
{
    private const int PredictionBatch = 128;

    private readonly BuiltModel _model;
    private readonly IConvolutionForward[] _trainingForwards;
    private readonly IConvolutionForward[] _predictionForwards;
    private readonly bool _copiesBlanks;
    private readonly StepClock? _clock;
    private readonly PartTimes? _times;
    private readonly WorkJob _forwardSample;
    private IConvolutionForward[] _forwards;
    private byte[] _pixels = [];

    /// <summary>Creates the stages, with weights of zero.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">How many threads share the work, at least 1.</param>
    /// <param name="clock">Times the parts of training passes; null for no timing.</param>
    /// <exception cref="FashionRefException">There is no kernel for a layer (bad request).</exception>
    public ExactForward(BuiltModel model, int threads, StepClock? clock = null)
    {
        _model = model;
        Team = new ThreadTeam(threads);
        Layers = new ExactLayers<TLanes>(model, Team);
        _predictionForwards = [.. Layers.Convolutions.Select(stage => new DirectForward<TLanes>(stage, threads))];
        _trainingForwards = [.. Layers.Convolutions.Select((stage, i) =>
            WinogradForward<TLanes>.Fits(stage) ? new WinogradForward<TLanes>(stage, threads) : _predictionForwards[i])];
        _copiesBlanks = Layers.Convolutions.Exists(WinogradForward<TLanes>.Fits);
        _forwards = _trainingForwards;
        _clock = clock;
        _times = clock is null ? null : new PartTimes(threads, _forwards.Length);
        _forwardSample = new WorkJob(ForwardSample);
    }

    /// <summary>The threads that share the work.</summary>
    public ThreadTeam Team { get; }

    /// <summary>The stages, with their weights and the last pass' activations.</summary>
    public ExactLayers<TLanes> Layers { get; }

    /// <summary>The last pass' batch size.</summary>
    public int Count { get; private set; }

    /// <summary>Sets the weights.</summary>
    /// <param name="weights">All of the model's, in Keras' layouts.</param>
    public void Set(IReadOnlyList<WeightValues> weights)
    {
        foreach (Parameter parameter in Layers.Parameters)
        {
            parameter.SetValues(weights);
        }

        foreach (IBatchStage stage in Layers.BatchStages)
        {
            stage.WeightsChanged();
        }
    }

    /// <summary>Computes the logits of a batch into the last stage's output.</summary>
    /// <param name="pixels">The batch's images.</param>
    /// <param name="training">Whether a backward pass follows and batch normalization uses the batch's own statistics.</param>
    public void Run(ReadOnlySpan<byte> pixels, bool training)
    {
        Count = pixels.Length / _model.InputShape.Count;
        Reserve(training);
        pixels.CopyTo(_pixels);

        // Predictions are few and are compared with Keras' to the seventh digit, so they use the kernels with the least rounding.
        _forwards = training ? _trainingForwards : _predictionForwards;
        foreach (IConvolutionForward forward in _forwards)
        {
            forward.Begin();
        }

        if (training && _copiesBlanks)
        {
            // The image of zeros, after the batch.
            ForwardSample(Count, worker: 0);
        }

        Team.Run(Count, _forwardSample);
        long[]? work = _times?.Take();
        StepClock? clock = training ? _clock : null;
        clock?.Note([.. Layers.Convolutions.Select(stage => $"{stage.Name} forward")], work!);
        foreach (IBatchStage stage in Layers.BatchStages)
        {
            stage.Forward(Count, training);
            clock?.Note($"{stage.Name} forward");
        }
    }

    /// <inheritdoc cref="IPredictor.Predict"/>
    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken)
    {
        int imageSize = _model.InputShape.Count;
        int classes = _model.ClassCount;
        int count = pixels.Length / imageSize;
        for (int start = 0; start < count; start += PredictionBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int images = Math.Min(PredictionBatch, count - start);
            Run(pixels.Slice(start * imageSize, images * imageSize), training: false);
            for (int n = 0; n < images; n++)
            {
                ReadOnlySpan<float> sample = Layers.Logits.Sample(n);
                for (int c = 0; c < classes; c++)
                {
                    logits[((start + n) * classes) + c] = sample[c];
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Team.Dispose();

    private void Reserve(bool training)
    {
        int imageSize = _model.InputShape.Count;
        int pixels = checked((Count + 1) * imageSize);
        if (_pixels.Length < pixels)
        {
            _pixels = new byte[pixels];
        }

        _pixels.AsSpan(Count * imageSize, imageSize).Clear();
        Layers.Images.Reserve(Count + 1, withGradients: false);
        foreach (ConvolutionStage<TLanes> stage in Layers.Convolutions)
        {
            stage.Reserve(Count + 1);
        }

        Layers.Features.Reserve(Count, withGradients: training);
        foreach (IBatchStage stage in Layers.BatchStages)
        {
            stage.Output.Reserve(Count, withGradients: training);
        }
    }

    private void ForwardSample(int sample, int worker)
    {
        CopyImage(sample);
        for (int i = 0; i < _forwards.Length; i++)
        {
            long start = _times is null ? 0 : Stopwatch.GetTimestamp();
            _forwards[i].Compute(sample, worker, blank: Count);
            _times?.Add(worker, i, start);
        }
    }

    private void CopyImage(int sample)
    {
        PlaneLayout layout = Layers.Images.Layout;
        int row = layout.Width * layout.PixelStride;
        ReadOnlySpan<byte> pixels = _pixels.AsSpan(sample * layout.Height * row, layout.Height * row);
        Span<float> image = Layers.Images.Sample(sample);
        Span<ulong> blanks = Layers.Images.BlankRows(sample);
        for (int y = 0; y < layout.Height; y++)
        {
            Span<float> target = image.Slice(layout.Offset(y, 0), row);
            ReadOnlySpan<byte> source = pixels.Slice(y * row, row);
            for (int x = 0; x < source.Length; x++)
            {
                target[x] = source[x];
            }

            blanks[y] = layout.Width <= BlankRow.LargestWidth ? BlankRow.OfPixels(source, layout.PixelStride) : 0;
        }
    }
}
