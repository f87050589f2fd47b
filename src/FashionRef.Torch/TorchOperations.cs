using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Torch;

/// <summary>Computes one operation of a model's inference. Activations are in Keras' layouts, <c>[batch, height, width, channels]</c>.</summary>
internal sealed class TorchOperations : IDisposable
{
    private static readonly long[] ToPlanes = [0, 3, 1, 2];
    private static readonly long[] FromPlanes = [0, 2, 3, 1];

    private readonly ScalarType _type;
    private readonly bool _hasPlainConstants;
    private readonly Dictionary<(Operation Operation, string Weight), Tensor> _weights = [];
    private readonly Dictionary<Operation, Func<Tensor, Tensor>> _functions;

    /// <summary>Copies the weights.</summary>
    /// <param name="chain">The model.</param>
    /// <param name="type">The type to compute with.</param>
    /// <param name="hasPlainConstants">Whether constants that Keras has as float32 in every precision are doubles.</param>
    /// <exception cref="FashionRefException">There is no operation for a layer (bad request).</exception>
    public TorchOperations(InferenceChain chain, ScalarType type, bool hasPlainConstants = false)
    {
        _type = type;
        _hasPlainConstants = hasPlainConstants;
        _functions = chain.Operations.ToDictionary(operation => operation, Create);
        foreach (Operation operation in chain.Operations)
        {
            foreach ((string name, WeightValues values) in operation.Weights)
            {
                _weights[(operation, name)] = tensor(values.Values, [.. values.Shape.Dimensions.Select(size => (long)size)]).to(type).DetachFromDisposeScope();
            }
        }
    }

    /// <summary>The weights' tensors by the weights' paths.</summary>
    public Dictionary<string, Tensor> ByPath => _weights.ToDictionary(weight => weight.Key.Operation.Weights[weight.Key.Weight].Path, weight => weight.Value);

    /// <summary>A weight of an operation, or null.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="name">The weight's name there.</param>
    public Tensor? Find(Operation operation, string name) => Get(operation, name);

    /// <summary>Computes an operation; the caller's dispose scope owns the result.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="x">Its input, with the batch axis first.</param>
    public Tensor Compute(Operation operation, Tensor x) => _functions[operation](x);

    public void Dispose()
    {
        foreach (Tensor weight in _weights.Values)
        {
            weight.Dispose();
        }
    }

    private Func<Tensor, Tensor> Create(Operation operation) => operation.Layer switch
    {
        Dense => x => Biased(operation, x.matmul(Get(operation, "kernel")!)),
        Conv2D layer => x => Biased(operation, Convolved(layer, x, Get(operation, "kernel")!.permute(3, 2, 0, 1))),
        DepthwiseConv2D layer => x => Biased(operation, Depthwise(operation, layer, x)),
        Conv2DTranspose layer => x => Biased(operation, Transposed(operation, layer, x)),
        MaxPooling2D layer => x => InPlanes(x, planes => functional.max_pool2d(Padded(planes, layer.Rows, layer.Columns, double.NegativeInfinity), Pair(layer.PoolSize), Pair(layer.Strides))),
        AveragePooling2D layer => x => Averaged(layer, x),
        GlobalMaxPooling2D => x => x.amax([1, 2]),
        GlobalAveragePooling2D => x => x.mean([1, 2]),
        BatchNormalization layer => x => BatchNormalized(operation, layer, x),
        LayerNormalization layer => x => LayerNormalized(operation, layer, x),
        GroupNormalization layer => x => GroupNormalized(operation, layer, x),
        Normalization layer => x => Normalized(operation, layer, x),
        Rescaling layer => x => (x * Row([.. layer.Scale])).Plus(Row([.. layer.Offset])),
        Resizing layer => x => Resized(operation, layer.Interpolation, x),
        UpSampling2D layer => x => Resized(operation, layer.Interpolation, x),
        ZeroPadding2D layer => x => InPlanes(x, planes => functional.pad(planes, [layer.Padding.Left, layer.Padding.Right, layer.Padding.Top, layer.Padding.Bottom])),
        Cropping2D layer => x => x.narrow(1, layer.Cropping.Top, operation.Output[0]).narrow(2, layer.Cropping.Left, operation.Output[1]),
        Permute layer => x => x.permute([0, .. layer.Dims.Select(axis => (long)axis)]),
        Models.Layers.PReLU => x => Where(x, x * Get(operation, "alpha")!),
        TrainingOnly => x => x,
        Softmax layer => x => x.softmax(layer.OwnAxis(operation.Input) + 1),
        _ => TorchActivations.Of(operation.Layer, _hasPlainConstants)
            ?? throw new FashionRefException(FaultKind.BadRequest, $"The torch engine has no operation for '{operation.Name}' ({operation.Layer}). Change the layer."),
    };

    private Tensor? Get(Operation operation, string name) => _weights.GetValueOrDefault((operation, name));

    private Tensor Biased(Operation operation, Tensor values) => Get(operation, "bias") is { } bias ? values.Plus(bias) : values;

    private static Tensor Convolved(Conv2D layer, Tensor x, Tensor kernel) => InPlanes(x, planes => functional.conv2d(
        Padded(planes, layer.Rows, layer.Columns, 0), kernel, null, Pair(layer.Strides), [0, 0], Pair(layer.DilationRate), layer.Groups));

    // libtorch's depthwise kernel is [channels · multiplier, 1, height, width].
    private Tensor Depthwise(Operation operation, DepthwiseConv2D layer, Tensor x)
    {
        int channels = operation.Input[2];
        Tensor kernel = Get(operation, "kernel")!.permute(2, 3, 0, 1).reshape([(long)channels * layer.DepthMultiplier, 1, layer.KernelSize.Height, layer.KernelSize.Width]);
        return InPlanes(x, planes => functional.conv2d(
            Padded(planes, layer.Rows, layer.Columns, 0), kernel, null, Pair(layer.Strides), [0, 0], Pair(layer.DilationRate), channels));
    }

    private Tensor Transposed(Operation operation, Conv2DTranspose layer, Tensor x)
    {
        // Contiguous: libtorch ends the process in the backward pass of a transposed kernel.
        Tensor kernel = Get(operation, "kernel")!.permute(3, 2, 0, 1).contiguous();
        Tensor whole = InPlanes(x, planes => functional.conv_transpose2d(planes, kernel, null, Pair(layer.Strides)));
        int height = operation.Output[0] + layer.First.Height;
        int width = operation.Output[1] + layer.First.Width;

        // Rows and columns that no input pixel reaches are zeros.
        long below = Math.Max(height - whole.shape[1], 0);
        long right = Math.Max(width - whole.shape[2], 0);
        return functional.pad(whole, [0, 0, 0, right, 0, below])
            .narrow(1, layer.First.Height, operation.Output[0])
            .narrow(2, layer.First.Width, operation.Output[1]);
    }

    // The mean of the pixels that are there: the sum over the window, by their number.
    private Tensor Averaged(AveragePooling2D layer, Tensor x)
    {
        Tensor ones = torch.ones([1, x.shape[1], x.shape[2], 1], _type);
        return Mean(x) / Mean(ones);

        Tensor Mean(Tensor values) => InPlanes(values, planes => functional.avg_pool2d(
            Padded(planes, layer.Rows, layer.Columns, 0), Pair(layer.PoolSize), Pair(layer.Strides)));
    }

    private Tensor BatchNormalized(Operation operation, BatchNormalization layer, Tensor x)
    {
        long[] shape = [.. Enumerable.Range(0, operation.Input.Rank).Select(axis => axis == layer.OwnAxis(operation.Input) ? (long)operation.Input[axis] : 1)];
        Tensor scaled = (x - Get(operation, "moving_mean")!.reshape(shape)) / Get(operation, "moving_variance")!.Plus(layer.Epsilon).sqrt().reshape(shape);
        return Affine(operation, scaled, shape);
    }

    private Tensor LayerNormalized(Operation operation, LayerNormalization layer, Tensor x)
    {
        IReadOnlyList<int> axes = layer.OwnAxes(operation.Input);
        Tensor scaled = Standardized(x, [.. axes.Select(axis => axis + 1L)], layer.Epsilon);

        return Affine(operation, scaled, [.. Enumerable.Range(0, operation.Input.Rank).Select(axis => axes.Contains(axis) ? (long)operation.Input[axis] : 1)]);
    }

    private Tensor GroupNormalized(Operation operation, GroupNormalization layer, Tensor x)
    {
        int axis = layer.OwnAxis(operation.Input);
        int groups = layer.GroupsOf(operation.Input);
        long[] whole = x.shape;
        long[] split = [.. whole[..(axis + 1)], groups, operation.Input[axis] / groups, .. whole[(axis + 2)..]];
        long[] others = [.. Enumerable.Range(1, split.Length - 1).Where(other => other != axis + 1).Select(other => (long)other)];
        Tensor scaled = Standardized(x.reshape(split), others, layer.Epsilon).reshape(whole);
        return Affine(operation, scaled, [.. Enumerable.Range(0, operation.Input.Rank).Select(other => other == axis ? (long)operation.Input[axis] : 1)]);
    }

    private Tensor Normalized(Operation operation, Normalization layer, Tensor x)
    {
        IReadOnlyList<int> axes = layer.OwnAxes(operation.Input);
        long[] shape = [.. Enumerable.Range(0, operation.Input.Rank).Select(axis => axes.Contains(axis) ? (long)operation.Input[axis] : 1)];
        Tensor mean = Statistic(layer.Mean is { } given ? Row([.. given]) : Get(operation, "mean")!);
        Tensor deviation = Statistic(layer.Variance is { } variance ? Row([.. variance]) : Get(operation, "variance")!).sqrt()
            .Clip(Normalization.LeastDeviation, double.PositiveInfinity);
        return layer.Invert ? (x * deviation).Plus(mean) : (x - mean) / deviation;

        Tensor Statistic(Tensor values) => values.numel() == 1 ? values.reshape(1) : values.reshape(shape);
    }

    private Tensor Affine(Operation operation, Tensor values, long[] shape)
    {
        Tensor scaled = Get(operation, "gamma") is { } gamma ? values * gamma.reshape(shape) : values;
        return Get(operation, "beta") is { } beta ? scaled.Plus(beta.reshape(shape)) : scaled;
    }

    private static Tensor Standardized(Tensor values, long[] axes, double epsilon)
    {
        Tensor differences = values - values.mean(axes, keepdim: true);
        return differences / (differences * differences).mean(axes, keepdim: true).Plus(epsilon).sqrt();
    }

    private Tensor Row(double[] values) => tensor(values).to(_type);

    private static Tensor Resized(Operation operation, Interpolation interpolation, Tensor x)
    {
        Tensor rows = Axis(x, 1, operation.Input[0], operation.Output[0], interpolation);
        return Axis(rows, 2, operation.Input[1], operation.Output[1], interpolation);
    }

    // Pixel i is at (i + 1/2)·scale - 1/2, as in TensorFlow 2, whose float32 decides between two that are equally near.
    private static Tensor Axis(Tensor x, long axis, int length, int outputs, Interpolation interpolation)
    {
        float scale = length / (float)outputs;
        if (interpolation == Interpolation.Nearest)
        {
            return x.index_select(axis, tensor(Enumerable.Range(0, outputs)
                .Select(i => outputs % length == 0 ? i / (outputs / length) : Math.Min((long)MathF.Floor((i + 0.5f) * scale), length - 1)).ToArray()));
        }

        double[] places = [.. Enumerable.Range(0, outputs).Select(i => ((i + 0.5) * length / outputs) - 0.5)];
        double[] below = [.. places.Select(Math.Floor)];
        Tensor first = x.index_select(axis, tensor(below.Select(place => (long)Math.Max(place, 0)).ToArray()));
        Tensor second = x.index_select(axis, tensor(below.Select(place => (long)Math.Min(place + 1, length - 1)).ToArray()));
        long[] shape = [.. Enumerable.Range(0, (int)x.dim()).Select(other => other == axis ? outputs : 1L)];
        Tensor shares = tensor(places.Zip(below, (place, floor) => place - floor).ToArray()).to(x.dtype).reshape(shape);
        return first.Plus((second - first) * shares);
    }

    private static Tensor Where(Tensor x, Tensor others) => where(x.gt(zeros_like(x)), x, others);

    private static Tensor InPlanes(Tensor x, Func<Tensor, Tensor> operation) => operation(x.permute(ToPlanes)).permute(FromPlanes);

    // Keras' 'same' puts the smaller half before.
    private static Tensor Padded(Tensor planes, Window rows, Window columns, double value)
    {
        (int height, int width) = ((int)planes.shape[2], (int)planes.shape[3]);
        return rows.Padding == Models.Padding.Valid ? planes : functional.pad(
            planes, [columns.Before(width), columns.After(width), rows.Before(height), rows.After(height)], PaddingModes.Constant, value);
    }

    private static long[] Pair(Size2D size) => [size.Height, size.Width];
}
