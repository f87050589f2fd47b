using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Formats.Onnx.OnnxGraph;

namespace FashionRef.Formats.Onnx;

/// <summary>Normalizations as operators.</summary>
internal static class OnnxNormalizations
{
    /// <summary>Adds a batch normalization.</summary>
    public static void Add(OnnxFlow flow, BatchNormalization layer)
    {
        Shape shape = flow.Layer.InputShape;
        int axis = layer.OwnAxis(shape);
        flow.ArrangeSecond(axis);
        flow.Then(
            "BatchNormalization",
            [Factors(flow, "gamma", shape[axis], 1), Factors(flow, "beta", shape[axis], 0), flow.Weight("moving_mean"), flow.Weight("moving_variance")],
            Float("epsilon", layer.Epsilon));
    }

    /// <summary>Adds a layer normalization; its axes are put behind the others, where the operator expects them.</summary>
    public static void Add(OnnxFlow flow, LayerNormalization layer)
    {
        Shape shape = flow.Layer.InputShape;

        // Whatever the order of its axes, Keras lays gamma and beta out in the input's.
        int[] axes = [.. layer.OwnAxes(shape).Order()];
        int[] others = [.. Enumerable.Range(0, shape.Rank).Except(axes)];
        flow.Arrange([.. others, .. axes]);
        Shape own = Shape.Of([.. axes.Select(axis => shape[axis])]);
        string gamma = flow.Weight("gamma", own, flow.Has("gamma") ? flow.Get("gamma").Values : [.. Enumerable.Repeat(1.0, own.Count)]);
        flow.Then("LayerNormalization", [gamma, .. flow.Has("beta") ? [flow.Weight("beta", own, flow.Get("beta").Values)] : Array.Empty<string>()], Int("axis", -axes.Length), Float("epsilon", layer.Epsilon));
    }

    /// <summary>Adds a group normalization: runs of channels are instances of their own.</summary>
    public static void Add(OnnxFlow flow, GroupNormalization layer)
    {
        Shape shape = flow.Layer.InputShape;
        int axis = layer.OwnAxis(shape);
        (int groups, int channels) = (layer.GroupsOf(shape), shape[axis]);
        flow.ArrangeSecond(axis);
        flow.Then("Reshape", [flow.WholeNumbers("runs", 0, groups, shape.Count / groups)]);
        flow.Then("InstanceNormalization", [flow.Repeated("ones", groups, 1), flow.Repeated("zeros", groups, 0)], Float("epsilon", layer.Epsilon));
        long[] others = [.. Enumerable.Range(0, shape.Rank).Where(other => other != axis).Select(other => (long)shape[other])];
        flow.Then("Reshape", [flow.WholeNumbers("channels", [0, channels, .. others])]);
        Scale(flow, Shape.Of([channels, .. others.Select(_ => 1)]));
    }

    /// <summary>Adds a normalization with statistics from before training.</summary>
    public static void Add(OnnxFlow flow, Normalization layer)
    {
        Shape shape = flow.Layer.InputShape;
        IReadOnlyList<int> axes = layer.OwnAxes(shape);
        Shape spread = Shape.Of([.. Enumerable.Range(0, shape.Rank).Select(axis => axes.Contains(axis) ? shape[axis] : 1)]);
        string mean = flow.Broadcast("mean", spread, layer.Mean is { } given ? [.. given] : flow.Get("mean").Values);
        double[] variance = layer.Variance is { } setting ? [.. setting] : flow.Get("variance").Values;
        string deviation = flow.Broadcast("deviation", spread, [.. variance.Select(value => Math.Max(Math.Sqrt(value), Normalization.LeastDeviation))]);
        flow.Then(layer.Invert ? "Mul" : "Sub", [layer.Invert ? deviation : mean]);
        flow.Then(layer.Invert ? "Add" : "Div", [layer.Invert ? mean : deviation]);
    }

    /// <summary>Adds a scale and an offset.</summary>
    public static void Add(OnnxFlow flow, Rescaling layer)
    {
        int rank = flow.Layer.InputShape.Rank;
        flow.Then("Mul", [Row("scale", [.. layer.Scale])]);
        flow.Then("Add", [Row("offset", [.. layer.Offset])]);

        string Row(string name, double[] values) => flow.Broadcast(name, Shape.Of([.. Enumerable.Repeat(1, Math.Max(rank - 1, 0)), values.Length]), values);
    }

    private static string Factors(OnnxFlow flow, string name, int count, double missing) =>
        flow.Has(name) ? flow.Weight(name) : flow.Repeated(name, count, missing);

    // The shape is that of the last axes, as they stand.
    private static void Scale(OnnxFlow flow, Shape shape)
    {
        if (flow.Has("gamma"))
        {
            flow.Then("Mul", [flow.Weight("gamma", shape, flow.Get("gamma").Values)]);
        }

        if (flow.Has("beta"))
        {
            flow.Then("Add", [flow.Weight("beta", shape, flow.Get("beta").Values)]);
        }
    }
}
