using FashionRef.Engines;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FashionRef.Torch;

/// <summary>The loss of a batch.</summary>
internal static class TorchLoss
{
    /// <summary>The mean cross-entropy, in nats.</summary>
    /// <param name="loss">What it is computed from.</param>
    /// <param name="logits"><c>[batch, classes]</c>.</param>
    /// <param name="classes">The label of each sample, <c>[batch]</c>, int64.</param>
    public static Tensor Mean(CrossEntropy loss, Tensor logits, Tensor classes) => loss == CrossEntropy.OfLogits
        ? functional.cross_entropy(logits, classes)
        : functional.nll_loss(logits.softmax(1).Clip(ProbabilityClip.Least, ProbabilityClip.Most).log(), classes);
}
