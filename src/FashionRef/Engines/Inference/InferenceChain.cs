using System.Collections.Immutable;
using System.Globalization;
using FashionRef.Engines.Backpropagation.Augmentation;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Inference;

/// <summary>A model as the operations of its inference, up to the input of its last softmax.</summary>
/// <param name="InputShape">Of one sample.</param>
/// <param name="OutputShape">Of one sample.</param>
/// <param name="Operations">In the order in which data flows.</param>
/// <param name="EndsWithSoftmax">
/// Whether the model's last operation is a softmax over its last axis. It is none of <paramref name="Operations"/>: they give the logits.
/// </param>
public sealed record InferenceChain(Shape InputShape, Shape OutputShape, ImmutableArray<Operation> Operations, bool EndsWithSoftmax)
{
    private static readonly ImmutableArray<int> ToChannelsLast = [2, 3, 1];
    private static readonly ImmutableArray<int> ToChannelsFirst = [3, 1, 2];
    private static readonly Dictionary<string, WeightValues> NoWeights = [];

    /// <summary>Whether a layer behind the last softmax or sigmoid gives the same numbers as another tensor, so that Keras' losses do not look behind it.</summary>
    public bool EndsInAnotherTensor { get; init; }

    /// <summary>The operations of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    public static InferenceChain Of(BuiltModel model, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<Operation> operations = OperationsOf(model, weights, actsInTraining: false);
        bool endsWithSoftmax = EndsInSoftmax(model);
        return new InferenceChain(model.InputShape, model.OutputShape, [.. endsWithSoftmax ? operations.SkipLast(1) : operations], endsWithSoftmax);
    }

    /// <summary>
    /// The operations of a model's training: with its last softmax, and with the layers that act in training only. Those up to its last layer
    /// that changes images are none of them (<see cref="AugmentationChain"/>).
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    public static InferenceChain OfTraining(BuiltModel model, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        IEnumerable<BuiltLayer> behind = model.Chain.Reverse().TakeWhile(layer => layer.Layer is Flatten or Reshape or TrainingOnly or ActivationLayer { Function: Activation.Linear });
        return new InferenceChain(model.InputShape, model.OutputShape, [.. OperationsOf(model, weights, actsInTraining: true)], EndsWithSoftmax: false)
        {
            EndsInAnotherTensor = behind.Any(layer => layer.Layer is Flatten or Reshape),
        };
    }

    /// <summary>How many samples some inputs are.</summary>
    /// <param name="inputs">The number of all inputs.</param>
    /// <param name="results">The number of all results that there is room for.</param>
    /// <exception cref="ArgumentException">The inputs are no whole number of samples, or there is not enough room.</exception>
    public int Samples(int inputs, int results)
    {
        (int count, int rest) = Math.DivRem(inputs, InputShape.Count);
        return rest == 0 && (long)count * OutputShape.Count <= results
            ? count
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"There are {inputs} inputs and room for {results} results; a sample has {InputShape.Count} inputs and {OutputShape.Count} results."));
    }

    /// <summary>Whether a model's last operation is a softmax over the last axis of its output.</summary>
    /// <param name="model">The model.</param>
    public static bool EndsInSoftmax(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        BuiltLayer? last = model.Chain.LastOrDefault(layer => layer.Layer is not (Flatten or Reshape or TrainingOnly or ActivationLayer { Function: Activation.Linear }));

        // A Flatten or Reshape behind it may have given the output another last axis.
        return last is not null && last.OutputShape.Dimensions.LastOrDefault() == model.OutputShape.Dimensions.LastOrDefault() && last.Layer switch
        {
            ActivationLayer activation => activation.Function == Activation.Softmax,
            Softmax softmax => softmax.OwnAxis(last.InputShape) == last.InputShape.Rank - 1,
            _ => Split(last.Layer).Activation == Activation.Softmax,
        };
    }

    private static List<Operation> OperationsOf(BuiltModel model, IReadOnlyList<WeightValues> weights, bool actsInTraining)
    {
        Dictionary<string, WeightValues> named = weights.ToDictionary(weight => weight.Path);
        List<Operation> operations = [];
        foreach (BuiltLayer layer in model.Chain.Skip(actsInTraining ? AugmentationChain.LayersOf(model) : 0))
        {
            Dictionary<string, WeightValues> own = layer.Weights.ToDictionary(weight => weight.Spec.Name, weight => named[weight.Path]);
            Operation operation = new(layer.Path, layer.Layer, layer.InputShape, layer.OutputShape, own);
            if (actsInTraining && layer.Layer is TrainingOnly)
            {
                operations.Add(operation);
            }
            else
            {
                AddInChannelsLast(operations, operation);
            }
        }

        return operations;
    }

    // The activation comes last: a softmax is over the last axis, whatever it holds.
    private static void AddInChannelsLast(List<Operation> operations, Operation layer)
    {
        (Layer plain, Activation activation) = Split(layer.Layer);
        if (plain is Flatten { DataFormat: DataFormat.ChannelsFirst })
        {
            AddPermutation(operations, layer.Name, layer.Input, [.. Enumerable.Range(2, Math.Max(layer.Input.Rank - 1, 0)), 1]);
        }
        else if (InChannelsLast(plain) is { } last)
        {
            Shape input = AddPermutation(operations, layer.Name, layer.Input, ToChannelsLast);
            Shape output = layer.Output.Rank == 3 ? Permuted(layer.Output, ToChannelsLast) : layer.Output;
            AddParts(operations, layer with { Layer = last, Input = input, Output = output });
            if (layer.Output.Rank == 3)
            {
                AddPermutation(operations, layer.Name, output, ToChannelsFirst);
            }
        }
        else
        {
            AddParts(operations, layer with { Layer = plain });
        }

        if (activation != Activation.Linear)
        {
            operations.Add(new Operation(layer.Name, new ActivationLayer(activation), layer.Output, layer.Output, NoWeights));
        }
    }

    private static Shape AddPermutation(List<Operation> operations, string name, Shape input, ImmutableArray<int> dims)
    {
        Shape output = Permuted(input, dims);
        if (input.Rank > 1)
        {
            operations.Add(new Operation(name, new Permute(dims), input, output, NoWeights));
        }

        return output;
    }

    // A layer without its activation, and that.
    private static (Layer Plain, Activation Activation) Split(Layer layer) => layer switch
    {
        Dense dense => (dense with { Activation = Activation.Linear }, dense.Activation),
        Conv2D conv2D => (conv2D with { Activation = Activation.Linear }, conv2D.Activation),
        DepthwiseConv2D depthwise => (depthwise with { Activation = Activation.Linear }, depthwise.Activation),
        Conv2DTranspose transpose => (transpose with { Activation = Activation.Linear }, transpose.Activation),
        SeparableConv2D separable => (separable with { Activation = Activation.Linear }, separable.Activation),
        _ => (layer, Activation.Linear),
    };

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
        _ => null,
    };

    private static void AddParts(List<Operation> operations, Operation layer)
    {
        switch (layer.Layer)
        {
            case Flatten or Reshape or TrainingOnly or ActivationLayer { Function: Activation.Linear }:
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

        DepthwiseConv2D depthwise = separable.Depthwise with { Activation = Activation.Linear, UseBias = false };
        operations.Add(new Operation(
            layer.Name, depthwise, layer.Input, between, new Dictionary<string, WeightValues> { ["kernel"] = layer.Weights["depthwise_kernel"] }));
        operations.Add(new Operation(layer.Name, pointwise, between, layer.Output, weights));
    }

    private static Shape Permuted(Shape shape, ImmutableArray<int> dims) => Shape.Of([.. dims.Select(axis => shape[axis - 1])]);
}
