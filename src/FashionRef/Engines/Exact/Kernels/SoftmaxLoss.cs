namespace FashionRef.Engines.Exact.Kernels;

/// <summary>Softmax and cross-entropy, one sample at a time; sums run over the classes in order.</summary>
/// <remarks>
/// Error bounds, to first order and in units of 2^-24, for C classes whose logits differ by at most R and
/// are at most M in magnitude: a gradient by <c>(2R + C + 5) / samples</c>, a sample's loss by <c>3R + M + 5C + 1</c> of logits and
/// by <c>2R + C + 40</c> of clipped probabilities. At a clipping bound the float32 probability decides whether there is a gradient.
/// </remarks>
internal static class SoftmaxLoss
{
    /// <summary>Loss, correct predictions and the gradient of the mean loss.</summary>
    /// <param name="loss">What the loss is computed from.</param>
    /// <param name="logits"><c>[sample][class]</c>, <paramref name="stride"/> numbers a sample.</param>
    /// <param name="stride">The stride from a sample to the next.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="labels">Each sample's class; their number is the batch's.</param>
    /// <param name="gradients">Receives the gradient of the mean loss by the logits; of the same layout.</param>
    public static BatchResult Compute(
        CrossEntropy loss, ReadOnlySpan<float> logits, int stride, int classes, ReadOnlySpan<byte> labels, Span<float> gradients)
    {
        long extent = ((labels.Length - 1L) * stride) + classes;
        ArgumentOutOfRangeException.ThrowIfLessThan(logits.Length, extent);
        ArgumentOutOfRangeException.ThrowIfLessThan(gradients.Length, extent);
        foreach (byte label in labels)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, classes, nameof(labels));
        }

        double sum = 0;
        int correct = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<float> sample = logits.Slice(n * stride, classes);
            Span<float> probabilities = gradients.Slice(n * stride, classes);
            int label = labels[n];
            float logOfSum = Probabilities(sample, probabilities);

            // Keras compares probabilities: two different logits may have equal probabilities.
            correct += ArgMax(probabilities) == label ? 1 : 0;
            bool moves = true;
            if (loss == CrossEntropy.OfLogits)
            {
                sum += logOfSum - sample[label];
            }
            else
            {
                float clipped = Math.Clamp(probabilities[label], (float)ProbabilityClip.Least, (float)ProbabilityClip.Most);
                moves = clipped == probabilities[label];
                sum -= ExactMath.Log(clipped);
            }

            probabilities[label] -= 1;
            for (int c = 0; c < classes; c++)
            {
                probabilities[c] = moves ? probabilities[c] / labels.Length : 0;
            }
        }

        return new BatchResult((float)(sum / labels.Length), correct);
    }

    // Returns the logarithm of the sum of the exponentials.
    private static float Probabilities(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float max = logits[ArgMax(logits)];
        float sum = 0;
        for (int c = 0; c < logits.Length; c++)
        {
            probabilities[c] = ExactMath.Exp(logits[c] - max);
            sum += probabilities[c];
        }

        for (int c = 0; c < logits.Length; c++)
        {
            probabilities[c] /= sum;
        }

        return ExactMath.Log(sum) + max;
    }

    // The first of equal maxima.
    private static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
