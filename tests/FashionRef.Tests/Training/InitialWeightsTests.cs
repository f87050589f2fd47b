using System.Collections.Immutable;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Parity;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Parity;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training;

internal sealed class InitialWeightsTests
{
    [TestCase(1)]
    [TestCase(2)]
    public void Kernels_are_those_that_Keras_was_given_bit_for_bit(int model)
    {
        Trace trace = KerasTraces.Read(model, Precision.Float32);
        Dictionary<string, WeightValues> weights = InitialWeights
            .Create(NotebookModels.Get(model).Build(), trace.Seed).ToDictionary(weight => weight.Path);

        (string Path, Fingerprint Kept)[] kernels =
            [.. from weight in trace.Marks[0].Weights where weight.Value.At is not null select (weight.Key, weight.Value)];
        Assert.That(kernels, Has.Length.EqualTo(weights.Values.Count(weight => weight.Shape.Rank > 1)));
        foreach ((string path, Fingerprint kept) in kernels)
        {
            Assert.That(kept.At!.Select(place => weights[path].Values[place]), Is.EqualTo(kept.Values), path);
        }
    }

    [Test]
    public void Biases_and_means_start_at_zero_gammas_and_variances_at_one()
    {
        foreach (WeightValues weight in InitialWeights.Create(NotebookModels.Model2.Build(), 1).Where(weight => weight.Shape.Rank == 1))
        {
            double expected = weight.Path.EndsWith("gamma", StringComparison.Ordinal)
                || weight.Path.EndsWith("variance", StringComparison.Ordinal) ? 1 : 0;

            Assert.That(weight.Values, Is.All.EqualTo(expected), weight.Path);
        }
    }

    [Test]
    public void An_initializer_that_is_not_known_is_refused_by_its_name_and_one_that_needs_two_axes()
    {
        Refusal.Expect(() => Values(new UnknownInitializer("Identity\u001b"), 2, 2), "'sequential/begun/scale' of shape (2, 2) has the initializer Identity\\u001B, ");
        Refusal.Expect(() => Values(new OrthogonalInitializer(), 4), "'sequential/begun/scale' of shape (4,) has the initializer Orthogonal, ");
    }

    private static IEnumerable<TestCaseData> Distributions()
    {
        const double Share = 0.87962566103423978;
        double he = Math.Sqrt(2 / 200.0);
        yield return Case(Initializer.GlorotUniform, 0, Math.Sqrt(2 / 350.0), Math.Sqrt(6 / 350.0), 1.8, 200, 150);
        yield return Case(new ScaledInitializer("HeUniform", 2, FanMode.FanIn, InitialDistribution.Uniform), 0, he, Math.Sqrt(6 / 200.0), 1.8, 10, 20, 150);
        yield return Case(new ScaledInitializer("HeNormal", 2, FanMode.FanIn, InitialDistribution.TruncatedNormal), 0, he, 2 * he / Share, 2.37, 10, 20, 150);
        yield return Case(new ScaledInitializer("VarianceScaling", 3, FanMode.FanOut, InitialDistribution.UntruncatedNormal), 0, Math.Sqrt(3 / 1500.0), double.PositiveInfinity, 3, 10, 20, 150);
        yield return Case(new UniformInitializer(-1, 3), 1, 4 / Math.Sqrt(12), 2, 1.8, 20_000);
        yield return Case(new NormalInitializer(0.5, 2), 0.5, 2, double.PositiveInfinity, 3, 200, 150);
        yield return Case(new NormalInitializer(0, 0.05, IsTruncated: true), 0, 0.05 * Share, 0.1, 2.37, 20_000);

        static TestCaseData Case(Initializer initializer, double mean, double deviation, double bound, double kurtosis, params int[] shape) => new(initializer, mean, deviation, bound, kurtosis, shape);
    }

    // Five standard errors of the mean and of the deviation; the largest of so many is near to the bound.
    [TestCaseSource(nameof(Distributions))]
    public void Numbers_are_spread_as_Keras_spreads_them(Initializer initializer, double mean, double deviation, double bound, double kurtosis, int[] shape)
    {
        double[] values = Values(initializer, shape);
        int n = values.Length;

        Assert.That(values.Average(), Is.EqualTo(mean).Within(5 * deviation / Math.Sqrt(n)));
        Assert.That(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))) / deviation, Is.EqualTo(1).Within(5 * Math.Sqrt((kurtosis - 1) / (4.0 * n))));
        double farthest = values.Max(value => Math.Abs(value - mean));
        Assert.That(farthest, double.IsFinite(bound) ? Is.InRange((kurtosis < 2 ? 0.99 : 0.97) * bound, bound * (1 + 1e-6)) : Is.InRange(3 * deviation, 8.6 * deviation));
    }

    [TestCase(20, 7)]
    [TestCase(7, 20)]
    [TestCase(3, 3, 2, 18)]
    [TestCase(5, 5)]
    public void An_orthogonal_kernel_has_orthogonal_columns_or_rows(params int[] shape)
    {
        double[] values = Values(new OrthogonalInitializer(1.5), shape);
        int columns = shape[^1];
        int rows = values.Length / columns;
        bool isTall = rows >= columns;
        for (int one = 0; one < Math.Min(rows, columns); one++)
        {
            for (int other = 0; other <= one; other++)
            {
                double product = Enumerable.Range(0, Math.Max(rows, columns)).Sum(i => isTall ? values[(i * columns) + one] * values[(i * columns) + other] : values[(one * columns) + i] * values[(other * columns) + i]);
                Assert.That(product, Is.EqualTo(one == other ? 2.25 : 0).Within(1e-6));
            }
        }
    }

    // Fixed forever: the same on every processor and operating system.
    [Test]
    public void All_bits_are_these()
    {
        Initializer[] initializers = [new ConstantInitializer("Constant", 0.1), .. Distributions().Select(data => (Initializer)data.Arguments[0]!), new OrthogonalInitializer()];

        ulong bits = initializers.SelectMany(initializer => Values(initializer, 3, 3, 4, 10)).Aggregate(0ul, (sum, value) => (sum * 31) + BitConverter.SingleToUInt32Bits((float)value));

        Assert.That(bits, Is.EqualTo(3353369306974786097ul));
    }

    [Test]
    public void A_vector_has_numbers_of_its_own_and_takes_none_from_kernels()
    {
        double[][] usual = Dense(Initializer.Zeros);
        double[][] random = Dense(new NormalInitializer());

        Assert.That(new[] { random[0], random[2] }, Is.EqualTo(new[] { usual[0], usual[2] }));
        Assert.That(random[1].Intersect(random[3]), Is.Empty);

        static double[][] Dense(Initializer bias)
        {
            Layer[] layers = [new Flatten(), .. Enumerable.Range(0, 2).Select(_ => new Dense(4, Activation.Softmax) { Initializers = ImmutableSortedDictionary<string, Initializer>.Empty.Add("bias", bias) })];
            return [.. InitialWeights.Create(new Sequential(Shape.Of(1, 1, 4), [.. layers]).Build(), seed: 1).Select(weight => weight.Values)];
        }
    }

    private static double[] Values(Initializer initializer, params int[] shape) =>
        InitialWeights.Create(new Sequential(Shape.Of(1, 1, 1), [new Begun(initializer, Shape.Of(shape))]).Build(), seed: 1).Single().Values;

    // Model-1's first kernel has 3 x 3 x 1 x 16 values.
    [TestCase(0, 0, 0)]
    [TestCase(143, 0, 143)]
    [TestCase(144, 1, 0)]
    [TestCase(201_487, 2, 639)]
    public void A_jitter_makes_one_kernel_value_the_next_larger_float(int jitter, int kernel, int place)
    {
        BuiltModel model = NotebookModels.Model1.Build();
        RunSettings settings = RunSettings.Notebook(1, "exact", seed: 3, threads: 1);

        double[][] plain = Kernels(settings);
        double[][] jittered = Kernels(settings with { Jitter = jitter });

        Assert.That(jittered[kernel][place], Is.EqualTo(float.BitIncrement((float)plain[kernel][place])));
        jittered[kernel][place] = plain[kernel][place];
        Assert.That(jittered, Is.EqualTo(plain));

        double[][] Kernels(RunSettings run) => [.. InitialWeights.Create(model, run).Where(weight => weight.Shape.Rank > 1).Select(weight => weight.Values)];
    }

    [TestCase(-1)]
    [TestCase(201_488)]
    public void A_jitter_of_no_kernel_value_is_refused(int jitter) => Refusal.Expect(
        () => InitialWeights.Create(NotebookModels.Model1.Build(), RunSettings.Notebook(1, "exact", seed: 3, threads: 1) with { Jitter = jitter }),
        $"There is no kernel value {jitter} to jitter: legal is 0 to 201487.");

    [Test]
    public void A_convolutions_fan_counts_its_field() =>
        Assert.That(InitialWeights.GlorotLimit(Shape.Of(3, 3, 16, 32)), Is.EqualTo(Math.Sqrt(6.0 / (9 * 48))).Within(1e-15));

    /// <summary>A layer whose weight begins as a test wants it.</summary>
    private sealed record Begun(Initializer Initializer, Shape Shape) : Layer
    {
        public override Shape OutputShape(Shape input) => input;

        public override ImmutableArray<WeightSpec> Weights(Shape input) => [new("scale", Shape, Initializer)];
    }

    // Else two kernels would start from the same numbers as soon as one before them has another initializer.
    [Test]
    public void Each_kernel_has_a_stream_of_its_own_whatever_the_initializer_of_others()
    {
        BuiltModel plain = new Sequential(Shape.Of(1, 1, 4), [new Flatten(), new Dense(4, Activation.Linear), new Dense(4, Activation.Softmax)]).Build();
        BuiltModel changed = plain with { Layers = plain.Layers.SetItem(1, WithOnes(plain.Layers[1])) };

        Assert.That(Kernel(changed, 0), Is.All.EqualTo(1));
        Assert.That(Kernel(changed, 1), Is.EqualTo(Kernel(plain, 1)).And.Not.EqualTo(Kernel(plain, 0)));

        static BuiltLayer WithOnes(BuiltLayer layer) => layer with
        {
            Weights = [.. layer.Weights.Select(weight => weight with { Spec = weight.Spec with { Initializer = Initializer.Ones } })],
        };

        static double[] Kernel(BuiltModel model, int number) => InitialWeights.Create(model, seed: 1).Where(weight => weight.Shape.Rank > 1).ElementAt(number).Values;
    }
}
