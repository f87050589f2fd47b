using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact.Backpropagation.Elementwise;
using FashionRef.Engines.Exact.Backpropagation.Images;
using FashionRef.Engines.Exact.Backpropagation.Normalizations;
using FashionRef.Engines.Exact.Backpropagation.Products;
using FashionRef.Engines.Exact.Inference;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Functions;
using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>Makes the passes of operations, one after the other.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
/// <param name="model">The model.</param>
/// <param name="list">Receives the passes.</param>
/// <param name="team">Shares the work.</param>
internal sealed class PassFactory<TLanes>(BuiltModel model, PassList list, ThreadTeam team)
    where TLanes : struct, ILanes<TLanes>
{
    private readonly Dictionary<string, PassWeight> _weights = model.Weights
        .Select((weight, i) => (weight.Path, Weight: new PassWeight(i, weight.Shape.Count, weight.Spec.IsTrainable)))
        .ToDictionary(weight => weight.Path, weight => weight.Weight);

    private readonly IReadOnlyDictionary<string, int> _randomLayers = RandomLayers.Numbers(model);

    /// <summary>Adds the pass of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">The layer that it is from.</param>
    /// <exception cref="FashionRefException">There is none for such a layer (bad request).</exception>
    public void Add(Operation operation, BuiltLayer layer)
    {
        BatchValues input = list.Output;
        BatchValues output = new(operation.Output.Count);
        switch (operation.Layer)
        {
            case TrainingOnly random:
                AddNoise(operation, random, input, output);
                break;
            case Dense when operation.Input.Rank == 1:
                list.Add(
                    new DensePass<TLanes>(Weight(operation, "kernel")!, Weight(operation, "bias"), input, output, team) { PassesGradients = list.HasTrained },
                    Weight(operation, "kernel"),
                    Weight(operation, "bias"));
                break;
            case Dense:
                AddConvolution(operation, PlaneGeometry.OfDense(operation), input, output);
                break;
            case Conv2D convolution:
                AddConvolution(operation, PlaneGeometry.Of(operation, convolution), input, output);
                break;
            case DepthwiseConv2D depthwise:
                list.Add(
                    new DepthwisePass<TLanes>(
                        PlaneGeometry.Of(operation, depthwise), depthwise.DepthMultiplier, Weight(operation, "kernel")!, Weight(operation, "bias"), input, output, team.Threads)
                    {
                        PassesGradients = list.HasTrained,
                    },
                    Weight(operation, "kernel"),
                    Weight(operation, "bias"));
                break;
            case Conv2DTranspose transpose:
                list.Add(
                    new TransposedConvolutionPass<TLanes>(PlaneGeometry.Of(operation, transpose), Weight(operation, "kernel")!, Weight(operation, "bias"), input, output, team.Threads)
                    {
                        PassesGradients = list.HasTrained,
                    },
                    Weight(operation, "kernel"),
                    Weight(operation, "bias"));
                break;
            case BatchNormalization normalization when layer.IsTrainable:
                AddBatchNormalization(operation, normalization);
                break;
            case LayerNormalization normalization:
                AddRuns(operation, ScaleNumbers.RunsOf(operation.Input, normalization), ScaleNumbers.PlacesOf(operation.Input, normalization), normalization.Epsilon, input, output);
                break;
            case GroupNormalization normalization:
                AddRuns(operation, ScaleNumbers.RunsOf(operation.Input, normalization), ScaleNumbers.PlacesOf(operation.Input, normalization), normalization.Epsilon, input, output);
                break;
            case PReLU:
                PassWeight alpha = Weight(operation, "alpha")!;
                Shape shape = operation.Weights["alpha"].Shape;
                int[] axes = [.. Enumerable.Range(0, operation.Input.Rank).Where(axis => shape[axis] == operation.Input[axis])];
                list.Add(new PReluPass(alpha, AxisPlaces.Of(operation.Input, axes), input, output), alpha);
                break;
            default:
                list.Add(WithoutWeights(operation, input, output));
                break;
        }
    }

    private SamplePass WithoutWeights(Operation operation, BatchValues input, BatchValues output) => operation.Layer switch
    {
        MaxPooling2D layer => new MaxPoolingPass(operation.Input, operation.Output, layer.Rows, layer.Columns, input, output),
        AveragePooling2D layer => new AveragePoolingPass(operation.Input, operation.Output, layer.Rows, layer.Columns, input, output),
        GlobalMaxPooling2D => new GlobalPoolingPass(takesMaximum: true, input, output),
        GlobalAveragePooling2D => new GlobalPoolingPass(takesMaximum: false, input, output),
        BatchNormalization layer => new ScalePass(ScaleNumbers.Of(operation, layer, name => Weight(operation, name)), input, output),
        Normalization layer => new ScalePass(ScaleNumbers.Of(operation, layer, name => Weight(operation, name)), input, output),
        Rescaling layer => new ScalePass(ScaleNumbers.Of(operation, layer), input, output),
        Resizing layer => Resized(operation, layer.Interpolation, input, output),
        UpSampling2D layer => Resized(operation, layer.Interpolation, input, output),
        ZeroPadding2D layer => Shifted(operation, layer.Padding.Top, layer.Padding.Left, input, output),
        Cropping2D layer => Shifted(operation, -layer.Cropping.Top, -layer.Cropping.Left, input, output),
        Permute layer => new OrderPass(AxisPlaces.Order(operation.Input, layer.Dims), input, output),
        Softmax layer => new SoftmaxPass(AxisPlaces.Along(operation.Input, layer.OwnAxis(operation.Input)), isLogarithm: false, input, output),
        ActivationLayer { Function: Activation.Softmax or Activation.LogSoftmax } layer =>
            new SoftmaxPass(AxisPlaces.Along(operation.Input, operation.Input.Rank - 1), layer.Function == Activation.LogSoftmax, input, output),
        ActivationLayer { Function: Activation.Relu } when list.Passes is [.., { ReadsOutput: false }] => new ReluPass<TLanes>(input),
        _ when RectifierShape.Of(operation.Layer) is { } rectifier => new RectifierPass(rectifier, input, output),
        _ when WideFunctionPass.Of(operation.Layer, input, output) is { } pass => pass,
        _ when DifferentiableFunction.Of(operation.Layer) is { } function => new FunctionPass(function, input, output),
        _ => throw new FashionRefException(
            FaultKind.BadRequest, $"The exact engine has no training for '{operation.Name}' ({operation.Layer}). Change the layer."),
    };

    // Other layers that act in training only return their input as it is.
    private void AddNoise(Operation operation, TrainingOnly layer, BatchValues input, BatchValues output)
    {
        if (RandomLayers.ChangesNumbers(layer))
        {
            int planes = layer.ClassName == "SpatialDropout2D" ? operation.Input.Dimensions[^1] : 0;
            list.Add(new NoisePass(layer, _randomLayers[operation.Name], planes, input, output, team.Threads));
        }
    }

    private void AddConvolution(Operation operation, PlaneGeometry geometry, BatchValues input, BatchValues output) => list.Add(
        new ConvolutionPass<TLanes>(geometry, Weight(operation, "kernel")!, Weight(operation, "bias"), input, output, team.Threads) { PassesGradients = list.HasTrained },
        Weight(operation, "kernel"),
        Weight(operation, "bias"));

    private void AddRuns(Operation operation, int[][] runs, int[] places, double epsilon, BatchValues input, BatchValues output) => list.Add(
        new RunNormalizationPass(runs, places, epsilon, Weight(operation, "gamma"), Weight(operation, "beta"), input, output) { PassesGradients = list.HasTrained },
        Weight(operation, "gamma"),
        Weight(operation, "beta"));

    // Its axis is brought to the end and back.
    private void AddBatchNormalization(Operation operation, BatchNormalization layer)
    {
        Shape shape = operation.Input;
        int axis = layer.OwnAxis(shape);
        bool isLast = axis == shape.Rank - 1;
        int[] order = [.. Enumerable.Range(1, shape.Rank).Where(other => other != axis + 1), axis + 1];
        int[] places = AxisPlaces.Order(shape, order);
        if (!isLast)
        {
            list.Add(new OrderPass(places, list.Output, new BatchValues(shape.Count)));
        }

        BatchNormalizationWeights weights = new(Weight(operation, "gamma"), Weight(operation, "beta"), Weight(operation, "moving_mean")!, Weight(operation, "moving_variance")!);
        list.Add(
            new BatchNormalizationPass(layer, shape[axis], weights, list.Output, new BatchValues(shape.Count), team) { PassesGradients = list.HasTrained },
            weights.Gamma,
            weights.Beta);
        if (!isLast)
        {
            int[] back = new int[places.Length];
            for (int i = 0; i < places.Length; i++)
            {
                back[places[i]] = i;
            }

            list.Add(new OrderPass(back, list.Output, new BatchValues(shape.Count)));
        }
    }

    private static ResamplingPass Resized(Operation operation, Interpolation interpolation, BatchValues input, BatchValues output)
    {
        (Shape from, Shape to) = (operation.Input, operation.Output);
        bool interpolates = interpolation == Interpolation.Bilinear;
        return new ResamplingPass(from, PixelMix.Resized(from[0], to[0], interpolates), PixelMix.Resized(from[1], to[1], interpolates), input, output);
    }

    private static ResamplingPass Shifted(Operation operation, int top, int left, BatchValues input, BatchValues output)
    {
        (Shape from, Shape to) = (operation.Input, operation.Output);
        return new ResamplingPass(from, PixelMix.Shifted(from[0], to[0], top), PixelMix.Shifted(from[1], to[1], left), input, output);
    }

    private PassWeight? Weight(Operation operation, string name) =>
        operation.Weights.TryGetValue(name, out WeightValues? values) ? _weights[values.Path] : null;
}
