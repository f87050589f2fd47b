using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Tests.Engines.Exact.Kernels;

[TestFixture(typeof(Lanes16))]
[TestFixture(typeof(Lanes8))]
[TestFixture(typeof(Lanes4))]
internal sealed class MatrixProductTests<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // All remainders of rows, plain and turned matrices with gaps, one start for all rows or one for each.
    private static IEnumerable<ProductShape> Matrices =>
        from rows in Enumerable.Range(1, 15)
        from columns in new[] { 16, 32, 48, 64 }
        from inner in new[] { 0, 1, 2, 5 }
        from turned in new[] { false, true }
        select new ProductShape(
            rows,
            columns,
            Outer: 1,
            inner,
            LeftRow: turned ? 1 : inner + 3,
            LeftOuter: 0,
            LeftInner: turned ? rows + 2 : 1,
            RightRow: columns + (turned ? 16 : 0),
            StartRow: turned ? 0 : columns + 3,
            ResultRow: columns + (turned ? 1 : 0));

    // Rows of pixels of 1 to 40 channels, filled up or not, under a kernel of 3 x 3.
    private static IEnumerable<ProductShape> Patches =>
        from pixels in new[] { 1, 2, 3, 7, 9, 14, 28 }
        from channels in new[] { 1, 2, 3, 16, 48 }
        from columns in new[] { 16, 32, 48 }
        where pixels * channels * columns < 8000
        select new ProductShape(
            pixels,
            columns,
            Outer: 3,
            Inner: 3 * channels,
            LeftRow: channels,
            LeftOuter: (pixels + 2) * channels,
            LeftInner: 1,
            RightRow: columns,
            StartRow: 0,
            ResultRow: columns);

    private static IEnumerable<ProductShape> Shapes => Matrices.Concat(Patches);

    [Test]
    public void Of_whole_numbers_every_product_is_exact()
    {
        foreach (ProductShape shape in Shapes)
        {
            (float[] left, float[] right, float[] start) = Operands(shape, MadeUpNumbers.Whole);
            long[] expected = Reference<long>(
                shape, Differences.To<long>(left), Differences.To<long>(right), Differences.To<long>(start), MultiplyAdds.Of);

            Assert.That(Differences.FromWhole(Compute(shape, left, right, start), expected), Is.Null, $"{shape}");
        }
    }

    [Test]
    public void Every_sum_runs_in_the_stated_order_at_every_width_and_errs_within_the_stated_bound()
    {
        foreach (ProductShape shape in Shapes)
        {
            (float[] left, float[] right, float[] start) = Operands(shape, MadeUpNumbers.Mixed);
            float[] inOrder = Reference<float>(shape, left, right, start, MultiplyAdds.Of);
            double[] exact = Reference<double>(
                shape, Differences.To<double>(left), Differences.To<double>(right), Differences.To<double>(start), MultiplyAdds.Of);
            double[] magnitudes = Reference<double>(
                shape, Differences.Magnitudes(left), Differences.Magnitudes(right), Differences.Magnitudes(start), MultiplyAdds.Of);
            int terms = shape.Outer * shape.Inner;

            float[] result = Compute(shape, left, right, start);

            Assert.That(Differences.InBits(result, inOrder), Is.Null, $"{shape}");
            Assert.That(Differences.Beyond(result, exact, i => terms * Differences.Rounding * magnitudes[i]), Is.Null, $"{shape}");
        }
    }

    [Test]
    public void The_start_may_be_the_result_itself()
    {
        foreach (ProductShape shape in Matrices.Select(shape => shape with { StartRow = shape.ResultRow }))
        {
            (float[] left, float[] right, float[] start) = Operands(shape, MadeUpNumbers.Mixed);
            float[] expected = Compute(shape, left, right, start);
            GuardedFloats both = GuardedFloats.ToAddTo(start);

            MatrixProduct<TLanes>.Compute(shape, left, right, both.Span, both.Span);

            Assert.That(Differences.InBits(Rows(shape, both.Span), expected), Is.Null, $"{shape}");
        }
    }

    [Test]
    public void A_buffer_that_is_too_small_is_refused_and_nothing_is_written()
    {
        foreach (ProductShape shape in Matrices.Where(shape => shape.Inner > 0).Concat(Patches))
        {
            (float[] left, float[] right, float[] start) = Operands(shape, MadeUpNumbers.Mixed);
            GuardedFloats result = GuardedFloats.ToWrite(((shape.Rows - 1) * shape.ResultRow) + shape.Columns);

            Assert.That(() => MatrixProduct<TLanes>.Compute(shape, left.AsSpan(1), right, start, result.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => MatrixProduct<TLanes>.Compute(shape, left, right.AsSpan(1), start, result.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => MatrixProduct<TLanes>.Compute(shape, left, right, start.AsSpan(1), result.Span), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => MatrixProduct<TLanes>.Compute(shape, left, right, start, result.Span[1..]), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(result.IsUntouched, $"{shape}");
        }
    }

    [Test]
    public void Columns_are_whole_lines()
    {
        ProductShape shape = new(Rows: 1, Columns: 8, Outer: 1, Inner: 1, LeftRow: 1, LeftOuter: 0, LeftInner: 1, RightRow: 8, StartRow: 0, ResultRow: 8);

        Assert.That(
            () => MatrixProduct<TLanes>.Compute(shape, new float[16], new float[16], new float[16], new float[16]),
            Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(float.NaN, 1, 0, float.NaN)]
    [TestCase(1, float.NaN, 0, float.NaN)]
    [TestCase(0, float.PositiveInfinity, 0, float.NaN)]
    [TestCase(2, float.PositiveInfinity, 0, float.PositiveInfinity)]
    [TestCase(1, float.PositiveInfinity, float.NegativeInfinity, float.NaN)]
    [TestCase(3e38f, 10, 0, float.PositiveInfinity)]
    [TestCase(3e38f, 10, float.NegativeInfinity, float.NegativeInfinity)]
    [TestCase(1e-40f, 1, 0, 1e-40f)]
    [TestCase(1e-20f, 1e-20f, 0, 1e-40f)]
    [TestCase(0, 1, -0f, 0)]
    [TestCase(-0f, 1, -0f, -0f)]
    public void Special_numbers_go_through_as_IEEE_754_has_it(float left, float right, float start, float expected)
    {
        foreach (ProductShape shape in Matrices.Where(shape => shape.Inner == 1))
        {
            (float[] lefts, float[] rights, float[] starts) = Operands(shape, MadeUpNumbers.Whole);
            Array.Fill(lefts, left);
            Array.Fill(rights, right);
            Array.Fill(starts, start);
            float[] wanted = new float[shape.Rows * shape.Columns];
            Array.Fill(wanted, expected);

            Assert.That(Differences.InBits(Compute(shape, lefts, rights, starts), wanted), Is.Null, $"{shape}");
        }
    }

    private static (float[] Left, float[] Right, float[] Start) Operands(ProductShape shape, Func<int, int, float[]> numbers)
    {
        int left = ((shape.Rows - 1) * shape.LeftRow) + ((shape.Outer - 1) * shape.LeftOuter) + (Math.Max(0, shape.Inner - 1) * shape.LeftInner) + 1;
        int terms = Math.Max(1, shape.Outer * shape.Inner);
        float[] starts = shape.StartRow == 0
            ? numbers(shape.Columns, 3)
            : MadeUpNumbers.Apart(numbers(shape.Rows * shape.Columns, 3), shape.Columns, shape.StartRow);
        return (numbers(left, 1), MadeUpNumbers.Apart(numbers(terms * shape.Columns, 2), shape.Columns, shape.RightRow), starts);
    }

    // The rows of the result, without what lies between them; that and all around must be untouched.
    private static float[] Compute(ProductShape shape, float[] left, float[] right, float[] start)
    {
        GuardedFloats result = GuardedFloats.ToWrite(((shape.Rows - 1) * shape.ResultRow) + shape.Columns);
        MatrixProduct<TLanes>.Compute(
            shape, GuardedFloats.ToRead(left).Span, GuardedFloats.ToRead(right).Span, GuardedFloats.ToRead(start).Span, result.Span);
        float[] rows = Rows(shape, result.Span);
        GuardedFloats untouched = GuardedFloats.ToWrite(result.Span.Length);
        for (int row = 0; row < shape.Rows; row++)
        {
            untouched.Span.Slice(row * shape.ResultRow, shape.Columns).CopyTo(result.Span[(row * shape.ResultRow)..]);
        }

        Assert.That(result.IsUntouched, $"{shape}");
        return rows;
    }

    private static float[] Rows(ProductShape shape, ReadOnlySpan<float> result)
    {
        float[] rows = new float[shape.Rows * shape.Columns];
        for (int row = 0; row < shape.Rows; row++)
        {
            result.Slice(row * shape.ResultRow, shape.Columns).CopyTo(rows.AsSpan(row * shape.Columns));
        }

        return rows;
    }

    private static T[] Reference<T>(ProductShape shape, T[] left, T[] right, T[] start, Func<T, T, T, T> multiplyAdd)
    {
        T[] result = new T[shape.Rows * shape.Columns];
        for (int i = 0; i < result.Length; i++)
        {
            int row = i / shape.Columns;
            int column = i % shape.Columns;
            T sum = start[(row * shape.StartRow) + column];
            for (int term = 0; term < shape.Outer * shape.Inner; term++)
            {
                int place = (row * shape.LeftRow) + (term / shape.Inner * shape.LeftOuter) + (term % shape.Inner * shape.LeftInner);
                sum = multiplyAdd(left[place], right[(term * shape.RightRow) + column], sum);
            }

            result[i] = sum;
        }

        return result;
    }
}
