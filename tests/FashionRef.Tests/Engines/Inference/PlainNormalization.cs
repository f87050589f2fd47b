using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Inference;

/// <summary>The part of <see cref="PlainInference"/> that shifts and scales.</summary>
internal sealed class PlainNormalization(BuiltLayer layer, IReadOnlyDictionary<string, double[]> weights)
{
    private Shape Shape => layer.InputShape;

    public double[] Compute(double[] x) => layer.Layer switch
    {
        BatchNormalization normalization => OfBatch(x, normalization.Epsilon, Own(normalization.Axis)),
        LayerNormalization normalization => OfLayer(x, normalization.Epsilon, [.. normalization.Axes.Select(Own).Order()]),
        GroupNormalization normalization => OfGroups(x, normalization.Epsilon, Own(normalization.Axis), normalization.Groups == -1 ? Shape[Own(normalization.Axis)] : normalization.Groups),
        Normalization normalization => Fixed(x, normalization, [.. normalization.Axes.Select(Own).Order()]),
        Rescaling rescaling => PlainInference.Each(Shape, place =>
            (x[PlainInference.At(Shape, place)] * rescaling.Scale[place[^1] % rescaling.Scale.Length]) + rescaling.Offset[place[^1] % rescaling.Offset.Length]),
        _ => throw new ArgumentException($"{layer.Layer}"),
    };

    private int Own(int axis) => axis < 0 ? Shape.Rank + axis : axis - 1;

    private double[] OfBatch(double[] x, double epsilon, int axis) => PlainInference.Each(Shape, place => Scaled(
        (x[PlainInference.At(Shape, place)] - weights["moving_mean"][place[axis]]) / Math.Sqrt(weights["moving_variance"][place[axis]] + epsilon), place[axis]));

    private double[] OfLayer(double[] x, double epsilon, int[] axes) => PlainInference.Each(Shape, place => Scaled(
        Standardized(x, place, epsilon, other => Enumerable.Range(0, Shape.Rank).All(axis => axes.Contains(axis) || other[axis] == place[axis])), IndexAt(place, axes)));

    private double[] OfGroups(double[] x, double epsilon, int axis, int groups)
    {
        int channels = Shape[axis] / groups;
        return PlainInference.Each(Shape, place => Scaled(Standardized(x, place, epsilon, other => other[axis] / channels == place[axis] / channels), place[axis]));
    }

    private double[] Fixed(double[] x, Normalization normalization, int[] axes) => PlainInference.Each(Shape, place =>
    {
        double[] means = normalization.Mean is { } mean ? [.. mean] : weights["mean"];
        double[] variances = normalization.Variance is { } variance ? [.. variance] : weights["variance"];
        int index = IndexAt(place, axes);
        double value = x[PlainInference.At(Shape, place)];
        double deviation = Math.Max(Math.Sqrt(variances[index % variances.Length]), 1e-7);
        return normalization.Invert ? (value * deviation) + means[index % means.Length] : (value - means[index % means.Length]) / deviation;
    });

    private double Standardized(double[] x, int[] place, double epsilon, Func<int[], bool> isTogether)
    {
        List<double> together = [];
        PlainInference.Each(Shape, other =>
        {
            if (isTogether(other))
            {
                together.Add(x[PlainInference.At(Shape, other)]);
            }

            return 0;
        });
        double mean = together.Average();
        return (x[PlainInference.At(Shape, place)] - mean) / Math.Sqrt(together.Average(value => (value - mean) * (value - mean)) + epsilon);
    }

    private double Scaled(double value, int index) =>
        (value * (weights.TryGetValue("gamma", out double[]? gamma) ? gamma[index] : 1)) + (weights.TryGetValue("beta", out double[]? beta) ? beta[index] : 0);

    // In an array over the axes in ascending order.
    private int IndexAt(int[] place, int[] axes) => axes.Aggregate(0, (index, axis) => (index * Shape[axis]) + place[axis]);
}
