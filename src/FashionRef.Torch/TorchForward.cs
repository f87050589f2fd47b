using FashionRef.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Torch;

/// <summary>
/// The forward pass, layer by layer, from the layer records. The plain reference: one library call for each thing that Keras does.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="weights">libtorch's tensors by the weights' paths.</param>
/// <param name="form">How the activations lie in memory, and where the ReLUs stand.</param>
internal sealed class TorchForward(BuiltModel model, IReadOnlyDictionary<string, Tensor> weights, TorchForm form)
{
    // Small enough for two gigabytes with room, and apart from the training's batch size so that it never shows in the bits.
    private const int PredictionBatch = 250;

    /// <summary>The logits <c>[batch, classes]</c> of images <c>[batch, channels, height, width]</c>; the caller's dispose scope owns them.</summary>
    /// <param name="images">The images as <see cref="TorchLayout.Images"/> gives them.</param>
    /// <param name="training">Batch normalization takes the batch's statistics and moves its averages.</param>
    public Tensor Logits(Tensor images, bool training)
    {
        Tensor activations = form.ChannelsLast ? images : TorchLayout.InPlanes(images);
        foreach ((int place, BuiltLayer layer) in model.Layers.Index())
        {
            activations = layer.Layer switch
            {
                Conv2D conv2D => Convolve(layer, conv2D, activations),
                MaxPooling2D pooling => functional.max_pool2d(activations, [pooling.PoolSize, pooling.PoolSize]),
                Models.Flatten => TorchLayout.Flatten(activations),
                Dense => activations.matmul(Get(layer, "kernel")).Plus(Get(layer, "bias")),
                BatchNormalization normalization => Normalize(layer, normalization, activations, training),
                _ => throw TorchLayers.Unknown(layer),
            };
            if (HasReluBehind(place))
            {
                activations = functional.relu(activations, inplace: true);
            }
        }

        return activations;
    }

    /// <summary>Computes logits, some hundred images at a time.</summary>
    /// <param name="type">What it computes with.</param>
    /// <param name="pixels">The images, one after the other.</param>
    /// <param name="logits">Receives <c>[images, classes]</c>, row-major.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
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

    // The softmax of the last layer is left out: loss and prediction start from the logits.
    private bool HasReluBehind(int place) => model.Layers[place].Layer switch
    {
        Conv2D { Activation: Activation.Relu } => !ReluWaits(place),
        MaxPooling2D => place > 0 && ReluWaits(place - 1),
        Dense dense => dense.Activation == Activation.Relu,
        _ => false,
    };

    // Behind the pooling it finds the same values, and the gradient the same way: the first of equal maxima is the first of their
    // ReLUs as well, but in a window without a positive value, where there is no gradient.
    private bool ReluWaits(int place) =>
        form.PoolsBeforeRelu
        && model.Layers[place].Layer is Conv2D { Activation: Activation.Relu }
        && place + 1 < model.Layers.Length
        && model.Layers[place + 1].Layer is MaxPooling2D;
}
