using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Formats.Onnx.OnnxGraph;

namespace FashionRef.Formats.Onnx;

/// <summary>A layer as ONNX operators.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Add">Adds what it computes before its activation; null where that is nothing.</param>
/// <param name="Activation">Applied to the outputs.</param>
internal sealed record OnnxLayer(BuiltLayer Layer, Action<OnnxFlow>? Add, Activation Activation)
{
    /// <summary>The operator set of all nodes.</summary>
    public const int OperatorSet = 17;

    /// <summary>A model's layers that compute something.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FashionRefException">There are no operators for a layer (bad request).</exception>
    public static IReadOnlyList<OnnxLayer> Of(BuiltModel model) =>
        [.. model.Chain.Select(Of).Where(layer => layer.Add is not null || layer.Activation != Activation.Linear)];

    /// <summary>Adds all layers of a model.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="flow">Receives the nodes.</param>
    /// <param name="graph">The graph of the flow.</param>
    /// <param name="output">The name of the model's output.</param>
    /// <exception cref="FashionRefException">There is no operator for an activation (bad request).</exception>
    public static void Write(IReadOnlyList<OnnxLayer> layers, OnnxFlow flow, OnnxGraph graph, string output)
    {
        foreach (OnnxLayer layer in layers)
        {
            layer.Write(flow, graph, layer == layers[^1] ? output : graph.Claim(OutsideText.Line(NameIn(layer.Layer))));
        }

        // The output's axes may stand in another order, and a model may only give its input back.
        if (!flow.IsAsKeras && graph.Current == output)
        {
            graph.NameLast(graph.Claim($"{output}/before_transposition"));
        }

        flow.ArrangeAsKeras();
        if (graph.Count == 0)
        {
            graph.AddNode("identity", "Identity", [graph.Current]);
        }

        graph.NameLast(output);
    }

    private void Write(OnnxFlow flow, OnnxGraph graph, string name)
    {
        flow.Begin(Layer, name);
        int count = graph.Count;
        Add?.Invoke(flow);
        if (Activation != Activation.Linear)
        {
            if (graph.Count > count)
            {
                graph.NameLast(graph.Claim($"{name}/before_activation"));
            }

            if (!OnnxActivations.Add(flow, Activation))
            {
                throw Unknown(Layer);
            }
        }

        if (graph.Count > count)
        {
            graph.NameLast(name);
        }
    }

    private static OnnxLayer Of(BuiltLayer layer) => layer.Layer switch
    {
        TrainingOnly => new(layer, null, Activation.Linear),
        ActivationLayer activation => new(layer, null, activation.Function),
        Softmax softmax when softmax.OwnAxis(layer.InputShape) == layer.InputShape.Rank - 1 => new(layer, null, Activation.Softmax),
        Dense dense => new(layer, AddDense, dense.Activation),
        Conv2D convolution => new(layer, flow => OnnxConvolutions.Add(flow, convolution), convolution.Activation),
        DepthwiseConv2D depthwise => new(layer, flow => OnnxConvolutions.Add(flow, depthwise), depthwise.Activation),
        SeparableConv2D separable => new(layer, flow => OnnxConvolutions.Add(flow, separable), separable.Activation),
        Conv2DTranspose transpose => new(layer, flow => OnnxConvolutions.Add(flow, transpose), transpose.Activation),
        _ => new(layer, Operators(layer), Activation.Linear),
    };

    // Layers without an activation of their own.
    private static Action<OnnxFlow> Operators(BuiltLayer layer) => layer.Layer switch
    {
        MaxPooling2D pooling => flow => OnnxImages.Add(flow, pooling),
        AveragePooling2D pooling => flow => OnnxImages.Add(flow, pooling),
        GlobalMaxPooling2D pooling => flow => OnnxImages.AddGlobal(flow, "GlobalMaxPool", pooling.DataFormat, pooling.KeepDims),
        GlobalAveragePooling2D pooling => flow => OnnxImages.AddGlobal(flow, "GlobalAveragePool", pooling.DataFormat, pooling.KeepDims),
        Resizing resizing => flow => OnnxImages.Add(flow, resizing),
        UpSampling2D sampling => flow => OnnxImages.Add(flow, sampling),
        ZeroPadding2D padding => flow => OnnxImages.Add(flow, padding),
        Cropping2D cropping => flow => OnnxImages.Add(flow, cropping),
        BatchNormalization normalization => flow => OnnxNormalizations.Add(flow, normalization),
        LayerNormalization normalization => flow => OnnxNormalizations.Add(flow, normalization),
        GroupNormalization normalization => flow => OnnxNormalizations.Add(flow, normalization),
        Normalization normalization => flow => OnnxNormalizations.Add(flow, normalization),
        Rescaling rescaling => flow => OnnxNormalizations.Add(flow, rescaling),
        Flatten flatten => flow => AddFlatten(flow, flatten),
        Reshape => AddReshape,
        Permute permute => flow => flow.Rename([.. permute.Dims.Select(axis => axis - 1)]),
        ReLU relu => flow => OnnxActivations.AddReLU(flow, relu),
        LeakyReLU leaky => flow => flow.Then("LeakyRelu", [], Float("alpha", leaky.NegativeSlope)),
        ELU elu => flow => flow.Then("Elu", [], Float("alpha", elu.Alpha)),
        PReLU => flow => flow.Then("PRelu", [flow.Broadcast("alpha", flow.Get("alpha").Shape, flow.Get("alpha").Values)]),
        Softmax softmax => flow => flow.Then("Softmax", [], Int("axis", flow.Place(softmax.OwnAxis(layer.InputShape)))),
        _ => throw Unknown(layer),
    };

    private static void AddDense(OnnxFlow flow)
    {
        flow.ArrangeAsKeras();
        if (flow.Layer.InputShape.Rank == 1)
        {
            flow.Then("Gemm", [flow.Weight("kernel"), .. flow.Bias()]);
            return;
        }

        flow.Then("MatMul", [flow.Weight("kernel")]);
        if (flow.Has("bias"))
        {
            flow.Then("Add", [flow.Weight("bias")]);
        }
    }

    // Keras lays out height, width, channel.
    private static void AddFlatten(OnnxFlow flow, Flatten layer)
    {
        int rank = flow.Layer.InputShape.Rank;
        int[] axes = [.. Enumerable.Range(0, rank)];
        flow.Arrange(layer.DataFormat == DataFormat.ChannelsFirst && rank > 1 ? [.. axes[1..], 0] : axes, "channels_last");
        flow.Then("Flatten", [], Int("axis", 1));
        flow.HasAxes(1);
    }

    private static void AddReshape(OnnxFlow flow)
    {
        flow.ArrangeAsKeras();
        Shape shape = flow.Layer.OutputShape;
        flow.Then("Reshape", [flow.WholeNumbers("shape", [0, .. shape.Dimensions.Select(size => (long)size)])]);
        flow.HasAxes(shape.Rank);
    }

    // The model's own name is left out: it is the graph's.
    private static string NameIn(BuiltLayer layer) => layer.Path[(layer.Path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static FashionRefException Unknown(BuiltLayer layer) => new(
        FaultKind.BadRequest,
        $"'{layer.Path}' ({layer.Layer}) cannot be written as ONNX. Build the model with another layer in its place, or predict with this program.");
}
