using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Harms.Curves;

/// <summary>A whole run of a port with a mistake.</summary>
internal static class PortedRun
{
    /// <summary>Trains ten epochs, as the notebook does.</summary>
    /// <param name="port">The port.</param>
    /// <param name="number">The model's number.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="data">Fashion-MNIST.</param>
    /// <returns>Every epoch; how long it took is not told.</returns>
    public static IReadOnlyList<EpochMetrics> Train(Port port, int number, int seed, Dataset data)
    {
        BuiltModel model = port.Model(NotebookModels.Get(number)).Build();
        ImageSet train = port.ReadTrain(data.Train);
        ImageSet test = port.ReadTest(data.Test);
        using ITrainer trainer = Trainer(port, model, InitialWeights.Create(model, seed));
        List<EpochMetrics> history = [];
        for (int epoch = 1; epoch <= Notebook.Epochs; epoch++)
        {
            List<(double Loss, int Images)> batches = [];
            int correct = 0;
            foreach (int[] batch in port.Fit.Batches(port.Fit.Order(train.Count, seed, epoch), Notebook.BatchSize))
            {
                new EpochBatches(train, batch.Length).Gather(batch, 0, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
                BatchResult result = trainer.TrainStep(pixels, labels);
                batches.Add((result.Loss, labels.Length));
                correct += result.Correct;
            }

            TestResult tested = TestResult.Of(trainer, test, model.ClassCount, CrossEntropy.OfLogits, CancellationToken.None);
            history.Add(new EpochMetrics(epoch, (double)correct / batches.Sum(batch => batch.Images), port.Fit.EpochLoss(batches), tested.Accuracy, tested.Loss, 0));
        }

        return history;
    }

    // Engine exact is several times as fast. A mistake within a step needs the port's own trainer.
    private static ITrainer Trainer(Port port, BuiltModel model, IReadOnlyList<WeightValues> start)
    {
        Adam adam = new(Notebook.LearningRate);
        PortedSteps steps = port.Steps;
        return steps == new PortedSteps { Settings = steps.Settings, KernelLimit = steps.KernelLimit }
            ? new ExactEngine(threads: 1).CreateTrainer(model, CrossEntropy.OfLogits, steps.Settings(adam), TrainerState.Initial(model, [.. start.Select(steps.Start)]))
            : new PortedEngine(steps, Precision.Float32).CreateTrainer(model, CrossEntropy.OfLogits, adam, TrainerState.Initial(model, start));
    }
}
