using FashionRef.Engines;
using FashionRef.Engines.Losses;
using static TorchSharp.torch;

namespace FashionRef.Torch.KerasTraining;

/// <summary>Keras' losses on libtorch's tensors, as Keras on TensorFlow computes them.</summary>
internal static class TorchLosses
{
    /// <summary>The loss of each sample.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="outputs">What the model gives, <c>[samples, outputs]</c>.</param>
    /// <param name="logits">What is behind a softmax or sigmoid that made the outputs; null where none did.</param>
    /// <param name="isSigmoid">Whether that is a sigmoid.</param>
    /// <param name="targets"><c>[samples, outputs]</c>, one-hot for classes.</param>
    public static Tensor PerSample(LossSettings loss, Tensor outputs, Tensor? logits, bool isSigmoid, Tensor targets)
    {
        double smoothing = loss.LabelSmoothing;
        switch (loss.Kind)
        {
            case LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy:
                Tensor smooth = smoothing > 0 ? targets.Times(1 - smoothing).Plus(smoothing / targets.shape[^1]) : targets;
                Tensor logs = !isSigmoid && logits is not null ? logits.log_softmax(-1)
                    : loss.FromLogits ? outputs.log_softmax(-1)
                    : loss.IsSparse ? outputs.Clip(ProbabilityClip.Least, ProbabilityClip.Most).log().log_softmax(-1)
                    : (outputs / outputs.sum(-1, keepdim: true)).Clip(ProbabilityClip.Least, ProbabilityClip.Most).log();
                return -(smooth * logs).sum(-1);
            case LossKind.BinaryCrossentropy:
                Tensor wanted = smoothing > 0 ? targets.Times(1 - smoothing).Plus(smoothing / 2) : targets;
                return Binary(loss, outputs, isSigmoid ? logits : null, wanted).mean([-1]);
            case LossKind.MeanSquaredError:
                return ((outputs - targets) * (outputs - targets)).mean([-1]);
            case LossKind.MeanAbsoluteError:
                return (outputs - targets).abs().mean([-1]);
            case LossKind.Huber:
                Tensor size = (outputs - targets).abs();
                return where(size.Plus(-loss.Delta).le(zeros_like(size)), (size * size).Times(0.5), size.Times(loss.Delta).Plus(-0.5 * loss.Delta * loss.Delta)).mean([-1]);
            default:
                Tensor y = targets.Clip(ProbabilityClip.Least, 1);
                return (y * (y / outputs.Clip(ProbabilityClip.Least, 1)).log()).sum(-1);
        }
    }

    private static Tensor Binary(LossSettings loss, Tensor outputs, Tensor? logits, Tensor targets)
    {
        if (logits is not null || loss.FromLogits)
        {
            Tensor z = logits ?? outputs;
            return (z.relu() - (z * targets)).Plus(z.abs().Times(-1).exp().log1p());
        }

        Tensor p = outputs.Clip(ProbabilityClip.Least, ProbabilityClip.Most);
        return -((targets * p.log()).Plus(targets.Times(-1).Plus(1) * p.Times(-1).Plus(1).log()));
    }
}
