using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class ElementwiseTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private static readonly float[] Special =
    [
        0f, -0f, 1e-45f, -1e-45f, 1e-40f, -1e-40f, 1f, -1f, 3e38f, -3e38f,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 2f, -2f, 0.5f,
    ];

    private static IEnumerable<int> Lengths => Enumerable.Range(0, 6).Select(lines => lines * AlignedFloats.FloatsPerCacheLine);

    [Test]
    public void ReLU_stops_what_is_not_above_zero_and_keeps_NaN()
    {
        float[] expected = [0f, 0f, 1e-45f, 0f, 1e-40f, 0f, 1f, 0f, 3e38f, 0f, float.PositiveInfinity, 0f, float.NaN, 2f, 0f, 0.5f];
        GuardedFloats values = GuardedFloats.ToAddTo(Special);

        Elementwise<TLanes>.Relu(values.Span);

        Assert.That(Differences.InBits(values.Span, expected), Is.Null);
        Assert.That(values.IsIntact);
    }

    [Test]
    public void ReLU_works_at_every_length()
    {
        foreach (int length in Lengths)
        {
            float[] numbers = MadeUpNumbers.Mixed(length, 1);
            GuardedFloats values = GuardedFloats.ToAddTo(numbers);

            Elementwise<TLanes>.Relu(values.Span);

            Assert.That(Differences.InBits(values.Span, Array.ConvertAll(numbers, number => Math.Max(number, 0))), Is.Null);
            Assert.That(values.IsIntact);
        }
    }

    [Test]
    public void Gradients_pass_where_the_output_is_above_zero_and_nowhere_else()
    {
        foreach (int length in Lengths.Skip(1))
        {
            float[] outputs = MadeUpNumbers.Whole(length, 1);
            Special.CopyTo(outputs, length - 16);
            float[] gradients = MadeUpNumbers.Mixed(length, 2);
            float[] expected = [.. gradients.Zip(outputs, (gradient, output) => output > 0 ? gradient : 0)];
            GuardedFloats result = GuardedFloats.ToWrite(length);
            GuardedFloats inPlace = GuardedFloats.ToAddTo(gradients);

            Elementwise<TLanes>.ReluGradient(GuardedFloats.ToRead(outputs).Span, GuardedFloats.ToRead(gradients).Span, result.Span);
            Elementwise<TLanes>.ReluGradient(GuardedFloats.ToRead(outputs).Span, inPlace.Span, inPlace.Span);

            Assert.That(Differences.InBits(result.Span, expected), Is.Null);
            Assert.That(Differences.InBits(inPlace.Span, expected), Is.Null);
            Assert.That(result.IsIntact && inPlace.IsIntact);
        }
    }

    [Test]
    public void Gradients_of_all_kinds_pass_as_they_are()
    {
        GuardedFloats result = GuardedFloats.ToWrite(16);

        Elementwise<TLanes>.ReluGradient([.. Enumerable.Repeat(1f, 16)], Special, result.Span);

        Assert.That(Differences.InBits(result.Span, Special), Is.Null);
    }

    [Test]
    public void A_copy_has_every_bit()
    {
        foreach (int length in Lengths.Skip(1))
        {
            float[] values = MadeUpNumbers.Mixed(length, 1);
            Special.CopyTo(values, length - 16);
            GuardedFloats target = GuardedFloats.ToWrite(length + 1);

            Elementwise<TLanes>.Copy(GuardedFloats.ToRead(values).Span, target.Span);

            Assert.That(Differences.InBits(target.Span[..length], values), Is.Null);
            GuardedFloats.ToWrite(length).Span.CopyTo(target.Span);
            Assert.That(target.IsUntouched);
        }
    }

    [Test]
    public void Sums_are_rounded_once()
    {
        foreach (int length in Lengths)
        {
            float[] values = MadeUpNumbers.Mixed(length, 1);
            float[] sums = MadeUpNumbers.Mixed(length, 2);
            GuardedFloats result = GuardedFloats.ToAddTo(sums);

            Elementwise<TLanes>.Add(GuardedFloats.ToRead(values).Span, result.Span);

            Assert.That(Differences.InBits(result.Span, [.. sums.Zip(values, (sum, value) => sum + value)]), Is.Null);
            Assert.That(result.IsIntact);
        }
    }

    [Test]
    public void Sums_of_special_numbers_are_those_of_IEEE_754()
    {
        GuardedFloats result = GuardedFloats.ToAddTo(Special);

        Elementwise<TLanes>.Add([.. Special.Reverse()], result.Span);

        Assert.That(Differences.InBits(result.Span, [.. Special.Zip(Special.Reverse(), (left, right) => left + right)]), Is.Null);
    }

    [Test]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written()
    {
        GuardedFloats small = GuardedFloats.ToWrite(31);
        GuardedFloats right = GuardedFloats.ToWrite(32);

        Assert.That(() => Elementwise<TLanes>.Copy(new float[32], small.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Elementwise<TLanes>.Add(new float[32], small.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Elementwise<TLanes>.ReluGradient(new float[32], new float[32], small.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Elementwise<TLanes>.ReluGradient(new float[32], new float[31], right.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(small.IsUntouched && right.IsUntouched);
    }

    [Test]
    public void Lengths_are_whole_lines()
    {
        GuardedFloats values = GuardedFloats.ToWrite(17);

        Assert.That(() => Elementwise<TLanes>.Relu(values.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Elementwise<TLanes>.Copy(new float[17], values.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Elementwise<TLanes>.Add(new float[17], values.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Elementwise<TLanes>.ReluGradient(new float[17], new float[17], values.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(values.IsUntouched);
    }
}
