using FashionRef.Data;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training;

/// <summary>The notebook's own training: both models, all 10 epochs, the default seed.</summary>
[Category("Training")]
internal sealed class NotebookTrainingTests
{
    // Real Keras ended between 0.831 and 0.864 (Model-1, 40 seeds) and between 0.889 and 0.910 (Model-2, 19 seeds).
    [TestCase(1, 0.82, 0.88)]
    [TestCase(2, 0.88, 0.925)]
    public void Ten_epochs_end_where_Keras_ends(int model, double least, double most)
    {
        using TemporaryFolder folder = new();
        RunSettings settings = new(model, "torch", Seed: 1, Epochs: 10, BatchSize: 128, LearningRate: 0.01, Environment.ProcessorCount);
        Dataset data = RealDataset.Load();
        TrainingRun training = new(
            settings,
            NotebookModels.Get(model).Build(),
            new TorchEngine(settings.Threads),
            data,
            new RunFolder(folder.Path),
            TimeProvider.System);

        CompletedRun run = training.Execute(resume: false, new RecordingCallback(), CancellationToken.None);

        TestContext.Out.WriteLine($"{settings.ModelTitle}: test accuracy {run.Test.Accuracy:F4}");
        Assert.That(run.Test.Accuracy, Is.InRange(least, most));
        Assert.That(run.History, Has.Count.EqualTo(10));
        Assert.That(run.History[^1].Loss, Is.LessThan(run.History[0].Loss));
    }
}
