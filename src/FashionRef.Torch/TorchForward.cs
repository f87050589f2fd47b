using FashionRef.Models;
using FashionRef.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Torch;

/// <summary>
/// The forward pass, layer by layer, from the layer records. The plain reference: one library call per operation of Keras.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="weights">libtorch's tensors by the weights' paths.</param>
/// <param name="form">The activations' memory layout, and the place of the ReLUs.</param>
internal sealed class TorchForward(BuiltModel model, IReadOnlyDictionary<string, Tensor> weights, TorchForm form)
{
    // Small enough to fit well into two gigabytes. Independent of the training's batch size, so that the bits do not depend on that.
    private const int PredictionBatch = 250;

    /// <summary>
    /// The logits <c>[batch, classes]</c> of images <c>[batch, channels, height, width]</c>; the caller's dispose scope owns them.
    /// </summary>
    /// <param name="images">The images as <see cref="TorchLayout.Images"/> gives them.</param>
    /// <param name="training">Whether batch normalization uses the batch's statistics and updates its moving averages.</param>
    public Tensor Logits(Tensor images, bool training)
    {
        Tensor activations = form.ChannelsLast ? images : TorchLayout.InPlanes(images);
        foreach ((int index, BuiltLayer layer) in model.Chain.Index())
        {
            activations = layer.Layer switch
            {
                Conv2D { Activation: Activation.Relu or Activation.Linear } conv2D => Convolve(layer, conv2D, activations),
                MaxPooling2D pooling => functional.max_pool2d(activations, [pooling.PoolSize.Height, pooling.PoolSize.Width]),
                Models.Layers.Flatten => TorchLayout.Flatten(activations),
                Dense { Activation: Activation.Relu or Activation.Linear or Activation.Softmax } => activations.matmul(Get(layer, "kernel")).Plus(Get(layer, "bias")),
                BatchNormalization normalization => Normalize(layer, normalization, activations, training),
                _ => throw TorchLayers.Unknown(layer),
            };
            if (HasReluAfter(index))
            {
                activations = functional.relu(activations, inplace: true);
            }
        }

        return activations;
    }

    /// <summary>Computes logits, some hundred images at a time.</summary>
    /// <param name="type">The type to compute with.</param>
    /// <param name="pixels">The images, one after the other.</param>
    /// <param name="logits">Receives <c>[images, classes]</c>, row-major.</param>
    /// <param name="cancellationToken">Checked between two batches.</param>
    public void Predict(ScalarType type, ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken)
    {
        int imageSize = model.InputShape.Count;
        int count = pixels.Length / imageSize;
        using (no_grad())
        {
            for (int start = 0; start < count; start += PredictionBatch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                int images = Math.Min(PredictionBatch, count - start);
                Tensor batch = TorchLayout.Images(pixels.Slice(start * imageSize, images * imageSize), model.InputShape, type);
                Tensor result = Logits(batch, training: false);
                TorchLayout.ToArray(result).CopyTo(logits.Slice(start * model.ClassCount, images * model.ClassCount));
            }
        }
    }

    private Tensor Convolve(BuiltLayer layer, Conv2D conv2D, Tensor activations)
    {
        // 'same' puts the smaller half of the padding first; an odd kernel has equal halves.
        int total = conv2D.Padding == Padding.Same ? conv2D.KernelSize.Height - 1 : 0;
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

    private Tensor Get(BuiltLayer layer, string name) => weights[$"{layer.Path}/{name}"];

    // The last layer's softmax is left out: loss and prediction start from the logits.
    private bool HasReluAfter(int index) => model.Chain[index].Layer switch
    {
        Conv2D { Activation: Activation.Relu } => !ReluIsDeferred(index),
        MaxPooling2D => index > 0 && ReluIsDeferred(index - 1),
        Dense dense => dense.Activation == Activation.Relu,
        _ => false,
    };

    // After pooling, ReLU gives the same values and gradients: the first of equal maxima is also the first of their ReLUs, except in
    // a window without a positive value, which has no gradient.
    private bool ReluIsDeferred(int index) =>
        form.PoolsBeforeRelu
        && model.Chain[index].Layer is Conv2D { Activation: Activation.Relu }
        && index + 1 < model.Chain.Length
        && model.Chain[index + 1].Layer is MaxPooling2D;
}
