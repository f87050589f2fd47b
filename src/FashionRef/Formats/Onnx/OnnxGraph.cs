using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using Google.Protobuf;
using static FashionRef.Formats.Onnx.Schema.AttributeProto.Types;

namespace FashionRef.Formats.Onnx;

/// <summary>Builds a graph node by node. Names that are taken get a number, as those of layers come from outside.</summary>
internal sealed class OnnxGraph
{
    private readonly GraphProto _graph = new();
    private readonly HashSet<string> _names;
    private readonly string _output;

    /// <param name="name">The graph's name.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="output">The output's name.</param>
    public OnnxGraph(string name, string input, string output)
    {
        _graph.Name = name;
        _names = ["", input, output];
        _output = output;
        Current = input;
    }

    /// <summary>The name of the last node's output.</summary>
    public string Current { get; private set; }

    /// <summary>How many nodes there are.</summary>
    public int Count => _graph.Node.Count;

    /// <summary>A name that no node, constant, input or output has; nothing else gets it from now on.</summary>
    /// <param name="wish">Taken as it is where it is free.</param>
    public string Claim(string wish)
    {
        string name = wish;
        for (int number = 1; !_names.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wish}_{number}");
        }

        return name;
    }

    /// <summary>Adds a node.</summary>
    /// <param name="wish">The name of the node and of its output.</param>
    /// <param name="operation">ONNX's name of the operator.</param>
    /// <param name="inputs">Names of outputs and constants; an empty one for an input that is left out.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The name of its output.</returns>
    public string AddNode(string wish, string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        string name = Claim(wish);
        NodeProto node = new() { Name = name, OpType = operation };
        node.Input.Add(inputs);
        node.Output.Add(name);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        Current = name;
        return name;
    }

    /// <summary>Gives the last node, which none has as its input yet, another name.</summary>
    /// <param name="name">One that was claimed for it, or the output's.</param>
    public void NameLast(string name)
    {
        _names.Remove(Current);
        _names.Add(_output);
        NodeProto last = _graph.Node[^1];
        last.Name = name;
        last.Output[0] = name;
        Current = name;
    }

    /// <summary>Adds a constant array of numbers, rounded to float32.</summary>
    /// <param name="wish">Its name.</param>
    /// <param name="shape">In the operators' layout.</param>
    /// <param name="values">Row-major.</param>
    /// <returns>Its name.</returns>
    public string AddConstant(string wish, Shape shape, ReadOnlySpan<double> values)
    {
        double[] rounded = new double[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = (float)values[i];
        }

        return AddConstant(wish, TensorProto.Types.DataType.Float, shape.Dimensions, Float32Bytes.Of(rounded));
    }

    /// <summary>Adds a constant list of whole numbers.</summary>
    /// <param name="wish">Its name.</param>
    /// <param name="values">The numbers.</param>
    /// <returns>Its name.</returns>
    public string AddConstant(string wish, params ReadOnlySpan<long> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return AddConstant(wish, TensorProto.Types.DataType.Int64, [values.Length], bytes);
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

    private string AddConstant(string wish, TensorProto.Types.DataType type, IEnumerable<int> sizes, byte[] bytes)
    {
        TensorProto tensor = new() { Name = Claim(wish), DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.Add(sizes.Select(size => (long)size));
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }
}
