using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Training;

internal sealed class CheckpointTests
{
    private static readonly BuiltModel Model = NotebookModels.Model2.Build();
    private static readonly RunSettings Settings = new(2, "torch", Seed: 3, Epochs: 5, BatchSize: 128, LearningRate: 0.01, Threads: 2);

    [Test]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        using TemporaryFolder folder = new();
        Checkpoint written = Write(folder["checkpoint"]);

        Checkpoint read = Checkpoint.Read(folder["checkpoint"], Settings, Model);

        Assert.That(read.History, Is.EqualTo(written.History));
        Assert.That(read.State.Step, Is.EqualTo(469));
        AssertSameValues(read.State.Weights, written.State.Weights);
        AssertSameValues(read.State.FirstMoments, written.State.FirstMoments);
        AssertSameValues(read.State.SecondMoments, written.State.SecondMoments);
    }

    [Test]
    public void A_run_may_go_on_for_more_epochs()
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"]);

        Checkpoint read = Checkpoint.Read(folder["checkpoint"], Settings with { Epochs = 20 }, Model);

        Assert.That(read.Settings.Epochs, Is.EqualTo(20));
    }

    [TestCase("--threads 2", 128, 3, CrossEntropy.OfLogits, Shuffle.Anew)]
    [TestCase("--batch-size 128", 64, 2, CrossEntropy.OfLogits, Shuffle.Anew)]
    [TestCase("--loss logits --shuffle anew, and this run asks", 128, 2, CrossEntropy.OfClippedProbabilities, Shuffle.Anew)]
    [TestCase("--loss probabilities --shuffle anew. Resume", 128, 2, CrossEntropy.OfClippedProbabilities, Shuffle.Anew)]
    [TestCase("--loss logits --shuffle anew, and this run asks", 128, 2, CrossEntropy.OfLogits, Shuffle.Repeated)]
    [TestCase("--loss logits --shuffle repeated. Resume", 128, 2, CrossEntropy.OfLogits, Shuffle.Repeated)]
    public void Other_settings_are_refused_and_the_right_ones_told(
        string told, int batchSize, int threads, CrossEntropy loss, Shuffle shuffle)
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"]);

        FashionRefException error = Assert.Throws<FashionRefException>(() => Checkpoint.Read(
            folder["checkpoint"], Settings with { BatchSize = batchSize, Threads = threads, Loss = loss, Shuffle = shuffle }, Model))!;

        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.BadRequest));
        Assert.That(error.Message, Does.Contain(told));
    }

    [Test]
    public void Another_engines_checkpoint_is_refused_and_both_engines_are_told()
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"]);

        Assert.That(
            () => Checkpoint.Read(folder["checkpoint"], Settings with { Engine = "exact" }, Model),
            Throws.TypeOf<FashionRefException>()
                .With.Property("ExitCode").EqualTo(ExitCode.BadRequest)
                .And.Message.Contain("it was made with --engine torch --batch-size 128 ")
                .And.Message.Contain(", and this run asks for --engine exact --batch-size 128 "));
    }

    [Test]
    public void Of_an_engine_whose_threads_never_show_a_run_may_go_on_with_others()
    {
        using TemporaryFolder folder = new();
        RunSettings exact = Settings with { Engine = "exact" };
        Write(folder["checkpoint"], settings: exact);

        Checkpoint read = Checkpoint.Read(folder["checkpoint"], exact with { Threads = 8 }, Model);

        Assert.That(read.Settings.Threads, Is.EqualTo(8));
    }

    [Test]
    public void Fewer_epochs_than_are_done_are_refused()
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"], epochs: 4);

        Assert.That(
            () => Checkpoint.Read(folder["checkpoint"], Settings with { Epochs = 3 }, Model),
            Throws.TypeOf<FashionRefException>().With.Message.Contain("4 epochs"));
    }

    [Test]
    public void A_model_whose_layers_were_changed_is_refused()
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"]);
        BuiltModel changed = (NotebookModels.Model2 with
        {
            Layers = NotebookModels.Model2.Layers.SetItem(1, new Conv2D(24, 3, Activation.Relu, Padding.Same)),
        }).Build();

        Assert.That(
            () => Checkpoint.Read(folder["checkpoint"], Settings, changed),
            Throws.TypeOf<FashionRefException>().With.Message.Contain("conv2d_1/kernel"));
    }

    [Test]
    public void A_file_cut_short_is_refused_with_its_name()
    {
        using TemporaryFolder folder = new();
        string path = folder["checkpoint"];
        Write(path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..5000]);

        Assert.That(
            () => Checkpoint.Read(path, Settings, Model),
            Throws.TypeOf<FashionRefException>().With.Message.Contain(path));
    }

    private static Checkpoint Write(string path, int epochs = 1, RunSettings? settings = null)
    {
        TrainerState start = TrainerState.Initial(Model, InitialWeights.Create(Model, 3));
        TrainerState state = start with
        {
            FirstMoments = [.. start.FirstMoments.Select((moment, i) => moment with { Values = Filled(moment.Shape, i + 0.25) })],
            SecondMoments = [.. start.SecondMoments.Select((moment, i) => moment with { Values = Filled(moment.Shape, i + 0.5) })],
            Step = 469,
        };
        EpochMetrics[] history = [.. Enumerable.Range(1, epochs).Select(i => new EpochMetrics(i, 1.0 / 3, Math.PI, 0.9, 1e-9, 12.5))];
        Checkpoint checkpoint = new(settings ?? Settings, history, state);
        checkpoint.Write(path);
        return checkpoint;
    }

    private static double[] Filled(Shape shape, double value) => [.. Enumerable.Repeat(value, shape.Count)];

    private static void AssertSameValues(IReadOnlyList<WeightValues> actual, IReadOnlyList<WeightValues> expected)
    {
        Assert.That(actual.Select(weight => weight.Path), Is.EqualTo(expected.Select(weight => weight.Path)));
        foreach ((WeightValues a, WeightValues e) in actual.Zip(expected))
        {
            Assert.That(a.Values, Is.EqualTo(e.Values), a.Path);
        }
    }
}
