using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Functions;
using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Inference;

/// <summary>Makes the step for an operation.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal static class InferenceSteps<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>The step that computes an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <exception cref="FashionRefException">There is none for such a layer (bad request).</exception>
    public static IInferenceStep Of(Operation operation) => operation.Layer switch
    {
        Dense => new DenseStep<TLanes>(operation),
        Conv2D layer => new ConvolutionStep<TLanes>(operation, layer),
        DepthwiseConv2D layer => new DepthwiseStep(operation, layer),
        Conv2DTranspose layer => new TransposedConvolutionStep<TLanes>(operation, layer),
        MaxPooling2D layer => new PoolingStep(operation.Input, operation.Output, layer.Rows, layer.Columns, takesMaximum: true),
        AveragePooling2D layer => new PoolingStep(operation.Input, operation.Output, layer.Rows, layer.Columns, takesMaximum: false),
        GlobalMaxPooling2D => new ReductionStep(AxisPlaces.Runs(AxisPlaces.Of(operation.Input, [2])), takesMaximum: true),
        GlobalAveragePooling2D => new ReductionStep(AxisPlaces.Runs(AxisPlaces.Of(operation.Input, [2])), takesMaximum: false),
        BatchNormalization layer => BatchNormalization(operation, layer),
        LayerNormalization layer => LayerNormalization(operation, layer),
        GroupNormalization layer => GroupNormalization(operation, layer),
        Normalization layer => Normalization(operation, layer),
        Rescaling layer => Rescaling(operation, layer),
        Resizing layer => Resized(operation, layer.Interpolation),
        UpSampling2D layer => Resized(operation, layer.Interpolation),
        ZeroPadding2D layer => Shifted(operation, layer.Padding.Top, layer.Padding.Left),
        Cropping2D layer => Shifted(operation, -layer.Cropping.Top, -layer.Cropping.Left),
        Permute layer => new OrderStep(AxisPlaces.Order(operation.Input, layer.Dims)),
        PReLU => new SlopeStep(Broadcast(operation.Input, operation.Weights["alpha"])),
        Softmax layer => new SoftmaxStep(AxisPlaces.Along(operation.Input, layer.OwnAxis(operation.Input)), isLogarithm: false),
        ActivationLayer { Function: Activation.Softmax or Activation.LogSoftmax } layer =>
            new SoftmaxStep(AxisPlaces.Along(operation.Input, operation.Input.Rank - 1), layer.Function == Activation.LogSoftmax),
        _ => ActivationFunctions.Of(operation.Layer) is { } function
            ? new FunctionStep(function)
            : throw new FashionRefException(
                FaultKind.BadRequest, $"The exact engine has no step for '{operation.Name}' ({operation.Layer}). Change the layer."),
    };

    private static AffineStep BatchNormalization(Operation operation, BatchNormalization layer)
    {
        double[] mean = operation.Weights["moving_mean"].Values;
        double[] deviation = [.. operation.Weights["moving_variance"].Values.Select(variance => Math.Sqrt(variance + layer.Epsilon))];
        return new AffineStep(
            AxisPlaces.Of(operation.Input, [layer.OwnAxis(operation.Input)]), mean, Values(operation, "gamma", mean.Length, 1), deviation, Values(operation, "beta", mean.Length, 0));
    }

    private static RunNormalizationStep LayerNormalization(Operation operation, LayerNormalization layer)
    {
        Shape input = operation.Input;
        IReadOnlyList<int> axes = layer.OwnAxes(input);
        int[] others = [.. Enumerable.Range(0, input.Rank).Except(axes)];
        int[] places = AxisPlaces.Of(input, [.. axes]);
        return new RunNormalizationStep(AxisPlaces.Runs(AxisPlaces.Of(input, others)), layer.Epsilon, Spread("gamma", 1), Spread("beta", 0));

        double[] Spread(string name, double missing)
        {
            double[]? values = operation.Weights.GetValueOrDefault(name)?.Values;
            return [.. places.Select(place => values?[place] ?? missing)];
        }
    }

    private static RunNormalizationStep GroupNormalization(Operation operation, GroupNormalization layer)
    {
        Shape input = operation.Input;
        int axis = layer.OwnAxis(input);
        int ofGroup = input[axis] / layer.GroupsOf(input);
        int[] channels = AxisPlaces.Of(input, [axis]);
        double[] gamma = Values(operation, "gamma", input[axis], 1);
        double[] beta = Values(operation, "beta", input[axis], 0);
        return new RunNormalizationStep(
            AxisPlaces.Runs([.. channels.Select(channel => channel / ofGroup)]),
            layer.Epsilon,
            [.. channels.Select(channel => gamma[channel])],
            [.. channels.Select(channel => beta[channel])]);
    }

    private static AffineStep Normalization(Operation operation, Normalization layer)
    {
        int count = layer.StatisticsShape(operation.Input).Count;
        double[] mean = Statistic(layer.Mean is { } given ? [.. given] : operation.Weights["mean"].Values);
        double[] deviation = [.. Statistic(layer.Variance is { } variance ? [.. variance] : operation.Weights["variance"].Values)
            .Select(value => Math.Max(Math.Sqrt(value), Models.Layers.Normalization.LeastDeviation))];
        double[] ones = [.. Enumerable.Repeat(1.0, count)];
        double[] zeros = new double[count];
        int[] places = AxisPlaces.Of(operation.Input, [.. layer.OwnAxes(operation.Input)]);
        return layer.Invert
            ? new AffineStep(places, zeros, deviation, ones, mean)
            : new AffineStep(places, mean, ones, deviation, zeros);

        double[] Statistic(double[] values) => values.Length == count ? values : [.. Enumerable.Repeat(values[0], count)];
    }

    private static AffineStep Rescaling(Operation operation, Rescaling layer)
    {
        int count = Math.Max(layer.Scale.Length, layer.Offset.Length);
        int[] places = count == 1 ? new int[operation.Input.Count] : AxisPlaces.Of(operation.Input, [operation.Input.Rank - 1]);
        return new AffineStep(
            places, new double[count], [.. Enumerable.Range(0, count).Select(i => layer.Scale[i % layer.Scale.Length])], [.. Enumerable.Repeat(1.0, count)],
            [.. Enumerable.Range(0, count).Select(i => layer.Offset[i % layer.Offset.Length])]);
    }

    private static ResamplingStep Resized(Operation operation, Interpolation interpolation)
    {
        (Shape input, Shape output) = (operation.Input, operation.Output);
        bool interpolates = interpolation == Interpolation.Bilinear;
        return new ResamplingStep(input, output, PixelMix.Resized(input[0], output[0], interpolates), PixelMix.Resized(input[1], output[1], interpolates));
    }

    private static ResamplingStep Shifted(Operation operation, int top, int left)
    {
        (Shape input, Shape output) = (operation.Input, operation.Output);
        return new ResamplingStep(input, output, PixelMix.Shifted(input[0], output[0], top), PixelMix.Shifted(input[1], output[1], left));
    }

    private static double[] Broadcast(Shape input, WeightValues alpha)
    {
        int[] axes = [.. Enumerable.Range(0, input.Rank).Where(axis => alpha.Shape[axis] == input[axis])];
        return [.. AxisPlaces.Of(input, axes).Select(place => alpha.Values[place])];
    }

    private static double[] Values(Operation operation, string name, int count, double missing) =>
        operation.Weights.GetValueOrDefault(name)?.Values ?? [.. Enumerable.Repeat(missing, count)];
}
