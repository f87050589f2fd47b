using FashionRef.Models;

namespace FashionRef.Torch;

/// <summary>The layers that the engine supports.</summary>
internal static class TorchLayers
{
    /// <summary>Whether it supports a layer of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="index">The layer's index, from 0.</param>
    public static bool Knows(BuiltModel model, int index) => model.Layers[index].Layer switch
    {
        Conv2D { Activation: Activation.Relu or Activation.Linear } => true,
        MaxPooling2D or Flatten or BatchNormalization => true,
        Dense { Activation: Activation.Relu or Activation.Linear } => true,
        Dense { Activation: Activation.Softmax } => index == model.Layers.Length - 1,
        _ => false,
    };

    /// <summary>Refuses an unsupported model, before anything is trained.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FashionRefException">Its samples are not images, or a layer is not supported (bad request).</exception>
    public static void Require(BuiltModel model)
    {
        if (model.InputShape.Rank != 3)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"The torch engine got samples of shape {model.InputShape}. It takes images: [height, width, channels].");
        }

        foreach ((int index, BuiltLayer layer) in model.Layers.Index())
        {
            if (!Knows(model, index))
            {
                throw Unknown(layer);
            }
        }
    }

    /// <summary>The error for an unsupported layer.</summary>
    /// <param name="layer">The layer.</param>
    public static FashionRefException Unknown(BuiltLayer layer) => new(
        FaultKind.BadRequest,
        $"The torch engine cannot compute '{layer.Name}' ({layer.Layer}). It knows Conv2D and Dense with ReLU or without activation, "
        + "Dense with softmax as the last layer, MaxPooling2D, Flatten and BatchNormalization. Change the layer.");
}
