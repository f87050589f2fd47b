using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Benchmarks;

/// <summary>Model-2 after some steps on Fashion-MNIST: how much ReLU lets through depends on weights and images.</summary>
/// <param name="Weights">The weights in Keras' layouts and order.</param>
/// <param name="Images">Training images that were in none of the steps.</param>
internal sealed record TrainedModel(IReadOnlyList<WeightValues> Weights, ImageSet Images)
{
    private const int Steps = 60;
    private const int KeptImages = 8;

    /// <summary>Trains it.</summary>
    /// <exception cref="FashionRefException">The data set is not there (exit code 2).</exception>
    public static TrainedModel Create()
    {
        const int Seed = 1;
        ImageSet train = DatasetLoader.Load(Path.Combine(Repository.Artifacts, "data")).Train;
        BuiltModel model = NotebookModels.Model2.Build();
        using ITrainer trainer = new ExactEngine(threads: 1).CreateTrainer(
            model,
            CrossEntropy.OfLogits,
            new Adam(Notebook.LearningRate),
            TrainerState.Initial(model, InitialWeights.Create(model, Seed)));
        int[] order = EpochShuffle.Order(train.Count, Seed, epoch: 1);
        EpochBatches batches = new(train, Notebook.BatchSize);
        for (int step = 0; step < Steps; step++)
        {
            batches.Gather(order, step, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            trainer.TrainStep(pixels, labels);
        }

        new EpochBatches(train, KeptImages).Gather(order, Steps * Notebook.BatchSize / KeptImages, out ReadOnlySpan<byte> kept, out ReadOnlySpan<byte> classes);
        return new TrainedModel(trainer.GetState().Weights, new ImageSet(train.Height, train.Width, kept.ToArray(), classes.ToArray()));
    }
}
