using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Torch;

/// <summary>The layers that the engine supports.</summary>
internal static class TorchLayers
{
    /// <summary>Whether it supports a layer of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="index">The layer's index, from 0.</param>
    public static bool Knows(BuiltModel model, int index) => model.Chain[index].Layer switch
    {
        Conv2D { IsPlain: true, Activation: Activation.Relu or Activation.Linear } => true,
        MaxPooling2D { IsPlain: true } => true,
        Flatten { DataFormat: DataFormat.ChannelsLast } => true,
        BatchNormalization { Axis: -1, Scale: true, Center: true } => model.Chain[index].InputShape.Rank == 1,
        Dense when model.Chain[index].InputShape.Rank != 1 => false,
        Dense { UseBias: true, Activation: Activation.Relu or Activation.Linear } => true,
        Dense { UseBias: true, Activation: Activation.Softmax } => index == model.Chain.Length - 1,
        _ => false,
    };

    /// <summary>The error for a model with a layer that is not supported in training, or null.</summary>
    /// <param name="model">The model.</param>
    public static FashionRefException? Refusal(BuiltModel model)
    {
        if (model.InputShape.Rank != 3)
        {
            return new FashionRefException(
                FaultKind.BadRequest,
                $"The torch engine got samples of shape {model.InputShape}. It takes images: [height, width, channels].");
        }

        return model.Chain.Where((_, index) => !Knows(model, index)).Select(Unknown).FirstOrDefault();
    }

    /// <summary>Refuses a model that cannot be trained, before anything is.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FashionRefException">Its samples are not images, or a layer is not supported (bad request).</exception>
    public static void Require(BuiltModel model)
    {
        if (Refusal(model) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>The error for an unsupported layer.</summary>
    /// <param name="layer">The layer.</param>
    public static FashionRefException Unknown(BuiltLayer layer) => new(
        FaultKind.BadRequest,
        $"The torch engine cannot compute '{layer.Name}' ({layer.Layer}). It knows Conv2D and Dense with ReLU or without activation, "
        + "Dense with softmax as the last layer, MaxPooling2D, Flatten and BatchNormalization. Change the layer.");
}
