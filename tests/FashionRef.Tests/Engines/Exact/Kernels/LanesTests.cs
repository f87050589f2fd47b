using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16), 16)]
[TestFixture(typeof(Lanes8), 8)]
[TestFixture(typeof(Lanes4), 4)]
internal sealed class LanesTests<TLanes>(int count)
    where TLanes : struct, ILanes<TLanes>
{
    private static readonly float[] Special =
    [
        0f, -0f, 1e-45f, -1e-45f, 1e-40f, 1f, -1f, 1.0000001f, 3e38f, -3e38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    // Every pair of special numbers, and as many of all sizes.
    private static IEnumerable<(float Left, float Right, float Third)> Operands =>
        (from left in Special from right in Special from third in Special select (left, right, third))
        .Concat(MadeUpNumbers.Mixed(500, 1).Zip(MadeUpNumbers.Mixed(500, 2), MadeUpNumbers.Mixed(500, 3)));

    [Test]
    public void There_are_as_many_lanes_as_the_name_says() => Assert.That(TLanes.Count, Is.EqualTo(count));

    [Test]
    public void Loading_and_storing_moves_that_many_numbers_and_no_more()
    {
        float[] source = MadeUpNumbers.Mixed(40, 1);
        GuardedFloats target = GuardedFloats.ToWrite(40);

        TLanes.Load(in source[1], 3).Store(ref target.Span[2], 5);

        Assert.That(Differences.InBits(target.Span.Slice(7, count), source.AsSpan(4, count)), Is.Null);
        GuardedFloats.ToWrite(count).Span.CopyTo(target.Span[7..]);
        Assert.That(target.IsUntouched);
    }

    [Test]
    public void Every_operation_is_rounded_once_in_every_lane()
    {
        Check(static (a, b, c) => TLanes.MultiplyAdd(a, b, c), static (a, b, c) => MathF.FusedMultiplyAdd(a, b, c));
        Check(static (a, b, _) => a + b, static (a, b, _) => a + b);
        Check(static (a, b, _) => a - b, static (a, b, _) => a - b);
        Check(static (a, b, _) => a * b, static (a, b, _) => a * b);
        Check(static (a, b, _) => a / b, static (a, b, _) => a / b);
        Check(static (a, _, _) => TLanes.Sqrt(a), static (a, _, _) => MathF.Sqrt(a));
        Check(static (_, _, _) => TLanes.Zero, static (_, _, _) => 0);
    }

    // Each product of two float32 is a double; so only the additions round.
    [Test]
    public void Wide_sums_are_those_of_a_loop_in_double([Values(0, 1, 2, 3, 7, 40)] int terms)
    {
        const int Lots = 4;
        int stride = count + 3;
        float[] factors = MadeUpNumbers.Mixed(Lots * terms, 1);
        float[] rows = MadeUpNumbers.Mixed((Math.Max(terms, 1) * stride) + count, 2);
        double[] expected = [.. from lot in Enumerable.Range(0, Lots)
                                from lane in Enumerable.Range(0, count)
                                select Enumerable.Range(0, terms).Aggregate(0.0, (sum, t) => sum + ((double)factors[(lot * terms) + t] * rows[(t * stride) + lane]))];
        double[] four = new double[Lots * count];
        double[] one = new double[Lots * count];

        TLanes.WideSumsOf4(in factors.Length == 0 ? ref rows[0] : ref factors[0], terms, in rows[0], stride, ref four[0]);
        for (int lot = 0; lot < Lots; lot++)
        {
            TLanes.WideSums(in factors.Length == 0 ? ref rows[0] : ref factors[lot * terms], terms, in rows[0], stride, ref one[lot * count]);
        }

        Assert.That(four, Is.EqualTo(expected));
        Assert.That(one, Is.EqualTo(expected));
    }

    [Test]
    public void Comparisons_treat_NaN_and_both_zeros_as_written()
    {
        Check(static (a, _, _) => TLanes.Relu(a), static (a, _, _) => a <= 0 ? 0 : a);
        Check(static (a, b, _) => TLanes.WherePositive(a, b), static (a, b, _) => b > 0 ? a : 0);
        Check(static (a, b, _) => TLanes.FirstMaximum(a, b, out uint _), static (a, b, _) => SecondWins(a, b) ? b : a);
        foreach ((float left, float right, _) in Operands)
        {
            for (int lane = 0; lane < count; lane++)
            {
                TLanes.FirstMaximum(OneLane(lane, left, 0), OneLane(lane, right, 0), out uint secondWins);
                Assert.That(secondWins, Is.EqualTo(SecondWins(left, right) ? 1u << lane : 0), $"{left} and {right}");
                Assert.That(TLanes.Positive(OneLane(lane, left, -1)), Is.EqualTo(left > 0 ? 1u << lane : 0), $"{left}");
            }
        }
    }

    private static bool SecondWins(float first, float second) => !float.IsNaN(first) && (float.IsNaN(second) || second > first);

    private static void Check(Func<TLanes, TLanes, TLanes, TLanes> vector, Func<float, float, float, float> number)
    {
        (float Left, float Right, float Third)[] operands = [.. Operands];
        float[] results = new float[TLanes.Count];
        for (int i = 0; i + TLanes.Count <= operands.Length; i++)
        {
            (float Left, float Right, float Third)[] some = operands[i..(i + TLanes.Count)];
            vector(Lanes(some.Select(o => o.Left)), Lanes(some.Select(o => o.Right)), Lanes(some.Select(o => o.Third))).Store(ref results[0], 0);
            float[] expected = Array.ConvertAll(some, o => number(o.Left, o.Right, o.Third));
            Assert.That(Differences.InBits(results, expected), Is.Null, $"operands {i}: {string.Join(' ', some)}");
        }
    }

    private static TLanes OneLane(int lane, float number, float others) =>
        Lanes(Enumerable.Range(0, TLanes.Count).Select(i => i == lane ? number : others));

    private static TLanes Lanes(IEnumerable<float> numbers)
    {
        float[] array = [.. numbers];
        return TLanes.Load(in array[0], 0);
    }
}
