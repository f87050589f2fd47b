using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class AdamUpdateTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private static readonly AdamStep Notebook = AdamStep.Of(new FashionRef.Engines.Adam(0.01), step: 3);

    private static IEnumerable<int> Lengths => Enumerable.Range(0, 13).Select(lines => lines * AlignedFloats.FloatsPerCacheLine);

    // With rates of 1 the moments are g and g², whose root is |g|: the weight moves by the step's size.
    [Test]
    public void Of_whole_numbers_every_step_is_exact()
    {
        AdamStep step = new(StepSize: 2, FirstRate: 1, SecondRate: 1, Epsilon: 0);
        foreach (int length in Lengths)
        {
            float[] gradients = Array.ConvertAll(MadeUpNumbers.Whole(length, 1), gradient => gradient == 0 ? 1 : gradient);
            float[] weights = MadeUpNumbers.Whole(length, 2);

            Result result = Apply(step, gradients, weights, MadeUpNumbers.Whole(length, 3), MadeUpNumbers.Whole(length, 4));

            Assert.That(result.First, Is.EqualTo(gradients));
            Assert.That(result.Second, Is.EqualTo(gradients.Select(gradient => gradient * gradient)));
            Assert.That(result.Weights, Is.EqualTo(weights.Zip(gradients, (weight, gradient) => weight - (2 * Math.Sign(gradient)))));
        }
    }

    [Test]
    public void Every_operation_is_the_stated_one_at_every_width()
    {
        foreach (int length in Lengths)
        {
            (float[] gradients, float[] weights, float[] first, float[] second) = Mixed(length);

            Result result = Apply(Notebook, gradients, weights, first, second);

            for (int i = 0; i < length; i++)
            {
                float m = MathF.FusedMultiplyAdd(gradients[i] - first[i], Notebook.FirstRate, first[i]);
                float v = MathF.FusedMultiplyAdd((gradients[i] * gradients[i]) - second[i], Notebook.SecondRate, second[i]);
                float w = weights[i] - ((m * Notebook.StepSize) / (MathF.Sqrt(v) + Notebook.Epsilon));
                Assert.That((result.First[i], result.Second[i], result.Weights[i]), Is.EqualTo((m, v, w)), $"weight {i} of {length}");
            }
        }
    }

    [Test]
    public void Every_result_errs_within_the_stated_bounds()
    {
        (float[] gradients, float[] weights, float[] first, float[] second) = Mixed(192);

        Result result = Apply(Notebook, gradients, weights, first, second);

        for (int i = 0; i < gradients.Length; i++)
        {
            double g = gradients[i];
            double m = first[i] + ((g - first[i]) * Notebook.FirstRate);
            double v = second[i] + (((g * g) - second[i]) * Notebook.SecondRate);
            double moved = result.First[i] * (double)Notebook.StepSize / (Math.Sqrt(result.Second[i]) + Notebook.Epsilon);
            double firstBound = Math.Abs(first[i]) + (2 * Math.Abs(g - first[i]) * Notebook.FirstRate);
            double secondBound = Math.Abs(second[i]) + (((2 * Math.Abs((g * g) - second[i])) + (g * g)) * Notebook.SecondRate);
            double weightBound = Math.Abs(weights[i]) + (5 * Math.Abs(moved));
            Assert.That(Math.Abs(result.First[i] - m), Is.LessThanOrEqualTo(Differences.Rounding * firstBound), $"m of {i}");
            Assert.That(Math.Abs(result.Second[i] - v), Is.LessThanOrEqualTo(Differences.Rounding * secondBound), $"v of {i}");
            Assert.That(Math.Abs(result.Weights[i] - (weights[i] - moved)), Is.LessThanOrEqualTo(Differences.Rounding * weightBound), $"w of {i}");
        }
    }

    [Test]
    public void A_gradient_and_moments_of_zero_change_nothing()
    {
        float[] weights = MadeUpNumbers.Mixed(16, 1);

        Result result = Apply(Notebook, new float[16], weights, new float[16], new float[16]);

        Assert.That(Differences.InBits(result.Weights, weights), Is.Null);
        Assert.That(Differences.InBits(result.First, new float[16]), Is.Null);
        Assert.That(Differences.InBits(result.Second, new float[16]), Is.Null);
    }

    [Test]
    public void Denormal_moments_are_kept_and_NaN_goes_into_its_own_weight_alone()
    {
        float[] gradients = new float[16];
        gradients[0] = 1e-40f;
        gradients[1] = 1e-22f;
        gradients[2] = float.NaN;
        gradients[3] = float.PositiveInfinity;

        Result result = Apply(Notebook, gradients, new float[16], new float[16], new float[16]);

        Assert.That(result.First[0], Is.EqualTo(1e-40f * Notebook.FirstRate).And.GreaterThan(0));
        Assert.That(result.Second[1], Is.EqualTo(MathF.FusedMultiplyAdd(1e-22f * 1e-22f, Notebook.SecondRate, 0)));
        Assert.That(Apply(Notebook with { SecondRate = 1 }, gradients, new float[16], new float[16], new float[16]).Second[1], Is.GreaterThan(0));
        Assert.That(result.Weights.Select(float.IsNaN), Is.EqualTo(Enumerable.Range(0, 16).Select(i => i is 2 or 3)));
    }

    [TestCase(1, 0, 0)]
    [TestCase(0, 1, 0)]
    [TestCase(0, 0, 1)]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written(int weight, int first, int second)
    {
        GuardedFloats weights = GuardedFloats.ToWrite(32 - weight);
        GuardedFloats firsts = GuardedFloats.ToWrite(32 - first);
        GuardedFloats seconds = GuardedFloats.ToWrite(32 - second);

        Assert.That(
            () => AdamUpdate<TLanes>.Apply(Notebook, new float[32], weights.Span, firsts.Span, seconds.Span),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(weights.IsUntouched && firsts.IsUntouched && seconds.IsUntouched);
    }

    [Test]
    public void Gradients_are_whole_lines() => Assert.That(
        () => AdamUpdate<TLanes>.Apply(Notebook, new float[8], new float[16], new float[16], new float[16]),
        Throws.TypeOf<ArgumentOutOfRangeException>());

    private static (float[] Gradients, float[] Weights, float[] First, float[] Second) Mixed(int length) => (
        MadeUpNumbers.Mixed(length, 1),
        MadeUpNumbers.Mixed(length, 2),
        MadeUpNumbers.Mixed(length, 3),
        Array.ConvertAll(MadeUpNumbers.Mixed(length, 4), Math.Abs));

    private static Result Apply(AdamStep step, float[] gradients, float[] weights, float[] first, float[] second)
    {
        GuardedFloats movedWeights = GuardedFloats.ToAddTo(weights);
        GuardedFloats newFirst = GuardedFloats.ToAddTo(first);
        GuardedFloats newSecond = GuardedFloats.ToAddTo(second);
        AdamUpdate<TLanes>.Apply(step, GuardedFloats.ToRead(gradients).Span, movedWeights.Span, newFirst.Span, newSecond.Span);
        Assert.That(movedWeights.IsIntact && newFirst.IsIntact && newSecond.IsIntact);
        return new Result(movedWeights.Span.ToArray(), newFirst.Span.ToArray(), newSecond.Span.ToArray());
    }

    private sealed record Result(float[] Weights, float[] First, float[] Second);
}
