using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Inference;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Inference;

/// <summary>
/// Inference on the engine's kernels. Pixels of models that it can train go through the training kernels, all else step by step. Concurrent
/// callers have their own buffers.
/// </summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactPredictor<TLanes> : IInference
    where TLanes : struct, ILanes<TLanes>
{
    private readonly BuiltModel _model;
    private readonly WeightValues[] _weights;
    private readonly int _threads;
    private readonly bool _isTrainable;
    private readonly InferenceChain _chain;
    private readonly Lazy<IInferenceStep[]> _steps;
    private readonly ConcurrentBag<ExactForward<TLanes>> _forwards = [];
    private readonly ConcurrentBag<ExactInference<TLanes>> _inferences = [];
    private volatile bool _isDisposed;

    /// <summary>Makes what the first call needs, so that a layer without a kernel is refused at once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="threads">Threads per caller, at least 1.</param>
    /// <exception cref="FashionRefException">There is no kernel for a layer (bad request).</exception>
    public ExactPredictor(BuiltModel model, IReadOnlyList<WeightValues> weights, int threads)
    {
        _model = model;
        _weights = [.. weights.Select(weight => weight with { Values = Array.ConvertAll(weight.Values, value => (double)(float)value) })];
        _threads = threads;
        _isTrainable = ExactSupport.Refusal(model) is null;
        _chain = InferenceChain.Of(model, _weights);
        _steps = new Lazy<IInferenceStep[]>(() => [.. _chain.Operations.Select(InferenceSteps<TLanes>.Of)]);
        if (_isTrainable)
        {
            _forwards.Add(CreateForward());
        }
        else
        {
            _inferences.Add(CreateInference());
        }
    }

    /// <inheritdoc/>
    public Precision Precision => Precision.Float32;

    /// <inheritdoc/>
    public bool GivesLogits => _chain.EndsWithSoftmax;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_isTrainable)
        {
            RunSteps(pixels, logits, cancellationToken);
            return;
        }

        ExactForward<TLanes> forward = _forwards.TryTake(out ExactForward<TLanes>? free) ? free : CreateForward();
        try
        {
            forward.Predict(pixels, logits, cancellationToken);
        }
        finally
        {
            _forwards.Add(forward);
            EmptyIfDisposed();
        }
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> inputs, Span<double> results, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        int samples = _chain.Samples(inputs.Length, results.Length);
        int length = _chain.InputShape.Count;
        int outputs = _chain.OutputShape.Count;
        for (int start = 0; start < samples;)
        {
            bool isPixels = _isTrainable && IsPixels(inputs.Slice(start * length, length));
            int end = start + 1;
            while (end < samples && (_isTrainable && IsPixels(inputs.Slice(end * length, length))) == isPixels)
            {
                end++;
            }

            ReadOnlySpan<double> run = inputs[(start * length)..(end * length)];
            Span<double> runResults = results[(start * outputs)..(end * outputs)];
            if (isPixels)
            {
                PredictPixels(run, runResults, cancellationToken);
            }
            else
            {
                RunSteps(run, runResults, cancellationToken);
            }

            start = end;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        EmptyIfDisposed();
    }

    // A sample's bits must not depend on the type that its pixels are given in, nor on the samples beside it.
    private static bool IsPixels(ReadOnlySpan<double> sample)
    {
        foreach (double value in sample)
        {
            if (value != (byte)value)
            {
                return false;
            }
        }

        return true;
    }

    private void PredictPixels(ReadOnlySpan<double> pixels, Span<double> logits, CancellationToken cancellationToken)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(pixels.Length);
        for (int i = 0; i < pixels.Length; i++)
        {
            bytes[i] = (byte)pixels[i];
        }

        Predict(bytes.AsSpan(0, pixels.Length), logits, cancellationToken);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void RunSteps<T>(ReadOnlySpan<T> inputs, Span<double> results, CancellationToken cancellationToken)
        where T : struct, INumberBase<T>
    {
        ExactInference<TLanes> inference = _inferences.TryTake(out ExactInference<TLanes>? free) ? free : CreateInference();
        try
        {
            inference.Run(inputs, results, cancellationToken);
        }
        finally
        {
            _inferences.Add(inference);
            EmptyIfDisposed();
        }
    }

    private ExactForward<TLanes> CreateForward()
    {
        ExactForward<TLanes> forward = new(_model, _threads);
        forward.Set(_weights);
        return forward;
    }

    private ExactInference<TLanes> CreateInference() => new(_chain, _steps.Value, _threads);

    private void EmptyIfDisposed()
    {
        while (_isDisposed && _forwards.TryTake(out ExactForward<TLanes>? forward))
        {
            forward.Dispose();
        }

        while (_isDisposed && _inferences.TryTake(out ExactInference<TLanes>? inference))
        {
            inference.Dispose();
        }
    }
}
