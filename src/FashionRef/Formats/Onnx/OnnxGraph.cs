using System.Globalization;
using System.Text;
using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using Google.Protobuf;
using static FashionRef.Formats.Onnx.Schema.AttributeProto.Types;

namespace FashionRef.Formats.Onnx;

/// <summary>A graph that grows node by node, each taking what the one before it gives.</summary>
internal sealed class OnnxGraph
{
    private readonly GraphProto _graph = new();

    /// <param name="name">The graph's name.</param>
    /// <param name="input">The name of what goes in.</param>
    public OnnxGraph(string name, string input)
    {
        _graph.Name = name;
        Current = input;
    }

    /// <summary>The name of what the last node gives.</summary>
    public string Current { get; private set; }

    /// <summary>Adds a node behind the last one.</summary>
    /// <param name="name">The node's name, and that of what it gives: unique in the graph.</param>
    /// <param name="operation">ONNX's name of the operator.</param>
    /// <param name="constants">What it takes besides, by the names that <see cref="AddConstant"/> was given.</param>
    /// <param name="attributes">Its settings.</param>
    public void AddNode(string name, string operation, IEnumerable<string> constants, params IEnumerable<AttributeProto> attributes)
    {
        NodeProto node = new() { Name = name, OpType = operation };
        node.Input.Add(Current);
        node.Input.Add(constants);
        node.Output.Add(name);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        Current = name;
    }

    /// <summary>Adds a constant array.</summary>
    /// <param name="name">Unique in the graph.</param>
    /// <param name="shape">As the operators want it.</param>
    /// <param name="values">Row-major, each a float32.</param>
    public void AddConstant(string name, Shape shape, ReadOnlySpan<double> values)
    {
        TensorProto tensor = new()
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            RawData = ByteString.CopyFrom(Float32Bytes.Of(values)),
        };
        tensor.Dims.Add(shape.Dimensions.Select(size => (long)size));
        _graph.Initializer.Add(tensor);
    }

    /// <summary>The whole graph.</summary>
    /// <param name="input">What goes in.</param>
    /// <param name="output">What comes out; its name is that of the last node.</param>
    public GraphProto Build(ValueInfoProto input, ValueInfoProto output)
    {
        GraphProto graph = _graph.Clone();
        graph.Input.Add(input);
        graph.Output.Add(output);
        return graph;
    }

    /// <summary>A setting that is a list of whole numbers.</summary>
    public static AttributeProto Ints(string name, params IEnumerable<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    /// <summary>A setting that is a whole number.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>A setting that is a number, rounded to float32.</summary>
    public static AttributeProto Float(string name, double value) => new() { Name = name, Type = AttributeType.Float, F = (float)value };

    /// <summary>A setting that is a word.</summary>
    public static AttributeProto Word(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFrom(Encoding.UTF8.GetBytes(value)) };

    /// <summary>A float32 array that goes in or out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it holds.</param>
    /// <param name="dimensions">Each a number, or a letter for one that is free.</param>
    public static ValueInfoProto Value(string name, string description, params IEnumerable<string> dimensions)
    {
        TensorShapeProto shape = new();
        shape.Dim.Add(dimensions.Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new TensorShapeProto.Types.Dimension { DimValue = number }
            : new TensorShapeProto.Types.Dimension { DimParam = size }));
        return new ValueInfoProto
        {
            Name = name,
            DocString = description,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape } },
        };
    }
}
