using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Harms.Ports;

/// <summary>The port's forward pass.</summary>
internal sealed class PortedForward(BuiltModel model, IReadOnlyDictionary<string, Tensor> weights, PortedSteps steps)
{
    public Tensor Logits(Tensor images, bool training)
    {
        Tensor activations = steps.Images(images);
        foreach ((int i, BuiltLayer layer) in model.Layers.Index())
        {
            bool reluWaits = steps.NormalizesBeforeRelu && i + 1 < model.Layers.Length && model.Layers[i + 1].Layer is BatchNormalization;
            activations = layer.Layer switch
            {
                Conv2D convolution => Convolve(layer, convolution, activations),
                MaxPooling2D => steps.Pool(activations),
                FashionRef.Models.Layers.Flatten => steps.Flatten(activations),
                Dense { Activation: Activation.Softmax } => Product(layer, activations).Plus(Get(layer, "bias")),
                Dense dense => Hide(layer, reluWaits ? Activation.Linear : dense.Activation, activations, training),
                BatchNormalization normalization => Normalize(layer, normalization, activations, training),
                _ => throw new NotSupportedException(layer.Layer.TypeName),
            };
            if (steps.NormalizesBeforeRelu && layer.Layer is BatchNormalization)
            {
                activations = functional.relu(activations);
            }
        }

        return activations;
    }

    private Tensor Convolve(BuiltLayer layer, Conv2D convolution, Tensor activations)
    {
        Tensor input = convolution.Padding == Padding.Same ? steps.Pad(activations) : activations;
        return Activate(functional.conv2d(input, steps.Kernel(Get(layer, "kernel")), Get(layer, "bias")), convolution.Activation);
    }

    private Tensor Hide(BuiltLayer layer, Activation activation, Tensor activations, bool training)
    {
        Tensor hidden = Activate(Product(layer, activations).Plus(steps.HiddenBias(Get(layer, "bias"))), activation);
        return training ? steps.Hidden(hidden) : hidden;
    }

    private Tensor Normalize(BuiltLayer layer, BatchNormalization normalization, Tensor activations, bool training)
    {
        Tensor mean = Get(layer, "moving_mean");
        Tensor variance = Get(layer, "moving_variance");
        Tensor batchMean = activations.mean([0]);
        Tensor differences = activations - batchMean;
        Tensor batchVariance = (differences * differences).mean([0]);
        if (training)
        {
            using var noGradients = no_grad();
            Tensor moved = steps.MovingVariance(batchVariance.detach(), activations.shape[0]);
            mean.MultiplyInPlace(normalization.Momentum).AddInPlace(batchMean.detach(), 1 - normalization.Momentum);
            variance.MultiplyInPlace(normalization.Momentum).AddInPlace(moved, 1 - normalization.Momentum);
        }

        if (training ? steps.TrainsOnBatchStatistics : steps.PredictsOnBatchStatistics)
        {
            (mean, variance) = (batchMean, batchVariance);
        }
        else
        {
            // They move in place, and the gradient wants what they were.
            (mean, variance) = (mean.clone(), variance.clone());
        }

        Tensor scale = variance.Plus(normalization.Epsilon).rsqrt() * Get(layer, "gamma");
        return (activations * scale).Plus(Get(layer, "beta") - (mean * scale));
    }

    private Tensor Product(BuiltLayer layer, Tensor activations) => activations.matmul(Get(layer, "kernel"));

    private Tensor Get(BuiltLayer layer, string name) => weights[$"{model.Name}/{layer.Name}/{name}"];

    private static Tensor Activate(Tensor activations, Activation activation) =>
        activation == Activation.Relu ? functional.relu(activations) : activations;
}
