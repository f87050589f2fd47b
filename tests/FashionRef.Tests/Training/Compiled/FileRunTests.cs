using System.Text.Json.Nodes;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Compiled;

/// <summary>Whole trainings of Keras files: stopped and gone on with, saved in the middle, ended early.</summary>
internal sealed class FileRunTests
{
    private static readonly Dataset Data = SyntheticData.Create(train: 150, test: 40);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    // Nadam has a product of momenta, Ftrl a slot that does not start at 0, and Adam here moving averages of the weights.
    [TestCase("global-average")]
    [TestCase("batchnorm")]
    [TestCase("colour-accumulate", "two-dim-input")]
    public void A_model_saved_in_the_middle_and_trained_on_has_the_bits_of_one_that_went_through(string name, string? instead = null)
    {
        string start = KerasAnswers.Of(instead ?? name).FileOf("keras");
        CompletedRun through = Train(CompiledFile.Read(start, Fresh), epochs: 3, "through");

        Train(CompiledFile.Read(start, Fresh), epochs: 1, "first");
        CompletedRun second = Train(CompiledFile.Read(Folder("first").ModelFile), epochs: 2, "second");

        Assert.That(Bits(second), Is.EqualTo(Bits(through)));
        Assert.That(second.State.Step, Is.EqualTo(3 * 3));
    }

    [Test]
    public void A_run_stopped_inside_an_epoch_and_resumed_ends_with_the_bits_of_an_unbroken_one()
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("batchnorm").FileOf("keras"));
        CompletedRun expected = Train(file, epochs: 3, "unbroken");
        using CancellationTokenSource cancellation = new();
        int steps = 0;
        RecordingCallback stops = new(_ =>
        {
            if (++steps == 5)
            {
                cancellation.Cancel();
            }
        });
        Assert.That(() => Run(file, 3, "broken").Execute(callback: stops, cancellationToken: cancellation.Token), Throws.InstanceOf<OperationCanceledException>());

        CompletedRun resumed = Run(file, 3, "broken").Execute(resume: true);

        Assert.That(Bits(resumed), Is.EqualTo(Bits(expected)));
        Assert.That(resumed.History.Select(epoch => epoch.Loss), Is.EqualTo(expected.History.Select(epoch => epoch.Loss)));
    }

    [Test]
    public void A_checkpoint_of_other_settings_is_refused_with_the_difference()
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("batchnorm").FileOf("keras"));
        Train(file, epochs: 1, "run");
        FileRun other = new(Settings(file, 1) with { BatchSize = 40 }, file, new ExactEngine(threads: 2), Data, Folder("run"), TimeProvider.System);

        FashionRefException refusal = Assert.Throws<FashionRefException>(() => other.Execute(resume: true))!;

        Assert.That(refusal.Message, Does.Contain("checkpoint.keras").And.Contain("its batch size is 50, not 40"));
    }

    [Test]
    public void Training_stops_when_the_loss_has_not_become_smaller_for_as_long_as_patience_says()
    {
        // With this rate every epoch is worse than the one before.
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("softmax-regression").FileOf("keras"), new CompileChoices("""{"class_name": "SGD", "config": {"learning_rate": 1e-12}}""", IsFresh: true));
        FileRun run = new(Settings(file, 9), file, new ExactEngine(threads: 2), Data, Folder("run"), TimeProvider.System) { Choices = new FitChoices(SavesBest: true, Patience: 2) };

        CompletedRun completed = run.Execute();

        double[] losses = [.. completed.History.Select(epoch => epoch.ValLoss)];
        Assert.That(run.StoppedAfter, Is.EqualTo(completed.History.Count));
        Assert.That(Array.IndexOf(losses, losses.Min()) + 1 + 2, Is.EqualTo(completed.History.Count));
        Assert.That(completed.Settings.Epochs, Is.EqualTo(completed.History.Count));
        Assert.That(File.Exists(Folder("run").BestModelFile));
    }

    [Test]
    public void The_best_model_is_that_of_the_epoch_with_the_least_loss()
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("softmax-regression").FileOf("keras"));
        FileRun run = new(Settings(file, 3), file, new ExactEngine(threads: 2), Data, Folder("run"), TimeProvider.System) { Choices = new FitChoices(SavesBest: true) };
        CompletedRun completed = run.Execute();
        int best = completed.History.MinBy(epoch => epoch.ValLoss)!.Epoch;

        CompletedRun shorter = Train(file, best, "shorter");

        Assert.That(Weights(Folder("run").BestModelFile), Is.EqualTo(Float32Bytes.Sha256(shorter.State.Weights)));
    }

    [Test]
    public void Moving_averages_of_the_weights_are_the_weights_after_the_last_epoch()
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("layer-group-norm").FileOf("keras"), Fresh with
        {
            Optimizer = """{"class_name": "Adam", "config": {"use_ema": true, "ema_momentum": 0.9}}""",
        });

        CompletedRun run = Train(file, epochs: 1, "run");

        Assert.That(Float32Bytes.Sha256(run.State.Slots["average"]), Is.EqualTo(Float32Bytes.Sha256([.. run.State.Weights.Where(weight => run.State.Slots["average"].Any(average => average.Path == weight.Path))])));
    }

    [Test]
    public void What_comes_out_opens_as_what_went_in_with_its_steps_and_no_trace_of_the_checkpoint()
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of("conv-basic").FileOf("h5"));
        Train(file, epochs: 1, "run");

        using KerasFile written = KerasFile.Read(Folder("run").ModelFile);

        Assert.That(written.OptimizerSteps, Is.EqualTo(6 + 3));
        Assert.That(written.Compilation!.Optimizer, Is.EqualTo("Adam"));
        Assert.That(written.Progress, Is.Null);
        Assert.That(written.Remarks, Is.Empty);
        Assert.That(JsonNode.Parse(File.ReadAllText(KerasAnswers.Of("conv-basic").FileOf("json")))!["config"]!["layers"]!.AsArray(), Has.Count.EqualTo(written.ConfiguredLayers.Count));
    }

    private static CompileChoices Fresh => new(IsFresh: true);

    private static string Bits(CompletedRun run) => Float32Bytes.Sha256(
        [.. run.State.Weights, .. run.State.Slots.SelectMany(slot => slot.Value.Select(values => values with { Path = $"{slot.Key}/{values.Path}" }))]);

    private static string Weights(string path)
    {
        using KerasFile file = KerasFile.Read(path);
        return Float32Bytes.Sha256(file.ReadWeights(file.Model!, path));
    }

    private static RunSettings Settings(CompiledFile file, int epochs) => new(
        0, KnownEngines.Exact, Seed: 3, epochs, BatchSize: 50, file.Compiled.Optimizer.Rate.Initial, Threads: 1, File: new ModelSource("own", file.Sha256));

    private RunFolder Folder(string name) => new(_folder[name]) { IsOfFile = true };

    private FileRun Run(CompiledFile file, int epochs, string name)
    {
        Directory.CreateDirectory(_folder[name]);
        return new FileRun(Settings(file, epochs), file, new ExactEngine(threads: 2), Data, Folder(name), TimeProvider.System);
    }

    private CompletedRun Train(CompiledFile file, int epochs, string name) => Run(file, epochs, name).Execute();
}
