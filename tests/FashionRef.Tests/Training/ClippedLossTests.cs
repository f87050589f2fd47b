using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training;

/// <summary>What Keras' other back ends make of the notebook's raw pixels.</summary>
[Category("Training")]
internal sealed class ClippedLossTests
{
    [Test]
    public void Model_1_ends_with_one_answer_in_ten_right_and_its_weights_stand_still()
    {
        RunSettings settings = new(
            1, "torch", Seed: 1, Epochs: 1, BatchSize: 128, LearningRate: 0.01, Environment.ProcessorCount, CrossEntropy.OfClippedProbabilities);
        Dataset data = RealDataset.Load();
        BuiltModel model = NotebookModels.Model1.Build();
        TrainerState start = TrainerState.Initial(model, InitialWeights.Create(model, settings.Seed));
        using ITrainer trainer = new TorchEngine(settings.Threads)
            .CreateTrainer(model, settings.Loss, new Adam(settings.LearningRate), start);
        FitLoop fit = new(
            trainer, data, settings, cancellation => TestResult.Of(trainer, data.Test, model.ClassCount, settings.Loss, cancellation), TimeProvider.System);

        TestResult test = fit.RunEpoch(1, new RecordingCallback(), CancellationToken.None).Test;

        // One class is answered nearly everywhere; rounding decides the few other images.
        Assert.That(test.Correct, Is.InRange(995, 1005));
        Assert.That(test.Loss, Is.EqualTo(0.9 * -Math.Log(ProbabilityClip.Least)).Within(0.01), "Nine images in ten are clipped.");

        string before = Float32Bytes.Sha256(trainer.GetState().Weights);
        EpochBatches batches = new(data.Train, settings.BatchSize);
        int[] order = EpochShuffle.Order(data.Train.Count, settings.Seed, epoch: 2);
        for (int batch = 0; batch < 10; batch++)
        {
            batches.Gather(order, batch, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            trainer.TrainStep(pixels, labels);
        }

        Assert.That(Float32Bytes.Sha256(trainer.GetState().Weights), Is.EqualTo(before));
    }
}
