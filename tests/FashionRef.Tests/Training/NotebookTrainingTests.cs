using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Formats;
using FashionRef.Gate.Baselines;
using FashionRef.Models;
using FashionRef.Tests.Engines.Exact;
using FashionRef.Tests.Gate;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training;

/// <summary>The notebook's own training: both models, all 10 epochs, the default seed.</summary>
[Category("Training")]
internal sealed class NotebookTrainingTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(1)]
    [TestCase(2, Category = LongTests.Category)]
    public void Ten_epochs_of_torch_end_where_Keras_ends(int model)
    {
        // One thread: other tests have the other processors, and two threads take more of their time together.
        AssertEndsWhereKerasEnds(Train(new TorchEngine(threads: 1), model, Notebook.Epochs));
    }

    // The first epoch, for EpochBitsTests, with another number of threads than there. .ci/run has the gate demand the same bits of both models.
    [Test]
    [Category(LongTests.Category)]
    public void Ten_epochs_of_exact_end_where_Keras_ends_with_the_stored_bits_after_the_first_and_the_last()
    {
        ExactEngine engine = new(threads: 3);

        CompletedRun first = Train(engine, model: 2, epochs: 1);
        CompletedRun run = Train(engine, model: 2, Notebook.Epochs, resume: true);

        AssertEndsWhereKerasEnds(run);
        Assert.That(Bits(first), Is.EqualTo((EpochBitsTests.Model2Weights, EpochBitsTests.Model2Logits)));
        Baseline stored = BaselineFile.Read(BaselineFile.PathOf(KerasSeeds.Folder, run.Settings));
        Assert.That(Bits(run), Is.EqualTo((stored.TrainedWeights, stored.TestLogits)));
    }

    private static void AssertEndsWhereKerasEnds(CompletedRun run)
    {
        // Real Keras ended between 0.831 and 0.864 (Model-1, 40 seeds) and between 0.889 and 0.910 (Model-2, 19 seeds).
        (double least, double most) = run.Settings.Model == 1 ? (0.82, 0.88) : (0.88, 0.925);

        TestContext.Out.WriteLine($"{run.Settings.ModelTitle}: test accuracy {run.Test.Accuracy:F4}");
        Assert.That(run.Test.Accuracy, Is.InRange(least, most));
        Assert.That(run.History, Has.Count.EqualTo(10));
        Assert.That(run.History[^1].Loss, Is.LessThan(run.History[0].Loss));
    }

    private static (string Weights, string Logits) Bits(CompletedRun run) =>
        (Float32Bytes.Sha256(run.State.Weights), Float32Bytes.Sha256(run.Test.Logits));

    private CompletedRun Train(IEngine engine, int model, int epochs, bool resume = false)
    {
        RunSettings settings = RunSettings.Notebook(model, engine.Name, seed: 1, Environment.ProcessorCount) with { Epochs = epochs };
        TrainingRun training = new(
            settings, NotebookModels.Get(model).Build(), engine, RealDataset.Load(), new RunFolder(_folder.Path), TimeProvider.System);
        return training.Execute(resume, new RecordingCallback(), CancellationToken.None);
    }
}
