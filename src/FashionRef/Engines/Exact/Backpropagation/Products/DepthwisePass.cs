using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Engines.Exact.Backpropagation.Products;

/// <summary>A convolution of each channel by itself. The image is copied with zeros around and each channel as often as it has outputs.</summary>
/// <typeparam name="TLanes">The vector type; a lane is an output channel.</typeparam>
internal sealed class DepthwisePass<TLanes> : SamplePass
    where TLanes : struct, ILanes<TLanes>
{
    private readonly PlaneGeometry _geometry;
    private readonly PassWeight _kernel;
    private readonly PassWeight? _bias;
    private readonly int _outputs;
    private readonly int _multiplier;
    private readonly int _channels;
    private readonly int[] _taps;
    private readonly AlignedFloats _weights;
    private readonly AlignedFloats _start;
    private readonly AlignedFloats[] _planes;
    private readonly AlignedFloats[] _places;
    private readonly AlignedFloats[] _ofSample;
    private readonly FloatSums<TLanes>? _kernelSums;
    private readonly BiasSums<TLanes>? _biasSums;

    /// <summary>Makes room.</summary>
    /// <param name="geometry">All sizes, with the output's channels.</param>
    /// <param name="multiplier">Output channels of each input channel.</param>
    /// <param name="kernel"><c>[height, width, channels, multiplier]</c>.</param>
    /// <param name="bias">One for each output channel, or null.</param>
    /// <param name="input">The image.</param>
    /// <param name="output">The places.</param>
    /// <param name="threads">How many threads there are.</param>
    public DepthwisePass(PlaneGeometry geometry, int multiplier, PassWeight kernel, PassWeight? bias, BatchValues input, BatchValues output, int threads)
        : base(input, output)
    {
        _geometry = geometry;
        _kernel = kernel;
        _bias = bias;
        _outputs = geometry.Places[2];
        _multiplier = multiplier;
        _channels = AlignedFloats.RoundUp(_outputs);
        _taps = [.. from i in Enumerable.Range(0, geometry.Kernel.Height)
                    from j in Enumerable.Range(0, geometry.Kernel.Width)
                    select ((i * geometry.Dilation.Height * geometry.ReachColumns) + (j * geometry.Dilation.Width)) * _channels];
        _weights = new AlignedFloats((long)_taps.Length * _channels);
        _start = new AlignedFloats(_channels);
        _planes = AlignedFloats.ForThreads(threads, (long)geometry.ReachRows * geometry.ReachColumns * _channels);
        _places = AlignedFloats.ForThreads(threads, (long)geometry.PlaceCount * _channels);
        _ofSample = AlignedFloats.ForThreads(threads, (long)_taps.Length * _channels);
        _kernelSums = kernel.IsTrainable ? new FloatSums<TLanes>(_taps.Length * _channels) : null;
        _biasSums = bias is { IsTrainable: true } ? new BiasSums<TLanes>(bias, geometry.PlaceCount) : null;
    }

    public override void Begin(PassBatch batch)
    {
        PlaneCopy.Columns(batch.Weights[_kernel.Index], _outputs, _weights.Span, _channels, _taps.Length, _outputs);
        if (_bias is not null)
        {
            batch.Weights[_bias.Index].CopyTo(_start.Span);
        }

        _kernelSums?.Reserve(batch.Count);
        _biasSums?.Reserve(batch.Count);
    }

    public override void Forward(int sample, int worker)
    {
        ref float pixels = ref MemoryMarshal.GetReference(Plane(sample, worker));
        ref float places = ref MemoryMarshal.GetReference(_places[worker].Span);
        ref float weights = ref MemoryMarshal.GetReference(_weights.Span);
        ref float start = ref MemoryMarshal.GetReference(_start.Span);
        nuint place = 0;
        for (int y = 0; y < _geometry.Places[0]; y++)
        {
            for (int x = 0; x < _geometry.Places[1]; x++, place += (nuint)_channels)
            {
                nuint first = First(y, x);
                for (nuint lane = 0; lane < (nuint)_channels; lane += (nuint)TLanes.Count)
                {
                    TLanes sum = TLanes.Load(in start, lane);
                    nuint weight = lane;
                    foreach (int tap in _taps)
                    {
                        sum = TLanes.MultiplyAdd(TLanes.Load(in pixels, first + (nuint)tap + lane), TLanes.Load(in weights, weight), sum);
                        weight += (nuint)_channels;
                    }

                    sum.Store(ref places, place + lane);
                }
            }
        }

        PlaneCopy.Columns(_places[worker].Span, _channels, Output.Sample(sample), _outputs, _geometry.PlaceCount, _outputs);
    }

    public override void Backward(int sample, int worker)
    {
        Span<float> gradients = Output.GradientVectors(sample, worker);
        _biasSums?.Add(sample, gradients);
        PlaneCopy.Columns(gradients, _outputs, _places[worker].Span, _channels, _geometry.PlaceCount, _outputs);
        if (_kernelSums is not null)
        {
            AddKernel(Plane(sample, worker), _places[worker].Span, _ofSample[worker].Span);
            Elementwise<TLanes>.Add(_ofSample[worker].Span, _kernelSums.Of(sample));
        }

        if (PassesGradients)
        {
            Span<float> plane = _planes[worker].Span;
            plane.Clear();
            AddPixels(_places[worker].Span, plane);
            ReadPlane(plane, Input.Gradients(sample, worker));
        }
    }

    public override void End(float[][] gradients)
    {
        _biasSums?.Write(gradients);
        if (_kernelSums is not null)
        {
            PlaneCopy.Columns(_kernelSums.Total(), _channels, gradients[_kernel.Index], _outputs, _taps.Length, _outputs);
        }
    }

    private nuint First(int y, int x) =>
        (nuint)(((y * _geometry.Strides.Height * _geometry.ReachColumns) + (x * _geometry.Strides.Width)) * _channels);

    private Span<float> Plane(int sample, int worker)
    {
        Span<float> plane = _planes[worker].Span;
        plane.Clear();
        ReadOnlySpan<float> image = Input.Sample(sample);
        int channels = _outputs / _multiplier;
        for (int y = 0; y < Math.Min(_geometry.Image[0], _geometry.ReachRows - _geometry.Top); y++)
        {
            for (int x = 0; x < Math.Min(_geometry.Image[1], _geometry.ReachColumns - _geometry.Left); x++)
            {
                ReadOnlySpan<float> pixel = image.Slice(((y * _geometry.Image[1]) + x) * channels, channels);
                Span<float> target = plane[((((y + _geometry.Top) * _geometry.ReachColumns) + x + _geometry.Left) * _channels)..];
                if (_multiplier == 1)
                {
                    pixel.CopyTo(target);
                    continue;
                }

                for (int output = 0; output < _outputs; output++)
                {
                    target[output] = pixel[output / _multiplier];
                }
            }
        }

        return plane;
    }

    private void AddKernel(ReadOnlySpan<float> plane, ReadOnlySpan<float> gradients, Span<float> kernel)
    {
        kernel.Clear();
        ref float pixels = ref MemoryMarshal.GetReference(plane);
        ref float places = ref MemoryMarshal.GetReference(gradients);
        ref float sums = ref MemoryMarshal.GetReference(kernel);
        nuint place = 0;
        for (int y = 0; y < _geometry.Places[0]; y++)
        {
            for (int x = 0; x < _geometry.Places[1]; x++, place += (nuint)_channels)
            {
                nuint first = First(y, x);
                for (nuint lane = 0; lane < (nuint)_channels; lane += (nuint)TLanes.Count)
                {
                    TLanes gradient = TLanes.Load(in places, place + lane);
                    nuint sum = lane;
                    foreach (int tap in _taps)
                    {
                        TLanes.MultiplyAdd(TLanes.Load(in pixels, first + (nuint)tap + lane), gradient, TLanes.Load(in sums, sum)).Store(ref sums, sum);
                        sum += (nuint)_channels;
                    }
                }
            }
        }
    }

    private void AddPixels(ReadOnlySpan<float> gradients, Span<float> plane)
    {
        ref float places = ref MemoryMarshal.GetReference(gradients);
        ref float pixels = ref MemoryMarshal.GetReference(plane);
        ref float weights = ref MemoryMarshal.GetReference(_weights.Span);
        nuint place = 0;
        for (int y = 0; y < _geometry.Places[0]; y++)
        {
            for (int x = 0; x < _geometry.Places[1]; x++, place += (nuint)_channels)
            {
                nuint first = First(y, x);
                for (nuint lane = 0; lane < (nuint)_channels; lane += (nuint)TLanes.Count)
                {
                    TLanes gradient = TLanes.Load(in places, place + lane);
                    nuint weight = lane;
                    foreach (int tap in _taps)
                    {
                        nuint pixel = first + (nuint)tap + lane;
                        TLanes.MultiplyAdd(TLanes.Load(in weights, weight), gradient, TLanes.Load(in pixels, pixel)).Store(ref pixels, pixel);
                        weight += (nuint)_channels;
                    }
                }
            }
        }
    }

    // The gradients of a pixel are those of its copies, added in order; a pixel that no tap reaches has none.
    private void ReadPlane(ReadOnlySpan<float> plane, Span<float> image)
    {
        int channels = _outputs / _multiplier;
        image.Clear();
        for (int y = 0; y < Math.Min(_geometry.Image[0], _geometry.ReachRows - _geometry.Top); y++)
        {
            for (int x = 0; x < Math.Min(_geometry.Image[1], _geometry.ReachColumns - _geometry.Left); x++)
            {
                ReadOnlySpan<float> copies = plane.Slice((((y + _geometry.Top) * _geometry.ReachColumns) + x + _geometry.Left) * _channels, _outputs);
                Span<float> pixel = image.Slice(((y * _geometry.Image[1]) + x) * channels, channels);
                if (_multiplier == 1)
                {
                    copies.CopyTo(pixel);
                    continue;
                }

                for (int output = 0; output < copies.Length; output++)
                {
                    pixel[output / _multiplier] += copies[output];
                }
            }
        }
    }
}
