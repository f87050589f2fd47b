using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using static FashionRef.Tests.Engines.Exact.Kernels.Differences;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class BatchNormKernelTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const float Epsilon = 1e-3f;
    private const int Block = 16;

    // Samples, features, and from a sample to the next.
    private static IEnumerable<(int Count, int Features, int Stride)> Sizes =>
        from count in new[] { 1, 2, 3, 5, 16, 17, 96, 128 }
        from features in new[] { 16, 32, 48 }
        from gap in new[] { 0, 16 }
        select (count, features, features + gap);

    // The last sample makes each sum a multiple of the count, so that means and squares are whole numbers.
    [Test]
    public void Of_whole_numbers_mean_and_sum_of_squares_are_exact()
    {
        foreach ((int count, int features, int stride) in Sizes)
        {
            float[] input = MadeUpNumbers.Whole(count * features, 1);
            float[] means = new float[features];
            float[] variances = new float[features];
            for (int f = 0; f < features; f++)
            {
                long[] column = [.. Enumerable.Range(0, count).Select(n => (long)input[(n * features) + f])];
                column[^1] -= column.Sum() % count;
                input[((count - 1) * features) + f] = column[^1];
                means[f] = column.Sum() / count;
                variances[f] = (float)column.Sum(x => (x - (column.Sum() / count)) * (x - (column.Sum() / count))) / count;
            }

            (float[] mean, float[] variance) = Statistics(count, stride, features, Padded(input, features, stride));

            Assert.That(mean, Is.EqualTo(means), $"{count} x {features}");
            Assert.That(InBits(variance, variances), Is.Null, $"{count} x {features}");
        }
    }

    [Test]
    public void Statistics_run_block_by_block_from_the_first_sample_to_the_last_and_err_within_the_stated_bounds()
    {
        foreach ((int count, int features, int stride) in Sizes)
        {
            float[] input = MadeUpNumbers.Mixed(count * features, 1);

            (float[] mean, float[] variance) = Statistics(count, stride, features, Padded(input, features, stride));

            for (int f = 0; f < features; f++)
            {
                float[] column = [.. Enumerable.Range(0, count).Select(n => input[(n * features) + f])];
                float average = InBlocks(column, (sum, x) => sum + x) / count;
                float squares = InBlocks(column, (sum, x) => MathF.FusedMultiplyAdd(x - average, x - average, sum)) / count;
                Assert.That((mean[f], variance[f]), Is.EqualTo((average, squares)), $"feature {f} of {count} x {features}");
                double exact = column.Average(x => (double)x);
                double exactVariance = column.Average(x => (x - (double)mean[f]) * (x - (double)mean[f]));
                Assert.That(Math.Abs(mean[f] - exact), Is.LessThanOrEqualTo(Steps(count) * Rounding * column.Average(x => Math.Abs((double)x))));
                Assert.That(Math.Abs(variance[f] - exactVariance), Is.LessThanOrEqualTo((Steps(count) + 3) * Rounding * exactVariance));
            }
        }
    }

    [Test]
    public void Every_sample_is_normalized_by_the_stated_operations_within_the_stated_bound()
    {
        foreach ((int count, int features, int stride) in Sizes)
        {
            Features data = Features.Make(features);
            float[] input = MadeUpNumbers.Mixed(count * features, 1);
            float[] inverses = Array.ConvertAll(data.Variance, variance => 1 / MathF.Sqrt(variance + Epsilon));
            float[] expected = new float[input.Length];
            double[] exact = new double[input.Length];
            double[] bounds = new double[input.Length];
            for (int i = 0; i < input.Length; i++)
            {
                int f = i % features;
                float scale = inverses[f] * data.Gamma[f];
                expected[i] = MathF.FusedMultiplyAdd(input[i], scale, data.Beta[f] - (data.Mean[f] * scale));
                double factor = data.Gamma[f] / Math.Sqrt(data.Variance[f] + (double)Epsilon);
                exact[i] = ((input[i] - (double)data.Mean[f]) * factor) + data.Beta[f];
                bounds[i] = Rounding
                    * ((5 * Math.Abs(input[i] * factor)) + (7 * Math.Abs(data.Mean[f] * factor)) + (2 * Math.Abs(data.Beta[f])));
            }

            GuardedFloats inverse = GuardedFloats.ToWrite(features);
            GuardedFloats output = GuardedFloats.ToWrite(count * stride);
            BatchNormKernel<TLanes>.Normalize(
                count,
                stride,
                Epsilon,
                GuardedFloats.ToRead(data.Mean).Span,
                GuardedFloats.ToRead(data.Variance).Span,
                GuardedFloats.ToRead(data.Gamma).Span,
                GuardedFloats.ToRead(data.Beta).Span,
                GuardedFloats.ToRead(Padded(input, features, stride)).Span,
                inverse.Span,
                output.Span);

            float[] samples = TakeOut(output, features, stride);
            Assert.That(InBits(inverse.Span, inverses), Is.Null, $"{count} x {features}");
            Assert.That(InBits(samples, expected), Is.Null, $"{count} x {features}");
            Assert.That(Beyond(samples, exact, i => bounds[i]), Is.Null, $"{count} x {features}");
            Assert.That(output.IsUntouched && inverse.IsIntact, $"{count} x {features}");
        }
    }

    [Test]
    public void Moving_averages_move_by_the_stated_operations()
    {
        foreach (int features in new[] { 0, 16, 32, 48 })
        {
            float[] batch = MadeUpNumbers.Mixed(features, 1);
            float[] old = MadeUpNumbers.Mixed(features, 2);
            GuardedFloats moving = GuardedFloats.ToAddTo(old);

            BatchNormKernel<TLanes>.UpdateMoving(0.99f, 0.01f, GuardedFloats.ToRead(batch).Span, moving.Span);

            Assert.That(InBits(moving.Span, [.. old.Zip(batch, (m, b) => MathF.FusedMultiplyAdd(b, 0.01f, m * 0.99f))]), Is.Null);
            Assert.That(moving.IsIntact);
        }
    }

    [Test]
    public void Gradients_follow_the_stated_operations_within_the_stated_bounds()
    {
        foreach ((int count, int features, int stride) in Sizes)
        {
            Features data = Features.Make(features);
            float[] input = MadeUpNumbers.Mixed(count * features, 1);
            float[] gradient = MadeUpNumbers.Mixed(count * features, 2);

            (float[] dgamma, float[] dbeta, float[] dx) = Gradient(count, stride, data, input, gradient);

            for (int f = 0; f < features; f++)
            {
                (float X, float Dy)[] column = [.. Enumerable.Range(0, count).Select(n => (input[(n * features) + f], gradient[(n * features) + f]))];
                (float mean, float inverse) = (data.Mean[f], data.Variance[f]);
                float gamma = InBlocks(column, (sum, s) => MathF.FusedMultiplyAdd(s.Dy, (s.X - mean) * inverse, sum));
                float beta = InBlocks(column, (sum, s) => sum + s.Dy);
                Assert.That((dgamma[f], dbeta[f]), Is.EqualTo((gamma, beta)), $"feature {f} of {count} x {features}");
                double ToGamma((float X, float Dy) s) => s.Dy * (s.X - (double)mean) * inverse;
                Assert.That(
                    Math.Abs(gamma - column.Sum(ToGamma)), Is.LessThanOrEqualTo((Steps(count) + 2) * Rounding * column.Sum(s => Math.Abs(ToGamma(s)))));
                Assert.That(
                    Math.Abs(beta - column.Sum(s => (double)s.Dy)), Is.LessThanOrEqualTo(Steps(count) * Rounding * column.Sum(s => Math.Abs((double)s.Dy))));
                for (int n = 0; n < count; n++)
                {
                    float h = (column[n].X - mean) * inverse;
                    float expected = data.Gamma[f] * inverse * (column[n].Dy - (beta / count) - (h * (gamma / count)));
                    double scale = data.Gamma[f] * (double)inverse;
                    double part = (column[n].X - (double)mean) * inverse * gamma / count;
                    double meanBeta = (double)beta / count;
                    double bound = Math.Abs(scale) * ((4 * Math.Abs(column[n].Dy)) + (5 * Math.Abs(meanBeta)) + (7 * Math.Abs(part)));
                    float actual = dx[(n * features) + f];
                    Assert.That(actual, Is.EqualTo(expected), $"sample {n}, feature {f} of {count} x {features}");
                    Assert.That(Math.Abs(actual - (scale * (column[n].Dy - meanBeta - part))), Is.LessThanOrEqualTo(Rounding * bound));
                }
            }
        }
    }

    [Test]
    public void A_batch_of_equal_samples_becomes_beta_and_NaN_stays_in_its_feature()
    {
        float[] input = [.. Enumerable.Repeat(3f, 5 * 16)];
        input[16] = float.NaN;
        float[] output = new float[5 * 16];

        (float[] mean, float[] variance) = Statistics(5, 16, 16, input);
        BatchNormKernel<TLanes>.Normalize(
            5, 16, Epsilon, mean, variance, MadeUpNumbers.Mixed(16, 1), MadeUpNumbers.Whole(16, 2), input, new float[16], output);

        float[] expected = MadeUpNumbers.Whole(16, 2);
        expected[0] = float.NaN;
        Assert.That(variance[1..], Is.All.Zero);
        Assert.That(
            Beyond(output.AsSpan(17, 15), [.. expected.Skip(1).Select(beta => (double)beta)], _ => 1e-3), Is.Null);
        Assert.That(float.IsNaN(output[0]) && float.IsNaN(output[64]));
    }

    [Test]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written()
    {
        const int Count = 3;
        for (int small = 0; small < 6; small++)
        {
            GuardedFloats[] written = [.. Enumerable.Range(0, 6).Select(i => GuardedFloats.ToWrite((i == 5 ? Count * 32 : 32) - (i == small ? 1 : 0)))];
            float[] batch = new float[(Count * 32) - (small == 0 ? 1 : 0)];
            float[] gradients = new float[(Count * 32) - (small == 1 ? 1 : 0)];
            float[] Short(int number) => new float[32 - (small == number ? 1 : 0)];
            if (small is 0 or 3)
            {
                Refused(() => BatchNormKernel<TLanes>.Statistics(Count, 32, batch, written[4].Span, written[3].Span));
            }

            Refused(() => BatchNormKernel<TLanes>.Normalize(
                Count, 32, Epsilon, Short(1), Short(2), Short(3), Short(4), batch, written[3].Span, written[5].Span));
            Refused(() => BatchNormKernel<TLanes>.Gradient(
                Count, 32, Short(2), Short(3), Short(4), batch, gradients, written[4].Span, written[3].Span, written[5].Span));
            Assert.That(written.Select(buffer => buffer.IsUntouched), Is.All.True, $"{small}");
        }

        Refused(() => BatchNormKernel<TLanes>.Statistics(Count, 16, new float[Count * 16], new float[32], new float[32]));
        Refused(() => BatchNormKernel<TLanes>.UpdateMoving(0.9f, 0.1f, new float[31], new float[32]));
        Refused(() => BatchNormKernel<TLanes>.UpdateMoving(0.9f, 0.1f, new float[17], new float[17]));

        static void Refused(Action call) => Assert.That(() => call(), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static (float[] Mean, float[] Variance) Statistics(int count, int stride, int features, float[] input)
    {
        GuardedFloats mean = GuardedFloats.ToWrite(features);
        GuardedFloats variance = GuardedFloats.ToWrite(features);
        BatchNormKernel<TLanes>.Statistics(count, stride, GuardedFloats.ToRead(input).Span, mean.Span, variance.Span);
        Assert.That(mean.IsIntact && variance.IsIntact);
        return (mean.Span.ToArray(), variance.Span.ToArray());
    }

    private static (float[] Gamma, float[] Beta, float[] Input) Gradient(int count, int stride, Features data, float[] input, float[] gradient)
    {
        int features = data.Mean.Length;
        GuardedFloats dgamma = GuardedFloats.ToWrite(features);
        GuardedFloats dbeta = GuardedFloats.ToWrite(features);
        GuardedFloats dx = GuardedFloats.ToWrite(count * stride);
        BatchNormKernel<TLanes>.Gradient(
            count,
            stride,
            GuardedFloats.ToRead(data.Mean).Span,
            GuardedFloats.ToRead(data.Variance).Span,
            GuardedFloats.ToRead(data.Gamma).Span,
            GuardedFloats.ToRead(Padded(input, features, stride)).Span,
            GuardedFloats.ToRead(Padded(gradient, features, stride)).Span,
            dgamma.Span,
            dbeta.Span,
            dx.Span);
        float[] samples = TakeOut(dx, features, stride);
        Assert.That(dgamma.IsIntact && dbeta.IsIntact && dx.IsUntouched, $"{count} x {features}");
        return (dgamma.Span.ToArray(), dbeta.Span.ToArray(), samples);
    }

    private static float InBlocks<T>(T[] column, Func<float, T, float> add) =>
        column.Chunk(Block).Aggregate(0f, (sum, block) => sum + block.Aggregate(0f, add));

    private static int Steps(int count) => Math.Min(count, Block) + ((count + Block - 1) / Block);

    // Samples apart, the last one's gap behind it.
    private static float[] Padded(float[] samples, int features, int stride) =>
        [.. MadeUpNumbers.Apart(samples, features, stride), .. Enumerable.Repeat(GuardedFloats.ReadGuard, stride - features)];

    // The samples, and guards where they were: nothing else must have been written.
    private static float[] TakeOut(GuardedFloats buffer, int features, int stride)
    {
        float[] samples = new float[buffer.Span.Length / stride * features];
        GuardedFloats guards = GuardedFloats.ToWrite(features);
        for (int n = 0; n < samples.Length / features; n++)
        {
            buffer.Span.Slice(n * stride, features).CopyTo(samples.AsSpan(n * features));
            guards.Span.CopyTo(buffer.Span[(n * stride)..]);
        }

        return samples;
    }

    private sealed record Features(float[] Mean, float[] Variance, float[] Gamma, float[] Beta)
    {
        public static Features Make(int features) => new(
            MadeUpNumbers.Mixed(features, 11),
            Array.ConvertAll(MadeUpNumbers.Mixed(features, 12), Math.Abs),
            MadeUpNumbers.Mixed(features, 13),
            MadeUpNumbers.Mixed(features, 14));
    }
}
