using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Backpropagation.Products;

/// <summary>A convolution, or a dense layer on the last of several axes.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ConvolutionPass<TLanes> : SamplePass
    where TLanes : struct, ILanes<TLanes>
{
    private readonly PlaneGeometry _geometry;
    private readonly PlaneConvolution<TLanes> _convolution;
    private readonly PassWeight _kernel;
    private readonly PassWeight? _bias;
    private readonly FloatSums<TLanes>? _kernelSums;
    private readonly BiasSums<TLanes>? _biasSums;
    private readonly AlignedFloats _start;

    /// <summary>Makes room.</summary>
    /// <param name="geometry">All sizes; the image is the input.</param>
    /// <param name="kernel"><c>[height, width, channels of a group, filters]</c>.</param>
    /// <param name="bias">One for each filter, or null.</param>
    /// <param name="input">The image.</param>
    /// <param name="output">The places.</param>
    /// <param name="threads">How many threads there are.</param>
    public ConvolutionPass(PlaneGeometry geometry, PassWeight kernel, PassWeight? bias, BatchValues input, BatchValues output, int threads)
        : base(input, output)
    {
        _geometry = geometry;
        _convolution = new PlaneConvolution<TLanes>(geometry, threads);
        _kernel = kernel;
        _bias = bias;
        _start = new AlignedFloats((long)geometry.Groups * _convolution.GroupFilters);
        _kernelSums = kernel.IsTrainable ? new FloatSums<TLanes>(_convolution.KernelLength) : null;
        _biasSums = bias is { IsTrainable: true } ? new BiasSums<TLanes>(bias, geometry.PlaceCount) : null;
    }

    public override void Begin(PassBatch batch)
    {
        _convolution.Set(batch.Weights[_kernel.Index]);
        _kernelSums?.Reserve(batch.Count);
        _biasSums?.Reserve(batch.Count);
        if (_bias is not null)
        {
            PlaneCopy.Columns(batch.Weights[_bias.Index], _geometry.GroupFilters, _start.Span, _convolution.GroupFilters, _geometry.Groups, _geometry.GroupFilters);
        }
    }

    public override void Forward(int sample, int worker) => _convolution.ToPlaces(Input.Sample(sample), _start.Span, Output.Sample(sample), worker);

    public override void Backward(int sample, int worker)
    {
        Span<float> gradients = Output.GradientVectors(sample, worker);
        _biasSums?.Add(sample, gradients);
        if (_kernelSums is not null)
        {
            _convolution.AddKernel(Input.Sample(sample), gradients[..Output.Length], _kernelSums.Of(sample), worker);
        }

        if (PassesGradients)
        {
            _convolution.ToImage(gradients[..Output.Length], null, Input.Gradients(sample, worker), worker);
        }
    }

    public override void End(float[][] gradients)
    {
        _biasSums?.Write(gradients);
        if (_kernelSums is not null)
        {
            _convolution.Read(_kernelSums.Total(), gradients[_kernel.Index]);
        }
    }
}

/// <summary>A transposed convolution: the gradient of a convolution whose image is the output.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class TransposedConvolutionPass<TLanes> : SamplePass
    where TLanes : struct, ILanes<TLanes>
{
    private readonly PlaneConvolution<TLanes> _convolution;
    private readonly PassWeight _kernel;
    private readonly PassWeight? _bias;
    private readonly FloatSums<TLanes>? _kernelSums;
    private readonly BiasSums<TLanes>? _biasSums;
    private readonly AlignedFloats _start;
    private readonly AlignedFloats _zeros;

    /// <summary>Makes room.</summary>
    /// <param name="geometry">All sizes; the image is the output.</param>
    /// <param name="kernel"><c>[height, width, outputs, inputs]</c>.</param>
    /// <param name="bias">One for each output, or null.</param>
    /// <param name="input">The places.</param>
    /// <param name="output">The image.</param>
    /// <param name="threads">How many threads there are.</param>
    public TransposedConvolutionPass(PlaneGeometry geometry, PassWeight kernel, PassWeight? bias, BatchValues input, BatchValues output, int threads)
        : base(input, output)
    {
        _convolution = new PlaneConvolution<TLanes>(geometry, threads);
        _kernel = kernel;
        _bias = bias;
        _start = new AlignedFloats(AlignedFloats.RoundUp(geometry.Image[2]));
        _zeros = new AlignedFloats(_convolution.GroupFilters);
        _kernelSums = kernel.IsTrainable ? new FloatSums<TLanes>(_convolution.KernelLength) : null;
        _biasSums = bias is { IsTrainable: true } ? new BiasSums<TLanes>(bias, geometry.Image[0] * geometry.Image[1]) : null;
    }

    public override void Begin(PassBatch batch)
    {
        _convolution.Set(batch.Weights[_kernel.Index]);
        _kernelSums?.Reserve(batch.Count);
        _biasSums?.Reserve(batch.Count);
        if (_bias is not null)
        {
            batch.Weights[_bias.Index].CopyTo(_start.Span);
        }
    }

    public override void Forward(int sample, int worker) => _convolution.ToImage(Input.Sample(sample), _start, Output.Sample(sample), worker);

    public override void Backward(int sample, int worker)
    {
        Span<float> gradients = Output.GradientVectors(sample, worker);
        _biasSums?.Add(sample, gradients);
        if (_kernelSums is not null)
        {
            _convolution.AddKernel(gradients[..Output.Length], Input.Sample(sample), _kernelSums.Of(sample), worker);
        }

        if (PassesGradients)
        {
            _convolution.ToPlaces(gradients[..Output.Length], _zeros.Span, Input.Gradients(sample, worker), worker);
        }
    }

    public override void End(float[][] gradients)
    {
        _biasSums?.Write(gradients);
        if (_kernelSums is not null)
        {
            _convolution.Read(_kernelSums.Total(), gradients[_kernel.Index]);
        }
    }
}
