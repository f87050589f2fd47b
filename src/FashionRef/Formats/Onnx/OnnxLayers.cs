using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Formats.Onnx.OnnxGraph;

namespace FashionRef.Formats.Onnx;

/// <summary>
/// Translates a model's layers to ONNX operators. Inside, images are <c>[batch, channels, height, width]</c>, as the operators need.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="weights">All its weights, by their paths.</param>
/// <param name="graph">Receives the nodes.</param>
internal sealed class OnnxLayers(BuiltModel model, IReadOnlyDictionary<string, WeightValues> weights, OnnxGraph graph)
{
    /// <summary>The operator set of all nodes.</summary>
    public const int OperatorSet = 17;

    /// <summary>Adds all layers.</summary>
    /// <param name="output">The name of the last layer's output.</param>
    /// <exception cref="FashionRefException">There is no operator for a layer (bad request).</exception>
    public void Add(string output)
    {
        if (model.InputShape.Rank == 3)
        {
            graph.AddNode("channels_first", "Transpose", [], Ints("perm", 0, 3, 1, 2));
        }

        foreach (BuiltLayer layer in model.Chain)
        {
            Add(layer, layer == model.Chain[^1] ? output : layer.Name);
        }
    }

    private void Add(BuiltLayer layer, string output)
    {
        switch (layer.Layer)
        {
            case Conv2D conv2D:
                AddActivated(layer, conv2D.Activation, axis: 1, output, name => graph.AddNode(
                    name,
                    "Conv",
                    [OutputsFirst(layer), Constant(layer, "bias")],
                    Ints("kernel_shape", conv2D.KernelSize.Height, conv2D.KernelSize.Width),
                    Word("auto_pad", conv2D.Padding == Padding.Same ? "SAME_UPPER" : "VALID")));
                break;
            case MaxPooling2D pooling:
                graph.AddNode(
                    output,
                    "MaxPool",
                    [],
                    Ints("kernel_shape", pooling.PoolSize.Height, pooling.PoolSize.Width),
                    Ints("strides", pooling.PoolSize.Height, pooling.PoolSize.Width));
                break;
            case Flatten:
                AddFlatten(layer, output);
                break;
            case Dense dense:
                AddActivated(layer, dense.Activation, axis: -1, output, name => graph.AddNode(name, "Gemm", [Constant(layer, "kernel"), Constant(layer, "bias")]));
                break;
            case BatchNormalization normalization:
                string[] constants = ["gamma", "beta", "moving_mean", "moving_variance"];
                graph.AddNode(
                    output, "BatchNormalization", constants.Select(name => Constant(layer, name)), Float("epsilon", normalization.Epsilon));
                break;
            default:
                throw Unknown(layer);
        }
    }

    // Keras lays out height, width, channel.
    private void AddFlatten(BuiltLayer layer, string output)
    {
        if (layer.InputShape.Rank == 3)
        {
            graph.AddNode($"{layer.Name}/channels_last", "Transpose", [], Ints("perm", 0, 2, 3, 1));
        }

        graph.AddNode(output, "Flatten", [], Int("axis", 1));
    }

    private void AddActivated(BuiltLayer layer, Activation activation, int axis, string output, Action<string> addLayer)
    {
        if (activation == Activation.Linear)
        {
            addLayer(output);
            return;
        }

        addLayer($"{output}/before_activation");
        (string operation, AttributeProto[] attributes) = activation switch
        {
            Activation.Relu => ("Relu", []),
            Activation.Softmax => ("Softmax", new[] { Int("axis", axis) }),
            _ => throw Unknown(layer),
        };
        graph.AddNode(output, operation, [], attributes);
    }

    // Keras' [height, width, in, out] as [out, in, height, width].
    private string OutputsFirst(BuiltLayer layer)
    {
        WeightValues kernel = Get(layer, "kernel");
        (int height, int width, int inputs, int outputs) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        double[] values = new double[kernel.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int place, int output) = (i / outputs, i % outputs);
            (int pixel, int input) = (place / inputs, place % inputs);
            values[(((output * inputs) + input) * height * width) + pixel] = kernel.Values[i];
        }

        graph.AddConstant(kernel.Path, Shape.Of(outputs, inputs, height, width), values);
        return kernel.Path;
    }

    private string Constant(BuiltLayer layer, string name)
    {
        WeightValues weight = Get(layer, name);
        graph.AddConstant(weight.Path, weight.Shape, weight.Values);
        return weight.Path;
    }

    private static FashionRefException Unknown(BuiltLayer layer) => new(
        FaultKind.BadRequest, $"'{layer.Name}' ({layer.Layer}) cannot be written as ONNX. Add the layer to {nameof(OnnxLayers)}, or change it.");

    private WeightValues Get(BuiltLayer layer, string name) => weights[$"{layer.Path}/{name}"];
}
