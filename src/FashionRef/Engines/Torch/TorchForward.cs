using FashionRef.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Engines.Torch;

/// <summary>
/// The forward pass, layer by layer, from the layer records. The plain reference: one library call for each thing that Keras does.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="weights">libtorch's tensors by the weights' paths.</param>
internal sealed class TorchForward(BuiltModel model, IReadOnlyDictionary<string, Tensor> weights)
{
    /// <summary>The logits <c>[batch, classes]</c> of images <c>[batch, channels, height, width]</c>; the caller's dispose scope owns them.</summary>
    /// <param name="images">The images as <see cref="TorchLayout.Images"/> gives them.</param>
    /// <param name="training">Batch normalization takes the batch's statistics and moves its averages.</param>
    public Tensor Logits(Tensor images, bool training)
    {
        Tensor activations = images;
        foreach (BuiltLayer layer in model.Layers)
        {
            activations = layer.Layer switch
            {
                Conv2D conv2D => Activate(Convolve(layer, conv2D, activations), conv2D.Activation),
                MaxPooling2D pooling => functional.max_pool2d(activations, [pooling.PoolSize, pooling.PoolSize]),
                Models.Flatten => TorchLayout.Flatten(activations),
                Dense dense => Activate(activations.matmul(Get(layer, "kernel")).Plus(Get(layer, "bias")), dense.Activation),
                BatchNormalization normalization => Normalize(layer, normalization, activations, training),
                _ => throw new FashionRefException(
                    ExitCode.BadRequest,
                    $"The torch engine cannot compute '{layer.Name}' ({layer.Layer.TypeName}). Teach {nameof(TorchForward)} the layer, or leave it out."),
            };
        }

        return activations;
    }

    private Tensor Convolve(BuiltLayer layer, Conv2D conv2D, Tensor activations)
    {
        // 'same' puts the smaller half of the padding before; an odd kernel has equal halves.
        int total = conv2D.Padding == Padding.Same ? conv2D.KernelSize - 1 : 0;
        int before = total / 2;
        int after = total - before;
        if (before == after)
        {
            return functional.conv2d(activations, Get(layer, "kernel"), Get(layer, "bias"), padding: [before, before]);
        }

        Tensor padded = functional.pad(activations, [before, after, before, after]);
        return functional.conv2d(padded, Get(layer, "kernel"), Get(layer, "bias"));
    }

    private Tensor Normalize(BuiltLayer layer, BatchNormalization normalization, Tensor activations, bool training)
    {
        Tensor mean = Get(layer, "moving_mean");
        Tensor variance = Get(layer, "moving_variance");
        if (training)
        {
            Tensor movingMean = mean;
            Tensor movingVariance = variance;
            mean = activations.mean([0]);
            Tensor differences = activations - mean;
            variance = (differences * differences).mean([0]);
            Move(movingMean, mean, normalization.Momentum);
            Move(movingVariance, variance, normalization.Momentum);
        }

        Tensor scale = variance.Plus(normalization.Epsilon).rsqrt() * Get(layer, "gamma");
        return (activations * scale).Plus(Get(layer, "beta") - (mean * scale));
    }

    private static void Move(Tensor moving, Tensor batch, double momentum)
    {
        using (no_grad())
        {
            moving.MultiplyInPlace(momentum).AddInPlace(batch.detach(), 1 - momentum);
        }
    }

    private Tensor Get(BuiltLayer layer, string name) => weights[$"{model.Name}/{layer.Name}/{name}"];

    // The softmax of the last layer is left out here: loss and prediction start from the logits.
    private static Tensor Activate(Tensor activations, Activation activation) =>
        activation == Activation.Relu ? functional.relu(activations) : activations;
}
