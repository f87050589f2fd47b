using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>
/// One weight, with Adam's moments if it is trainable, in the engine's layout: Keras' order of axes, the last two padded with zeros
/// to whole vectors. The padding stays zero, because its gradients are.
/// </summary>
internal sealed class Parameter
{
    private readonly Weight _weight;
    private readonly int _middle;
    private readonly int _middleStride;
    private readonly int _inner;
    private readonly int _innerStride;

    /// <summary>Creates a weight of zeros.</summary>
    /// <param name="weight">The model's weight; its last axis is the innermost.</param>
    /// <param name="middle">The length of the axis before the last, 1 for a vector.</param>
    /// <param name="middleStride">That length with padding.</param>
    /// <param name="rows">The number of rows of the last axis, with padding.</param>
    public Parameter(Weight weight, int middle, int middleStride, int rows)
    {
        _weight = weight;
        _middle = middle;
        _middleStride = middleStride;
        _inner = weight.Shape.Dimensions[^1];
        _innerStride = AlignedFloats.RoundUp(_inner);
        long length = (long)rows * _innerStride;
        Values = new AlignedFloats(length);
    }

    /// <summary>Creates a vector of zeros.</summary>
    public Parameter(Weight weight)
        : this(weight, middle: 1, middleStride: 1, rows: 1)
    {
    }

    /// <summary>The weight's path.</summary>
    public string Path => _weight.Path;

    /// <summary>The numbers.</summary>
    public AlignedFloats Values { get; }

    /// <summary>Adam's m; empty if it is not trained.</summary>
    public AlignedFloats FirstMoment { get; private set; } = new(0);

    /// <summary>Adam's v; empty if it is not trained.</summary>
    public AlignedFloats SecondMoment { get; private set; } = new(0);

    /// <summary>Takes a step of Adam.</summary>
    /// <typeparam name="TLanes">The vector type.</typeparam>
    /// <param name="step">The step's constants.</param>
    /// <param name="gradients">The gradients of the mean loss, in the engine's layout.</param>
    public void ApplyAdam<TLanes>(in AdamStep step, ReadOnlySpan<float> gradients)
        where TLanes : struct, ILanes<TLanes> =>
        AdamUpdate<TLanes>.Apply(step, gradients, Values.Span, FirstMoment.Span, SecondMoment.Span);

    /// <summary>Sets its values.</summary>
    /// <param name="weights">All weights, this one among them.</param>
    public void SetValues(IReadOnlyList<WeightValues> weights) => Copy(Find(weights), Values);

    /// <summary>Prepares it for training, with a state's moments.</summary>
    public void SetMoments(TrainerState state)
    {
        if (_weight.Spec.IsTrainable)
        {
            FirstMoment = new AlignedFloats(Values.Length);
            SecondMoment = new AlignedFloats(Values.Length);
            Copy(Find(state.FirstMoments), FirstMoment);
            Copy(Find(state.SecondMoments), SecondMoment);
        }
    }

    /// <summary>A copy of one of its buffers in Keras' layout.</summary>
    public WeightValues ToKeras(AlignedFloats buffer)
    {
        double[] values = new double[_weight.Shape.Count];
        ReadOnlySpan<float> numbers = buffer.Span;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = numbers[Index(i)];
        }

        return new WeightValues(_weight.Path, _weight.Shape, values);
    }

    private double[] Find(IReadOnlyList<WeightValues> all) => all.Single(values => values.Path == _weight.Path).Values;

    private void Copy(double[] values, AlignedFloats buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, _weight.Shape.Count, _weight.Path);
        Span<float> numbers = buffer.Span;
        for (int i = 0; i < values.Length; i++)
        {
            numbers[Index(i)] = (float)values[i];
        }
    }

    private int Index(int kerasIndex)
    {
        int inner = kerasIndex % _inner;
        int row = kerasIndex / _inner;
        return ((((row / _middle) * _middleStride) + (row % _middle)) * _innerStride) + inner;
    }
}
