using FashionRef.Cli;
using FashionRef.Data;
using FashionRef.Engines.Exact;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training;

internal sealed class TrainingRunTests
{
    private static readonly Dataset Data = SyntheticData.Create(train: 300, test: 50);
    private static readonly RunSettings Settings = new(2, "torch", Seed: 4, Epochs: 3, BatchSize: 64, LearningRate: 0.01, Threads: 2);

    [Test]
    public void The_same_seed_gives_the_same_bits_twice_and_another_seed_others()
    {
        using TemporaryFolder folder = new();

        string first = Hash(Run(folder, Settings, resume: false));
        string second = Hash(Run(folder, Settings, resume: false));
        string other = Hash(Run(folder, Settings with { Seed = 5 }, resume: false));

        Assert.That(second, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_repeated_shuffle_changes_nothing_before_the_second_epoch()
    {
        using TemporaryFolder folder = new();

        CompletedRun anew = Run(folder, Settings, resume: false);
        CompletedRun repeated = Run(folder, Settings with { Shuffle = Shuffle.Repeated }, resume: false);

        Assert.That(WithoutTime(repeated.History[0]), Is.EqualTo(WithoutTime(anew.History[0])));
        Assert.That(WithoutTime(repeated.History[1]), Is.Not.EqualTo(WithoutTime(anew.History[1])));
        Assert.That(Hash(repeated), Is.Not.EqualTo(Hash(anew)));
    }

    [Test]
    public void A_run_stopped_inside_an_epoch_and_resumed_ends_with_the_bits_of_an_unbroken_one()
    {
        using TemporaryFolder unbroken = new();
        using TemporaryFolder broken = new();
        CompletedRun expected = Run(unbroken, Settings, resume: false);
        using CancellationTokenSource cancellation = new();
        int steps = 0;
        RecordingCallback stopInSecondEpoch = new(_ =>
        {
            if (++steps == 8)
            {
                cancellation.Cancel();
            }
        });
        Assert.That(
            () => Run(broken, Settings, resume: false, stopInSecondEpoch, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());

        CompletedRun resumed = Run(broken, Settings, resume: true);

        Assert.That(steps, Is.EqualTo(8));
        Assert.That(Hash(resumed), Is.EqualTo(Hash(expected)));
        Assert.That(Float32Bytes.Sha256(resumed.Test.Logits), Is.EqualTo(Float32Bytes.Sha256(expected.Test.Logits)));
        Assert.That(resumed.History.Select(WithoutTime), Is.EqualTo(expected.History.Select(WithoutTime)));
    }

    [Test]
    public void A_finished_run_can_be_resumed_for_more_epochs_and_is_the_longer_run()
    {
        using TemporaryFolder longer = new();
        using TemporaryFolder twice = new();
        CompletedRun expected = Run(longer, Settings, resume: false);

        Run(twice, Settings with { Epochs = 2 }, resume: false);
        CompletedRun resumed = Run(twice, Settings, resume: true);

        Assert.That(Hash(resumed), Is.EqualTo(Hash(expected)));
    }

    [Test]
    public void Resuming_a_run_that_has_all_its_epochs_only_judges_it_again()
    {
        using TemporaryFolder folder = new();
        CompletedRun first = Run(folder, Settings, resume: false);
        RecordingCallback callback = new();

        CompletedRun again = Run(folder, Settings, resume: true, callback);

        Assert.That(callback.Epochs, Is.Empty);
        Assert.That(Float32Bytes.Sha256(again.Test.Logits), Is.EqualTo(Float32Bytes.Sha256(first.Test.Logits)));
    }

    [Test]
    public void Resuming_without_a_checkpoint_begins_anew()
    {
        using TemporaryFolder folder = new();

        CompletedRun run = Run(folder, Settings with { Epochs = 1 }, resume: true);

        Assert.That(run.History, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_new_run_takes_the_results_of_an_earlier_one_away_before_it_trains()
    {
        using TemporaryFolder folder = new();
        RunFolder files = new(folder.Path);
        File.WriteAllText(files.Record, "{}");
        bool stood = true;
        RecordingCallback callback = new(_ => stood = File.Exists(files.Record));

        Run(folder, Settings with { Epochs = 1 }, resume: false, callback);

        Assert.That(stood, Is.False);
    }

    // One step: its loss is that of the initial weights.
    [TestCase(TorchEngine.EngineName)]
    [TestCase(ExactEngine.EngineName)]
    public void A_run_whose_loss_is_finite_and_whose_test_is_not_leaves_nothing(string engine)
    {
        using TemporaryFolder folder = new();
        RunSettings diverging = Settings with { Engine = engine, BatchSize = 60_000, LearningRate = 1e38 };

        FashionRefException error = Assert.Throws<FashionRefException>(() => Run(folder, diverging, resume: false))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.CheckFailed));
        Assert.That(error.Message, Does.StartWith("In the test after epoch 1 image 0 has the logit ").And.Contains("The learning rate was 1E+38 "));
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public void A_model_learns_what_can_be_learned()
    {
        using TemporaryFolder folder = new();

        CompletedRun run = Run(folder, Settings with { Epochs = 12, BatchSize = 16 }, resume: false);

        Assert.That(run.Test.Accuracy, Is.GreaterThan(0.9));
        Assert.That(run.History[^1].Loss, Is.LessThan(run.History[0].Loss / 4));
    }

    private static CompletedRun Run(
        TemporaryFolder folder,
        RunSettings settings,
        bool resume,
        RecordingCallback? callback = null,
        CancellationToken cancellationToken = default)
    {
        TrainingRun run = new(
            settings,
            NotebookModels.Get(settings.Model).Build(),
            InstalledEngines.Create(settings.Engine, settings.Threads),
            Data,
            new RunFolder(folder.Path),
            TimeProvider.System);
        return run.Execute(resume, callback ?? new RecordingCallback(), cancellationToken);
    }

    private static string Hash(CompletedRun run) => Float32Bytes.Sha256(run.State.Weights);

    private static EpochMetrics WithoutTime(EpochMetrics metrics) => metrics with { Seconds = 0 };
}
