using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Torch;
using FashionRef.Training;
using TorchSharp;

namespace FashionRef.Tests.Torch;

internal sealed class TorchTrainerTests
{
    [Test]
    public void Live_tensors_do_not_grow_from_step_to_step()
    {
        ImageSet images = SyntheticData.Create(train: 32, test: 10).Train;
        using ITrainer trainer = CreateTrainer(NotebookModels.Model2, seed: 1);
        double[] logits = new double[images.Count * 10];
        Step();
        long before = LiveTensors();

        for (int step = 0; step < 5; step++)
        {
            Step();
            Assert.That(LiveTensors(), Is.EqualTo(before), $"after step {step}");
        }

        void Step()
        {
            trainer.TrainStep(images.Pixels.Span, images.Labels.Span);
            trainer.Predict(images.Pixels.Span, logits);
            trainer.GetState();
        }
    }

    // TorchSharp makes numbers into native scalars that only its finalizer frees: one that is made in passing may be freed, and its
    // memory used again, while libtorch still reads it. A step then fails, or computes with another number.
    [Test]
    public void A_collector_that_never_rests_changes_no_bit()
    {
        const int Steps = 75;
        string expected = Train();
        using CancellationTokenSource enough = new();
        Thread collector = new(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Assert.That(Train(), Is.EqualTo(expected));
        }
        finally
        {
            enough.Cancel();
            collector.Join();
        }

        static string Train()
        {
            ImageSet images = SyntheticData.Create(train: 16, test: 1).Train;
            using ITrainer trainer = CreateTrainer(NotebookModels.Model2, seed: 1);
            for (int step = 0; step < Steps; step++)
            {
                trainer.TrainStep(images.Pixels.Span, images.Labels.Span);
            }

            return Float32Bytes.Sha256(trainer.GetState().Weights);
        }
    }

    // 9 KB for Model-1 and 20 KB for Model-2 here, the objects that stand for tensors. Pixels copied into an array would be 100 KB.
    [TestCase(1)]
    [TestCase(2)]
    public void A_step_makes_little_garbage(int model)
    {
        const int Steps = 10;
        ImageSet images = SyntheticData.Create(train: 128, test: 1).Train;
        using ITrainer trainer = CreateTrainer(NotebookModels.Get(model), seed: 1);
        trainer.TrainStep(images.Pixels.Span, images.Labels.Span);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int step = 0; step < Steps; step++)
        {
            trainer.TrainStep(images.Pixels.Span, images.Labels.Span);
        }

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / Steps, Is.LessThan(images.Pixels.Length / 2));
    }

    [Test]
    public void A_disposed_trainer_leaves_no_tensor()
    {
        long before = LiveTensors();

        CreateTrainer(NotebookModels.Model2, seed: 1).Dispose();

        Assert.That(LiveTensors(), Is.EqualTo(before));
    }

    [Test]
    public void A_state_goes_through_the_engine_bit_for_bit_in_Keras_layouts()
    {
        BuiltModel model = NotebookModels.Model2.Build();
        IReadOnlyList<WeightValues> weights = InitialWeights.Create(model, 5);
        using ITrainer trainer = CreateTrainer(NotebookModels.Model2, seed: 5);

        TrainerState state = trainer.GetState();

        Assert.That(Float32Bytes.Sha256(state.Weights), Is.EqualTo(Float32Bytes.Sha256(weights)));
        Assert.That(state.Weights.Select(weight => weight.Shape), Is.EqualTo(weights.Select(weight => weight.Shape)));
    }

    [Test]
    public void A_convolution_with_an_even_kernel_pads_the_smaller_half_before()
    {
        Sequential model = new(
            Shape.Of(2, 2, 1),
            [new Conv2D(1, 2, Activation.Linear, FashionRef.Models.Padding.Same), new Flatten(), new Dense(4, Activation.Softmax)]);
        BuiltModel built = model.Build();
        double[] identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
        WeightValues[] weights =
        [
            new(built.Weights.ElementAt(0).Path, Shape.Of(2, 2, 1, 1), [1000, 100, 10, 1]),
            new(built.Weights.ElementAt(1).Path, Shape.Of(1), [0]),
            new(built.Weights.ElementAt(2).Path, Shape.Of(4, 4), identity),
            new(built.Weights.ElementAt(3).Path, Shape.Of(4), [0, 0, 0, 0]),
        ];
        using ITrainer trainer = new TorchEngine(threads: 1).CreateTrainer(built, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(built, weights));
        double[] logits = new double[4];

        trainer.Predict([1, 2, 3, 4], logits);

        Assert.That(logits, Is.EqualTo(new[] { 1234.0, 2040.0, 3400.0, 4000.0 }));
    }

    private static ITrainer CreateTrainer(Sequential model, int seed)
    {
        BuiltModel built = model.Build();
        TrainerState start = TrainerState.Initial(built, InitialWeights.Create(built, seed));
        return new TorchEngine(threads: 2).CreateTrainer(built, CrossEntropy.OfLogits, new Adam(0.01), start);
    }

    private static long LiveTensors() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
