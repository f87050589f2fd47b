using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training;

internal sealed class FitLoopTests
{
    private static readonly RunSettings Settings = new(1, "scripted", Seed: 1, Epochs: 2, BatchSize: 8, LearningRate: 0.5, Threads: 1);

    [Test]
    public void An_epochs_figures_are_means_over_samples_though_the_last_batch_is_smaller()
    {
        using ScriptedTrainer trainer = new(step => step < 3 ? new BatchResult(1.0, 4) : new BatchResult(7.0, 0));
        FitLoop fit = Loop(trainer, SyntheticData.Create(train: 20, test: 10));

        EpochMetrics metrics = fit.RunEpoch(1, new RecordingCallback(), CancellationToken.None).Metrics;

        Assert.That(trainer.Batches.Select(batch => batch.Length), Is.EqualTo(new[] { 8, 8, 4 }));
        Assert.That(metrics.Loss, Is.EqualTo(((16 * 1.0) + (4 * 7.0)) / 20).Within(1e-15));
        Assert.That(metrics.Accuracy, Is.EqualTo(8.0 / 20).Within(1e-15));
    }

    [Test]
    public void Epochs_see_every_image_in_different_orders()
    {
        (byte[] first, byte[] second) = TwoEpochs(Settings);

        Assert.That(first, Is.EquivalentTo(second));
        Assert.That(first, Is.Not.EqualTo(second));
    }

    [Test]
    public void An_epoch_tells_the_hash_of_what_training_was_given()
    {
        using ScriptedTrainer trainer = new(_ => new BatchResult(1, 0));
        Dataset data = SyntheticData.Create(train: 20, test: 10);

        EpochMetrics metrics = Loop(trainer, data).RunEpoch(2, new RecordingCallback(), CancellationToken.None).Metrics;

        Assert.That(metrics.Feed, Is.EqualTo(FeedHash.Of(data.Train, Settings, epoch: 2)));
    }

    [Test]
    public void A_repeated_shuffle_has_the_first_epochs_order_in_every_epoch()
    {
        (byte[] first, _) = TwoEpochs(Settings);

        (byte[] repeatedFirst, byte[] repeatedSecond) = TwoEpochs(Settings with { Shuffle = Shuffle.Repeated });

        Assert.That(repeatedFirst, Is.EqualTo(first));
        Assert.That(repeatedSecond, Is.EqualTo(first));
    }

    [Test]
    public void The_test_set_is_predicted_once_and_judged_over_all_its_images()
    {
        using ScriptedTrainer trainer = new(_ => new BatchResult(1, 0));
        FitLoop fit = Loop(trainer, SyntheticData.Create(train: 8, test: 30));

        (EpochMetrics metrics, TestResult test) = fit.RunEpoch(1, new RecordingCallback(), CancellationToken.None);

        Assert.That(trainer.Predictions, Is.EqualTo(1));

        // All logits 0: every answer is class 0, right for one image in ten.
        Assert.That(test.Correct, Is.EqualTo(3));
        Assert.That(metrics.ValAccuracy, Is.EqualTo(0.1).Within(1e-15));
        Assert.That(metrics.ValLoss, Is.EqualTo(Math.Log(10)).Within(1e-12));
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_loss_that_is_not_finite_stops_the_run_and_says_where_and_what_to_do(double loss)
    {
        using ScriptedTrainer trainer = new(step => new BatchResult(step == 2 ? loss : 1.0, 0));
        FitLoop fit = Loop(trainer, SyntheticData.Create(train: 20, test: 10));

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => fit.RunEpoch(1, new RecordingCallback(), CancellationToken.None))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.CheckFailed));
        Assert.That(error.Message, Does.Contain("step 2 of epoch 1").And.Contain("0.5"));
        Assert.That(error.Remedy, Is.EqualTo(Remedy.SmallerLearningRate));
        Assert.That(trainer.Batches, Has.Count.EqualTo(2));
    }

    [TestCase(double.NaN, "NaN")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    [TestCase(double.NegativeInfinity, "-Infinity")]
    public void A_logit_that_is_not_finite_in_the_test_stops_the_run_as_well(double logit, string told)
    {
        using ScriptedTrainer trainer = new(_ => new BatchResult(1, 0), logit);
        FitLoop fit = Loop(trainer, SyntheticData.Create(train: 20, test: 10));

        FashionRefException error = Assert.Throws<FashionRefException>(
            () => fit.RunEpoch(2, new RecordingCallback(), CancellationToken.None))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.CheckFailed));
        Assert.That(error.Message, Is.EqualTo(
            $"In the test after epoch 2 image 0 has the logit {told} for class 0: the training cannot continue. A logit must be finite. "
            + "The learning rate was 0.5 (the notebook's is 0.01)."));
        Assert.That(error.Remedy, Is.EqualTo(Remedy.SmallerLearningRate));
    }

    [Test]
    public void Cancelling_ends_at_the_end_of_a_step()
    {
        using CancellationTokenSource cancellation = new();
        using ScriptedTrainer trainer = new(_ => new BatchResult(1, 0));
        FitLoop fit = Loop(trainer, SyntheticData.Create(train: 80, test: 10));
        RecordingCallback callback = new(step =>
        {
            if (step == 3)
            {
                cancellation.Cancel();
            }
        });

        Assert.That(() => fit.RunEpoch(1, callback, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(trainer.Batches, Has.Count.EqualTo(3));
    }

    private static (byte[] First, byte[] Second) TwoEpochs(RunSettings settings)
    {
        using ScriptedTrainer trainer = new(_ => new BatchResult(1, 0));
        FitLoop fit = Loop(trainer, SyntheticData.Create(train: 40, test: 10), settings);
        fit.RunEpoch(1, new RecordingCallback(), CancellationToken.None);
        fit.RunEpoch(2, new RecordingCallback(), CancellationToken.None);
        return ([.. trainer.Batches.Take(5).SelectMany(batch => batch)], [.. trainer.Batches.Skip(5).SelectMany(batch => batch)]);
    }

    private static FitLoop Loop(ScriptedTrainer trainer, Dataset data, RunSettings? settings = null) => new(
        trainer, data, settings ?? Settings, cancellation => TestResult.Of(trainer, data.Test, 10, (settings ?? Settings).Loss, cancellation), TimeProvider.System);
}
