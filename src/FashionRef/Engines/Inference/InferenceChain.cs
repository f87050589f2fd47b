using System.Collections.Immutable;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Inference;

/// <summary>A model as the operations of its inference, up to the input of its last softmax.</summary>
/// <param name="InputShape">Of one sample.</param>
/// <param name="Operations">In the order in which data flows.</param>
/// <param name="EndsWithSoftmax">
/// Whether the model's last operation is a softmax over its last axis. It is none of <paramref name="Operations"/>: they give the logits.
/// </param>
public sealed record InferenceChain(Shape InputShape, ImmutableArray<Operation> Operations, bool EndsWithSoftmax)
{
    private static readonly ImmutableArray<int> ToChannelsLast = [2, 3, 1];
    private static readonly ImmutableArray<int> ToChannelsFirst = [3, 1, 2];
    private static readonly Dictionary<string, WeightValues> NoWeights = [];

    /// <summary>The shape of the output for one sample.</summary>
    public Shape OutputShape => Operations.IsEmpty ? InputShape : Operations[^1].Output;

    /// <summary>Whether a model's last operation is a softmax over its last axis.</summary>
    /// <param name="model">The model.</param>
    public static bool EndsInSoftmax(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Chain.LastOrDefault(layer => layer.Layer is not (TrainingOnly or ActivationLayer { Function: Activation.Linear })) is { } last && last.Layer switch
        {
            Softmax softmax => softmax.OwnAxis(last.InputShape) == last.InputShape.Rank - 1,
            _ => ActivationOf(last.Layer) == Activation.Softmax,
        };
    }

    /// <summary>The operations of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    public static InferenceChain Of(BuiltModel model, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<string, WeightValues> named = weights.ToDictionary(weight => weight.Path);
        List<Operation> operations = [];
        foreach (BuiltLayer layer in model.Chain)
        {
            Dictionary<string, WeightValues> own = layer.Weights.ToDictionary(weight => weight.Spec.Name, weight => named[weight.Path]);
            AddInChannelsLast(operations, new Operation(layer.Path, layer.Layer, layer.InputShape, layer.OutputShape, own));

            // Behind the channels' way back: a softmax goes over the last axis, whatever that is.
            if (ActivationOf(layer.Layer) is { } activation and not Activation.Linear)
            {
                operations.Add(new Operation(layer.Path, new ActivationLayer(activation), layer.OutputShape, layer.OutputShape, NoWeights));
            }
        }

        bool endsWithSoftmax = EndsInSoftmax(model);
        return new InferenceChain(model.InputShape, [.. endsWithSoftmax ? operations.SkipLast(1) : operations], endsWithSoftmax);
    }

    private static void AddInChannelsLast(List<Operation> operations, Operation layer)
    {
        if (InChannelsLast(layer.Layer) is not { } last)
        {
            AddParts(operations, layer);
            return;
        }

        Shape input = Permuted(layer.Input, ToChannelsLast);
        Shape output = layer.Output.Rank == 3 ? Permuted(layer.Output, ToChannelsLast) : layer.Output;
        operations.Add(new Operation(layer.Name, new Permute(ToChannelsLast), layer.Input, input, NoWeights));
        AddParts(operations, layer with { Layer = last, Input = input, Output = output });
        if (layer.Output.Rank == 3)
        {
            operations.Add(new Operation(layer.Name, new Permute(ToChannelsFirst), output, layer.Output, NoWeights));
        }
    }

    // The layer with its channels last, or null where they are or where it has none.
    private static Layer? InChannelsLast(Layer layer) => layer switch
    {
        Conv2D { DataFormat: DataFormat.ChannelsFirst } conv2D => conv2D with { DataFormat = DataFormat.ChannelsLast },
        DepthwiseConv2D { DataFormat: DataFormat.ChannelsFirst } depthwise => depthwise with { DataFormat = DataFormat.ChannelsLast },
        SeparableConv2D { Depthwise.DataFormat: DataFormat.ChannelsFirst } separable => separable with
        {
            Depthwise = separable.Depthwise with { DataFormat = DataFormat.ChannelsLast },
        },
        Conv2DTranspose { DataFormat: DataFormat.ChannelsFirst } transpose => transpose with { DataFormat = DataFormat.ChannelsLast },
        MaxPooling2D { DataFormat: DataFormat.ChannelsFirst } pooling => pooling with { DataFormat = DataFormat.ChannelsLast },
        AveragePooling2D { DataFormat: DataFormat.ChannelsFirst } pooling => pooling with { DataFormat = DataFormat.ChannelsLast },
        GlobalMaxPooling2D { DataFormat: DataFormat.ChannelsFirst } pooling => pooling with { DataFormat = DataFormat.ChannelsLast },
        GlobalAveragePooling2D { DataFormat: DataFormat.ChannelsFirst } pooling => pooling with { DataFormat = DataFormat.ChannelsLast },
        Resizing { DataFormat: DataFormat.ChannelsFirst } resizing => resizing with { DataFormat = DataFormat.ChannelsLast },
        ZeroPadding2D { DataFormat: DataFormat.ChannelsFirst } padding => padding with { DataFormat = DataFormat.ChannelsLast },
        Cropping2D { DataFormat: DataFormat.ChannelsFirst } cropping => cropping with { DataFormat = DataFormat.ChannelsLast },
        UpSampling2D { DataFormat: DataFormat.ChannelsFirst } sampling => sampling with { DataFormat = DataFormat.ChannelsLast },
        Flatten { DataFormat: DataFormat.ChannelsFirst } flatten => flatten with { DataFormat = DataFormat.ChannelsLast },
        _ => null,
    };

    private static Activation? ActivationOf(Layer layer) => layer switch
    {
        Dense dense => dense.Activation,
        Conv2D conv2D => conv2D.Activation,
        DepthwiseConv2D depthwise => depthwise.Activation,
        SeparableConv2D separable => separable.Activation,
        Conv2DTranspose transpose => transpose.Activation,
        ActivationLayer activation => activation.Function,
        _ => null,
    };

    private static void AddParts(List<Operation> operations, Operation layer)
    {
        switch (layer.Layer)
        {
            case Flatten or Reshape or TrainingOnly or ActivationLayer:
                break;
            case Dense dense:
                operations.Add(layer with { Layer = dense with { Activation = Activation.Linear } });
                break;
            case Conv2D conv2D:
                operations.Add(layer with { Layer = conv2D with { Activation = Activation.Linear } });
                break;
            case DepthwiseConv2D depthwise:
                operations.Add(layer with { Layer = depthwise with { Activation = Activation.Linear } });
                break;
            case Conv2DTranspose transpose:
                operations.Add(layer with { Layer = transpose with { Activation = Activation.Linear } });
                break;
            case SeparableConv2D separable:
                AddSeparable(operations, layer, separable);
                break;
            default:
                operations.Add(layer);
                break;
        }
    }

    private static void AddSeparable(List<Operation> operations, Operation layer, SeparableConv2D separable)
    {
        Shape between = separable.Depthwise.OutputShape(layer.Input);
        Conv2D pointwise = new(separable.Filters, 1, Activation.Linear, Padding.Valid) { UseBias = separable.UseBias };
        Dictionary<string, WeightValues> weights = new() { ["kernel"] = layer.Weights["pointwise_kernel"] };
        if (separable.UseBias)
        {
            weights["bias"] = layer.Weights["bias"];
        }

        operations.Add(new Operation(
            layer.Name, separable.Depthwise, layer.Input, between, new Dictionary<string, WeightValues> { ["kernel"] = layer.Weights["depthwise_kernel"] }));
        operations.Add(new Operation(layer.Name, pointwise, between, layer.Output, weights));
    }

    private static Shape Permuted(Shape shape, ImmutableArray<int> dims) => Shape.Of([.. dims.Select(axis => shape[axis - 1])]);
}
