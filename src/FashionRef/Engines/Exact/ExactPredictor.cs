using System.Collections.Concurrent;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;

namespace FashionRef.Engines.Exact;

/// <summary>Inference on the engine's kernels. Concurrent callers have their own forward passes, with copies of the weights.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactPredictor<TLanes> : IPredictor
    where TLanes : struct, ILanes<TLanes>
{
    private readonly BuiltModel _model;
    private readonly WeightValues[] _weights;
    private readonly int _threads;
    private readonly ConcurrentBag<ExactForward<TLanes>> _free = [];
    private volatile bool _isDisposed;

    /// <summary>Creates the first forward pass, so that a layer without a kernel is refused at once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="threads">Threads per caller, at least 1.</param>
    /// <exception cref="FashionRefException">There is no kernel for a layer (bad request).</exception>
    public ExactPredictor(BuiltModel model, IReadOnlyList<WeightValues> weights, int threads)
    {
        _model = model;
        _weights = [.. weights.Select(weight => weight with { Values = [.. weight.Values] })];
        _threads = threads;
        _free.Add(Create());
    }

    /// <inheritdoc/>
    public Precision Precision => Precision.Float32;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ExactForward<TLanes> forward = _free.TryTake(out ExactForward<TLanes>? free) ? free : Create();
        try
        {
            forward.Predict(pixels, logits, cancellationToken);
        }
        finally
        {
            _free.Add(forward);
            if (_isDisposed)
            {
                Empty();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        Empty();
    }

    private ExactForward<TLanes> Create()
    {
        ExactForward<TLanes> forward = new(_model, _threads);
        forward.Set(_weights);
        return forward;
    }

    private void Empty()
    {
        while (_free.TryTake(out ExactForward<TLanes>? forward))
        {
            forward.Dispose();
        }
    }
}
