using FashionRef.Engines;
using FashionRef.Engines.Exact.Kernels;

namespace FashionRef.Tests.Engines.Exact.Kernels;

internal sealed class SoftmaxLossTests
{
    private static IEnumerable<(int Samples, int Classes, float Scale)> Sizes =>
        from samples in new[] { 1, 2, 3, 5, 96, 128 }
        from classes in new[] { 1, 2, 10, 33 }
        from scale in new[] { 0.1f, 1f, 100f }
        select (samples, classes, scale);

    [Test]
    public void Loss_gradients_and_right_answers_are_those_of_float64_within_the_stated_bounds([Values] CrossEntropy loss)
    {
        foreach ((int samples, int classes, float scale) in Sizes)
        {
            float[] logits = Array.ConvertAll(MadeUpNumbers.Mixed(samples * classes, 1), number => number * scale);
            byte[] labels = [.. Enumerable.Range(0, samples).Select(n => (byte)(n * 7 % classes))];

            (BatchResult result, float[] gradients) = Compute(loss, logits, classes, labels);

            double sum = 0;
            double bound = 0;
            for (int n = 0; n < samples; n++)
            {
                double[] sample = Differences.To<double>(logits.AsSpan(n * classes, classes));
                double range = sample.Max() - sample.Min();
                double[] probabilities = Softmax(sample);
                double probability = probabilities[labels[n]];
                double clipped = Math.Clamp(probability, ProbabilityClip.Least, ProbabilityClip.Most);
                bool moves = loss == CrossEntropy.OfLogits || clipped == probability;
                double[] exact = [.. probabilities.Select((p, c) => moves ? (p - (c == labels[n] ? 1 : 0)) / samples : 0)];
                Assert.That(
                    Differences.Beyond(
                        gradients.AsSpan(n * classes, classes), exact, _ => Differences.Rounding * ((2 * range) + classes + 5) / samples),
                    Is.Null,
                    $"{loss}, sample {n} of {samples}, {classes} classes of {scale}");
                sum -= loss == CrossEntropy.OfLogits
                    ? sample[labels[n]] - sample.Max() - Math.Log(sample.Sum(x => Math.Exp(x - sample.Max())))
                    : Math.Log(clipped);
                bound += loss == CrossEntropy.OfLogits
                    ? (3 * range) + sample.Max(Math.Abs) + (5 * classes) + 1
                    : (2 * range) + classes + 40;
            }

            Assert.That(Math.Abs(result.Loss - (sum / samples)), Is.LessThanOrEqualTo(Differences.Rounding * bound / samples), $"{loss} {samples} {classes} {scale}");
        }
    }

    [Test]
    public void Of_equal_logits_every_number_is_known()
    {
        (BatchResult result, float[] gradients) = Compute(CrossEntropy.OfLogits, [5, 5, 5, 5, 7, 7, 7, 7], classes: 4, [0, 3]);

        Assert.That(result.Correct, Is.EqualTo(1), "the first of equal ones is the answer");
        Assert.That(result.Loss, Is.EqualTo((float)Math.Log(4)).Within(2e-7));
        Assert.That(gradients, Is.EqualTo(new[] { -0.375f, 0.125f, 0.125f, 0.125f, 0.125f, 0.125f, 0.125f, -0.375f }));
    }

    // exp(-1e-8f) is 1: the logits differ, the probabilities do not.
    [Test]
    public void Answers_are_counted_on_the_probabilities()
    {
        (BatchResult result, _) = Compute(CrossEntropy.OfLogits, [-1e-8f, 0], classes: 2, [0]);

        Assert.That(result.Correct, Is.EqualTo(1));
    }

    [TestCase(-50f, 0f, 16.118095f)]
    [TestCase(50f, 0f, 1.1920929e-7f)]
    public void A_clipped_probability_has_the_bound_for_a_loss_and_no_gradient(float right, float wrong, float expected)
    {
        (BatchResult result, float[] gradients) = Compute(CrossEntropy.OfClippedProbabilities, [right, wrong], classes: 2, [0]);

        Assert.That(result.Loss, Is.EqualTo((double)expected).Within(1e-4).Percent);
        Assert.That(gradients, Is.All.Zero);
    }

    [Test]
    public void Far_logits_neither_overflow_nor_lose_the_loss()
    {
        (BatchResult result, float[] gradients) = Compute(CrossEntropy.OfLogits, [3e38f, 0, 3e38f], classes: 3, [0]);

        Assert.That(result.Loss, Is.Zero.Or.EqualTo(Math.Log(2)).Within(1e-6), "log 2 is below the last bit of 3e38");
        Assert.That(gradients, Is.EqualTo(new[] { -0.5f, 0, 0.5f }));
    }

    [TestCase(CrossEntropy.OfLogits, float.NaN, 0, 0)]
    [TestCase(CrossEntropy.OfLogits, 0, float.NaN, 0)]
    [TestCase(CrossEntropy.OfLogits, 0, 0, float.NaN)]
    [TestCase(CrossEntropy.OfLogits, 0, float.PositiveInfinity, 0)]
    [TestCase(CrossEntropy.OfLogits, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity)]
    [TestCase(CrossEntropy.OfLogits, float.NegativeInfinity, 0, 0)]
    [TestCase(CrossEntropy.OfClippedProbabilities, float.NaN, 0, 0)]
    [TestCase(CrossEntropy.OfClippedProbabilities, 0, 0, float.NaN)]
    [TestCase(CrossEntropy.OfClippedProbabilities, 0, float.PositiveInfinity, 0)]
    public void A_logit_that_is_not_finite_makes_the_loss_so(CrossEntropy loss, float a, float b, float c)
    {
        (BatchResult result, _) = Compute(loss, [1, 2, 3, a, b, c], classes: 3, [0, 0]);

        Assert.That(double.IsFinite(result.Loss), Is.False);
    }

    [Test]
    public void An_empty_batch_has_no_loss() =>
        Assert.That(SoftmaxLoss.Compute(CrossEntropy.OfLogits, [], stride: 16, classes: 3, [], []).Loss, Is.NaN);

    [TestCase(1, 0, 2)]
    [TestCase(0, 1, 2)]
    [TestCase(0, 0, 3)]
    public void What_does_not_fit_is_refused_and_nothing_is_written(int logits, int gradients, int label)
    {
        GuardedFloats result = GuardedFloats.ToWrite(16 + 3 - gradients);

        Assert.That(
            () => SoftmaxLoss.Compute(CrossEntropy.OfLogits, new float[16 + 3 - logits], 16, 3, [0, (byte)label], result.Span),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(result.IsUntouched);
    }

    // Samples lie apart; what is between them is neither read nor written.
    private static (BatchResult Result, float[] Gradients) Compute(CrossEntropy loss, float[] logits, int classes, byte[] labels)
    {
        int stride = classes + 3;
        GuardedFloats result = GuardedFloats.ToWrite(((labels.Length - 1) * stride) + classes);
        GuardedFloats apart = GuardedFloats.ToRead(MadeUpNumbers.Apart(logits, classes, stride));
        BatchResult batch = SoftmaxLoss.Compute(loss, apart.Span, stride, classes, labels, result.Span);
        float[] gradients = new float[logits.Length];
        GuardedFloats guards = GuardedFloats.ToWrite(classes);
        for (int n = 0; n < labels.Length; n++)
        {
            result.Span.Slice(n * stride, classes).CopyTo(gradients.AsSpan(n * classes));
            guards.Span.CopyTo(result.Span[(n * stride)..]);
        }

        Assert.That(result.IsUntouched);
        return (batch, gradients);
    }

    private static double[] Softmax(double[] logits)
    {
        double[] exponentials = Array.ConvertAll(logits, logit => Math.Exp(logit - logits.Max()));
        return Array.ConvertAll(exponentials, exponential => exponential / exponentials.Sum());
    }
}
