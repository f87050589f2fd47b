using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Backpropagation;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Torch.KerasTraining;

namespace FashionRef.Tests.Engines.Exact.Backpropagation;

/// <summary>Every layer's gradients are libtorch's in float64, and their bits do not depend on threads or vectors.</summary>
internal sealed class ExactBackpropagationTests
{
    // The traces' rule for float32 programs: of the loss, and of a gradient's root mean square.
    private const double LossTolerance = 1e-6;
    private const double GradientTolerance = 1e-5;

    // A bias in front of a normalization or a softmax has a gradient of 0, which rounding hides: it is measured by the model's largest.
    private const double LeastRoot = 1e-2;

    // Of all models' losses, outputs, gradients and moving averages: the same on every machine. A change of the engine's bits changes it.
    private const string StoredBits = "4040b3e6b2f2138d";

    private static IEnumerable<string> Names => TrainedModels.Names;

    [TestCaseSource(nameof(Names))]
    public void Loss_outputs_and_gradients_are_those_of_float64(string name)
    {
        TrainedBatch<double> expected = TrainedModels.Run<double>(name, (model, loss) => new TorchBackpropagation<double>(model, loss));

        TrainedBatch<float> batch = TrainedModels.Run<float>(name, new ExactEngine(threads: 2).CreateBackpropagation);

        Assert.That(batch.Loss.Loss, Is.EqualTo(expected.Loss.Loss).Within(100 * LossTolerance).Percent);
        Assert.That(batch.Loss.Penalty, Is.EqualTo(expected.Loss.Penalty).Within(100 * LossTolerance).Percent);
        Assert.That(Distance(batch.Outputs, expected.Outputs, 0), Is.LessThan(GradientTolerance));
        double least = LeastRoot * expected.Gradients.Max(Root);
        foreach ((Weight weight, int i) in batch.Model.Weights.Select((weight, i) => (weight, i)))
        {
            Assert.That(Distance(batch.Gradients[i], expected.Gradients[i], least), Is.LessThan(GradientTolerance), $"Gradient of {weight.Path}");
            Assert.That(Distance(batch.Weights[i], expected.Weights[i], 0), Is.LessThan(GradientTolerance), weight.Path);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Neither_threads_nor_vectors_change_a_bit(string name)
    {
        TrainedBatch<float> expected = TrainedModels.Run<float>(name, (model, loss) => new ExactBackpropagation<Lanes16>(model, loss, threads: 1));
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            AssertSame(expected, TrainedModels.Run<float>(name, (model, loss) => new ExactBackpropagation<Lanes16>(model, loss, threads)));
            AssertSame(expected, TrainedModels.Run<float>(name, (model, loss) => new ExactBackpropagation<Lanes8>(model, loss, threads)));
            AssertSame(expected, TrainedModels.Run<float>(name, (model, loss) => new ExactBackpropagation<Lanes4>(model, loss, threads)));
        }
    }

    [Test]
    public void The_bits_are_the_stored_ones()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in Names)
        {
            TrainedBatch<float> batch = TrainedModels.Run<float>(name, new ExactEngine(threads: 2).CreateBackpropagation);
            hash.AppendData(BitConverter.GetBytes(batch.Loss.Loss));
            foreach (float[] values in batch.Gradients.Concat(batch.Weights).Append(batch.Outputs))
            {
                hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
            }
        }

        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset())[..16], Is.EqualTo(StoredBits));
    }

    [Test]
    public void Gradients_of_weights_that_are_not_trained_are_left_alone()
    {
        TrainedBatch<float> batch = TrainedModels.Run<float>("frozen", (model, loss) => new Spoiled(new ExactEngine(threads: 1).CreateBackpropagation(model, loss)));

        foreach ((Weight weight, float[] gradient) in batch.Model.Weights.Zip(batch.Gradients))
        {
            Assert.That(gradient, weight.Spec.IsTrainable ? Has.None.NaN : Has.All.NaN, weight.Path);
        }
    }

    [Test]
    public void A_pass_that_has_seen_a_larger_batch_gives_the_same_bits()
    {
        TrainedBatch<float> expected = TrainedModels.Run<float>("poolings", (model, loss) => new ExactBackpropagation<Lanes16>(model, loss, threads: 2));

        AssertSame(expected, TrainedModels.Run<float>("poolings", (model, loss) =>
        {
            ExactBackpropagation<Lanes16> used = new(model, loss, threads: 2);
            float[][] weights = [.. model.Weights.Select(weight => Enumerable.Repeat(0.01f, weight.Shape.Count).ToArray())];
            float[] targets = [.. Enumerable.Repeat(1f, 40 * 3)];
            used.Run(weights, new TrainingBatch<float>(40, [.. Enumerable.Repeat(3f, 40 * model.InputShape.Count)], targets, null, new RandomStep(1, 1)), [.. weights.Select(weight => new float[weight.Length])], new float[40 * 3]);
            return used;
        }));
    }

    private static void AssertSame(TrainedBatch<float> expected, TrainedBatch<float> batch)
    {
        Assert.That(batch.Loss, Is.EqualTo(expected.Loss));
        Assert.That(Bits(batch.Outputs).SequenceEqual(Bits(expected.Outputs)), "Outputs");
        foreach ((Weight weight, int i) in batch.Model.Weights.Select((weight, i) => (weight, i)))
        {
            Assert.That(Bits(batch.Gradients[i]).SequenceEqual(Bits(expected.Gradients[i])), $"Gradient of {weight.Path}");
            Assert.That(Bits(batch.Weights[i]).SequenceEqual(Bits(expected.Weights[i])), weight.Path);
        }
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);

    private static double Root(double[] values) => Math.Sqrt(values.Sum(value => value * value) / values.Length);

    private static double Distance(float[] values, double[] expected, double least) =>
        values.Zip(expected, (value, right) => Math.Abs(value - right)).Max() / Math.Max(Math.Max(Root(expected), least), double.Epsilon);

    /// <summary>Fills the gradients with NaN first.</summary>
    private sealed class Spoiled(IBackpropagation<float> pass) : IBackpropagation<float>
    {
        public BatchLoss Run(float[][] weights, TrainingBatch<float> batch, float[][] gradients, Span<float> outputs)
        {
            foreach (float[] gradient in gradients)
            {
                Array.Fill(gradient, float.NaN);
            }

            return pass.Run(weights, batch, gradients, outputs);
        }

        public void Dispose() => pass.Dispose();
    }
}
