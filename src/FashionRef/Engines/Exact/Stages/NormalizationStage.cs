using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Stages;

/// <summary>Batch normalization. It is little work, so the calling thread does it alone.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class NormalizationStage<TLanes> : IBatchStage
    where TLanes : struct, ILanes<TLanes>
{
    private readonly BatchNormalization _layer;
    private readonly Activations _input;
    private readonly Parameter _gamma;
    private readonly Parameter _beta;
    private readonly Parameter _movingMean;
    private readonly Parameter _movingVariance;
    private readonly AlignedFloats _mean;
    private readonly AlignedFloats _variance;
    private readonly AlignedFloats _inverse;
    private readonly AlignedFloats _gammaGradient;
    private readonly AlignedFloats _betaGradient;

    /// <summary>Creates the stage with weights of zero.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The input.</param>
    /// <param name="output">The output.</param>
    public NormalizationStage(BuiltLayer layer, Activations input, Activations output)
    {
        Name = layer.Name;
        _layer = (BatchNormalization)layer.Layer;
        _input = input;
        Output = output;
        _gamma = new Parameter(layer.Weights[0]);
        _beta = new Parameter(layer.Weights[1]);
        _movingMean = new Parameter(layer.Weights[2]);
        _movingVariance = new Parameter(layer.Weights[3]);
        int features = _gamma.Values.Length;
        _mean = new AlignedFloats(features);
        _variance = new AlignedFloats(features);
        _inverse = new AlignedFloats(features);
        _gammaGradient = new AlignedFloats(features);
        _betaGradient = new AlignedFloats(features);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Activations Output { get; }

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [_gamma, _beta, _movingMean, _movingVariance];

    /// <inheritdoc/>
    public void Forward(int count, bool training)
    {
        AlignedFloats mean = training ? _mean : _movingMean.Values;
        AlignedFloats variance = training ? _variance : _movingVariance.Values;
        if (training)
        {
            BatchNormKernel<TLanes>.Statistics(count, _input.Stride, _input.Values.Span, mean.Span, variance.Span);
            float momentum = (float)_layer.Momentum;
            float rate = (float)(1 - _layer.Momentum);
            BatchNormKernel<TLanes>.UpdateMoving(momentum, rate, mean.Span, _movingMean.Values.Span);
            BatchNormKernel<TLanes>.UpdateMoving(momentum, rate, variance.Span, _movingVariance.Values.Span);
        }

        BatchNormKernel<TLanes>.Normalize(
            count,
            _input.Stride,
            (float)_layer.Epsilon,
            mean.Span,
            variance.Span,
            _gamma.Values.Span,
            _beta.Values.Span,
            _input.Values.Span,
            _inverse.Span,
            Output.Values.Span);
    }

    /// <inheritdoc/>
    public void Backward(int count, in AdamStep step)
    {
        BatchNormKernel<TLanes>.Gradient(
            count,
            _input.Stride,
            _mean.Span,
            _inverse.Span,
            _gamma.Values.Span,
            _input.Values.Span,
            Output.Gradients.Span,
            _gammaGradient.Span,
            _betaGradient.Span,
            _input.Gradients.Span);
        _gamma.ApplyAdam<TLanes>(step, _gammaGradient.Span);
        _beta.ApplyAdam<TLanes>(step, _betaGradient.Span);
    }

    /// <inheritdoc/>
    public void WeightsChanged()
    {
    }
}
