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

    [TestCase((Initializer)99, 2, 2)]
    [TestCase(Initializer.GlorotUniform, 4)]
    public void An_initializer_that_is_not_known_is_refused_by_its_name(Initializer initializer, params int[] shape)
    {
        BuiltModel model = new Sequential(Shape.Of(1, 1, 1), [new Flatten(), new Begun(initializer, Shape.Of(shape)), new Dense(2, Activation.Softmax)]).Build();

        Refusal.Expect(() => InitialWeights.Create(model, seed: 1), $"'sequential/begun/scale' of shape {Shape.Of(shape)} has the initializer {initializer}, ");
    }

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
