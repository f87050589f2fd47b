using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact;

/// <summary>The models that the training kernels compute: the notebook's and those like them.</summary>
internal static class ExactSupport
{
    private const int KernelSize = 3;
    private const int PoolSize = 2;

    /// <summary>The error for a model with a layer that they do not compute, or null.</summary>
    /// <param name="model">The model.</param>
    public static FashionRefException? Refusal(BuiltModel model)
    {
        if (model.InputShape.Rank != 3)
        {
            return new FashionRefException(
                FaultKind.BadRequest,
                $"The exact engine got samples of shape {model.InputShape}. It takes images: [height, width, channels].");
        }

        int i = 0;
        while (LayerAt(model, i) is Conv2D or MaxPooling2D)
        {
            if (LayerAt(model, i) is not Conv2D { IsPlain: true, KernelSize.Height: KernelSize, Activation: Activation.Relu or Activation.Linear })
            {
                return NoKernel(model, i, "convolutions of 3 x 3 with ReLU or without activation, each followed by at most one pooling of 2 x 2");
            }

            bool pools = LayerAt(model, i + 1) is MaxPooling2D;
            if (pools && LayerAt(model, i + 1) is not MaxPooling2D { IsPlain: true, PoolSize.Height: PoolSize })
            {
                return NoKernel(model, i + 1, "poolings of 2 x 2");
            }

            i += pools ? 2 : 1;
        }

        bool isFirst = true;
        bool isFlat = false;
        for (; i < model.Chain.Length; i++)
        {
            isFlat |= LayerAt(model, i) is Flatten { DataFormat: DataFormat.ChannelsLast };
            bool isKnown = isFlat && LayerAt(model, i) switch
            {
                Flatten => true,
                Dense { UseBias: true, Activation: Activation.Relu or Activation.Linear } => true,
                Dense { UseBias: true, Activation: Activation.Softmax } => i == model.Chain.Length - 1,
                BatchNormalization { Axis: -1, Scale: true, Center: true } => !isFirst,
                _ => false,
            };
            if (!isKnown)
            {
                return NoKernel(model, i, "Dense with ReLU, without activation, or with softmax as the last layer, and BatchNormalization after Dense");
            }

            isFirst &= LayerAt(model, i) is Flatten;
        }

        return null;
    }

    private static Layer? LayerAt(BuiltModel model, int index) => index < model.Chain.Length ? model.Chain[index].Layer : null;

    private static FashionRefException NoKernel(BuiltModel model, int index, string known)
    {
        BuiltLayer layer = model.Chain[index];
        return new FashionRefException(
            FaultKind.BadRequest,
            $"The exact engine has no kernel for '{layer.Name}' ({layer.Layer}, input {layer.InputShape}). It knows {known}. "
            + "Change the layer, or take an engine that has one.");
    }
}
