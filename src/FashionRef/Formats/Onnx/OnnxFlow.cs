using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using static FashionRef.Formats.Onnx.OnnxGraph;

namespace FashionRef.Formats.Onnx;

/// <summary>
/// What flows through a model's layers, and the order in which its axes stand. Operators on images need
/// <c>[batch, channels, height, width]</c>; the axes stay in an operator's order until another one needs a different order, so that
/// few transpositions are needed.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="weights">All its weights, by their paths.</param>
/// <param name="graph">Receives the nodes.</param>
internal sealed class OnnxFlow(BuiltModel model, IReadOnlyDictionary<string, WeightValues> weights, OnnxGraph graph)
{
    // For each axis behind the batch, which of Keras' axes stands there.
    private int[] _order = InOrder(model.InputShape.Rank);

    /// <summary>The layer at work; none before the first <see cref="Begin"/>.</summary>
    public BuiltLayer Layer { get; private set; } = null!;

    /// <summary>The name of the layer's last node; names of its others begin with it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name of what flows.</summary>
    public string Current => graph.Current;

    /// <summary>The axes' order where the channels are last for Keras and first for operators.</summary>
    private static ReadOnlySpan<int> ChannelsFirst => [2, 0, 1];

    /// <summary>Begins a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">The name of its last node.</param>
    public void Begin(BuiltLayer layer, string name) => (Layer, Name) = (layer, name);

    /// <summary>Adds a node that takes what flows, and more.</summary>
    /// <param name="operation">ONNX's name of the operator.</param>
    /// <param name="others">Its inputs behind the first.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The name of its output.</returns>
    public string Then(string operation, IEnumerable<string> others, params IEnumerable<AttributeProto> attributes) =>
        Node(operation, [Current, .. others], attributes);

    /// <summary>Adds a node with any inputs; its output is what flows from then on.</summary>
    /// <param name="operation">ONNX's name of the operator.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The name of its output.</returns>
    public string Node(string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes) =>
        graph.AddNode($"{Name}/{operation}", operation, inputs, attributes);

    /// <summary>Whether the layer has a weight.</summary>
    /// <param name="name">Keras' name inside the layer.</param>
    public bool Has(string name) => Layer.Weights.Any(weight => weight.Spec.Name == name);

    /// <summary>A weight of the layer.</summary>
    /// <param name="name">Keras' name inside the layer.</param>
    public WeightValues Get(string name) => weights[$"{Layer.Path}/{name}"];

    /// <summary>Adds a weight as a constant with its own shape.</summary>
    /// <param name="name">Keras' name inside the layer.</param>
    /// <returns>The constant's name.</returns>
    public string Weight(string name) => Weight(name, Get(name).Shape, Get(name).Values);

    /// <summary>Adds a weight as a constant in another layout.</summary>
    public string Weight(string name, Shape shape, double[] values) => graph.AddConstant(OutsideText.Line($"{Layer.Path}/{name}"), shape, values);

    /// <summary>The bias as an operator's last input; nothing where the layer has none.</summary>
    public IEnumerable<string> Bias() => Has("bias") ? [Weight("bias")] : [];

    /// <summary>Adds a number.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">Rounded to float32.</param>
    /// <returns>The constant's name.</returns>
    public string Number(string name, double value) => graph.AddConstant($"{Name}/{name}", Shape.Of(), [value]);

    /// <summary>Adds the same number several times.</summary>
    public string Repeated(string name, int count, double value) => Numbers(name, [.. Enumerable.Repeat(value, count)]);

    /// <summary>Adds a list of numbers.</summary>
    public string Numbers(string name, params double[] values) => graph.AddConstant($"{Name}/{name}", Shape.Of(values.Length), values);

    /// <summary>Adds a list of whole numbers.</summary>
    public string WholeNumbers(string name, params long[] values) => graph.AddConstant($"{Name}/{name}", values);

    /// <summary>Adds numbers that repeat along some axes of what flows, in the order in which the axes stand.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="shape">In Keras' order, with 1 where they repeat.</param>
    /// <param name="values">Row-major; one is for all.</param>
    /// <returns>The constant's name.</returns>
    public string Broadcast(string name, Shape shape, double[] values) => values.Length == 1
        ? Number(name, values[0])
        : graph.AddConstant($"{Name}/{name}", ArrayAxes.Permuted(shape, _order), ArrayAxes.Permuted(shape, values, _order));

    /// <summary>Where one of Keras' axes stands, counted from the batch.</summary>
    /// <param name="own">Counted without the batch from 0.</param>
    public int Place(int own) => Array.IndexOf(_order, own) + 1;

    /// <summary>Where the last of Keras' axes stands; told from the end where that is the last too.</summary>
    public int LastPlace => _order.Length == 0 || _order[^1] == _order.Length - 1 ? -1 : Place(_order.Length - 1);

    /// <summary>Whether the axes stand in Keras' order.</summary>
    public bool IsAsKeras => _order.AsSpan().SequenceEqual(InOrder(_order.Length));

    /// <summary>Puts the axes in an order.</summary>
    /// <param name="order">For each axis behind the batch, which of Keras' axes.</param>
    /// <param name="name">What the order is.</param>
    public void Arrange(ReadOnlySpan<int> order, string name = "Transpose")
    {
        if (order.SequenceEqual(_order))
        {
            return;
        }

        int[] wanted = [.. order];
        graph.AddNode(graph.Count == 0 ? name : $"{Name}/{name}", "Transpose", [Current], Ints("perm", [0, .. wanted.Select(own => (long)Place(own))]));
        _order = wanted;
    }

    /// <summary>Puts the axes in Keras' order.</summary>
    public void ArrangeAsKeras() => Arrange(InOrder(_order.Length));

    /// <summary>Puts an image's channels before its rows and columns, as operators need.</summary>
    /// <param name="format">Keras' order.</param>
    public void ArrangeImage(DataFormat format) =>
        Arrange(format == DataFormat.ChannelsLast ? ChannelsFirst : InOrder(_order.Length), "channels_first");

    /// <summary>Puts one axis behind the batch, as operators need that treat channels alike; the others keep their order.</summary>
    /// <param name="own">Counted without the batch from 0.</param>
    public void ArrangeSecond(int own) => Arrange([own, .. InOrder(_order.Length).Where(other => other != own)]);

    /// <summary>Says that the axes are now new ones in Keras' order.</summary>
    /// <param name="rank">How many, without the batch.</param>
    public void HasAxes(int rank) => _order = InOrder(rank);

    /// <summary>Changes what Keras' order is; no number moves.</summary>
    /// <param name="dims">For each new axis which old one, counted without the batch from 0.</param>
    public void Rename(IReadOnlyList<int> dims) => _order = [.. _order.Select(own => Enumerable.Range(0, dims.Count).First(axis => dims[axis] == own))];

    private static int[] InOrder(int rank) => [.. Enumerable.Range(0, rank)];
}
