using System.Globalization;
using System.Text;
using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using Google.Protobuf;
using static FashionRef.Formats.Onnx.Schema.AttributeProto.Types;

namespace FashionRef.Formats.Onnx;

/// <summary>Builds a graph node by node; each node's input is the output of the one before.</summary>
internal sealed class OnnxGraph
{
    private readonly GraphProto _graph = new();

    /// <param name="name">The graph's name.</param>
    /// <param name="input">The input's name.</param>
    public OnnxGraph(string name, string input)
    {
        _graph.Name = name;
        Current = input;
    }

    /// <summary>The name of the last node's output.</summary>
    public string Current { get; private set; }

    /// <summary>Adds a node after the last one.</summary>
    /// <param name="name">The name of the node and of its output: unique in the graph.</param>
    /// <param name="operation">ONNX's name of the operator.</param>
    /// <param name="constants">Its further inputs, by the names given to <see cref="AddConstant"/>.</param>
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
    /// <param name="shape">In the operators' layout.</param>
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
    /// <param name="input">The input.</param>
    /// <param name="output">The output; its name is the last node's.</param>
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

    /// <summary>A float32 input or output.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it holds.</param>
    /// <param name="dimensions">Each a number, or a letter for a variable size.</param>
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
