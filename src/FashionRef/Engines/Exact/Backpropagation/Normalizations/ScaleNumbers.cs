using FashionRef.Engines.Exact.Inference;
using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation.Normalizations;

/// <summary>The numbers of layers that scale, for each number of a sample.</summary>
internal static class ScaleNumbers
{
    /// <summary>Batch normalization by its moving averages.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">Its layer.</param>
    /// <param name="find">A weight by its name, or null.</param>
    public static Func<float[][], (double[] Scale, double[] Shift)> Of(Operation operation, BatchNormalization layer, Func<string, PassWeight?> find)
    {
        int[] places = AxisPlaces.Of(operation.Input, [layer.OwnAxis(operation.Input)]);
        (PassWeight mean, PassWeight variance) = (find("moving_mean")!, find("moving_variance")!);
        (PassWeight? gamma, PassWeight? beta) = (find("gamma"), find("beta"));
        return weights =>
        {
            double[] scale = [.. weights[variance.Index].Select((value, i) => (gamma is null ? 1 : weights[gamma.Index][i]) / Math.Sqrt(value + layer.Epsilon))];
            double[] shift = [.. scale.Select((factor, i) => (beta is null ? 0 : weights[beta.Index][i]) - (weights[mean.Index][i] * factor))];
            return (Spread(scale, places), Spread(shift, places));
        };
    }

    /// <summary>A normalization by measured statistics.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">Its layer.</param>
    /// <param name="find">A weight by its name, or null.</param>
    public static Func<float[][], (double[] Scale, double[] Shift)> Of(Operation operation, Normalization layer, Func<string, PassWeight?> find)
    {
        int count = layer.StatisticsShape(operation.Input).Count;
        int[] places = AxisPlaces.Of(operation.Input, [.. layer.OwnAxes(operation.Input)]);
        (PassWeight? ofMean, PassWeight? ofVariance) = (find("mean"), find("variance"));
        return weights =>
        {
            double[] mean = Statistic(layer.Mean is { } given ? [.. given] : [.. weights[ofMean!.Index]]);
            double[] deviation = [.. Statistic(layer.Variance is { } variance ? [.. variance] : [.. weights[ofVariance!.Index]])
                .Select(value => Math.Max(Math.Sqrt(value), Normalization.LeastDeviation))];
            double[] scale = layer.Invert ? deviation : [.. deviation.Select(value => 1 / value)];
            double[] shift = layer.Invert ? mean : [.. mean.Select((value, i) => -value * scale[i])];
            return (Spread(scale, places), Spread(shift, places));
        };

        double[] Statistic(double[] values) => values.Length == count ? values : [.. Enumerable.Repeat(values[0], count)];
    }

    /// <summary>A rescaling.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="layer">Its layer.</param>
    public static Func<float[][], (double[] Scale, double[] Shift)> Of(Operation operation, Rescaling layer)
    {
        (double[] Scale, double[] Shift) numbers = (new double[operation.Input.Count], new double[operation.Input.Count]);
        for (int i = 0; i < operation.Input.Count; i++)
        {
            numbers.Scale[i] = layer.Scale[i % layer.Scale.Length];
            numbers.Shift[i] = layer.Offset[i % layer.Offset.Length];
        }

        return _ => numbers;
    }

    /// <summary>The runs of a layer normalization: over its axes.</summary>
    /// <param name="input">The shape of a sample.</param>
    /// <param name="layer">The layer.</param>
    public static int[][] RunsOf(Shape input, LayerNormalization layer) =>
        AxisPlaces.Runs(AxisPlaces.Of(input, [.. Enumerable.Range(0, input.Rank).Except(layer.OwnAxes(input))]));

    /// <summary>The places of a sample's numbers in gamma and beta.</summary>
    /// <param name="input">The shape of a sample.</param>
    /// <param name="layer">The layer.</param>
    public static int[] PlacesOf(Shape input, LayerNormalization layer) => AxisPlaces.Of(input, [.. layer.OwnAxes(input)]);

    /// <summary>The runs of a group normalization: a part of the channels and all other axes.</summary>
    /// <param name="input">The shape of a sample.</param>
    /// <param name="layer">The layer.</param>
    public static int[][] RunsOf(Shape input, GroupNormalization layer)
    {
        int ofGroup = input[layer.OwnAxis(input)] / layer.GroupsOf(input);
        return AxisPlaces.Runs([.. PlacesOf(input, layer).Select(channel => channel / ofGroup)]);
    }

    /// <summary>The places of a sample's numbers in gamma and beta.</summary>
    /// <param name="input">The shape of a sample.</param>
    /// <param name="layer">The layer.</param>
    public static int[] PlacesOf(Shape input, GroupNormalization layer) => AxisPlaces.Of(input, [layer.OwnAxis(input)]);

    private static double[] Spread(double[] numbers, int[] places) => [.. places.Select(place => numbers[place])];
}
