using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Gate;
using FashionRef.Training;
using FashionRef.Training.Checkpoints;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Checkpoints;

internal sealed class CheckpointTests
{
    private static readonly BuiltModel Model = NotebookModels.Model2.Build();
    private static readonly RunSettings Settings = new(2, "torch", Seed: 3, Epochs: 5, BatchSize: 128, LearningRate: 0.01, Threads: 2);

    [Test]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        using TemporaryFolder folder = new();
        Checkpoint written = Write(folder["checkpoint"]);

        Checkpoint read = Read(folder["checkpoint"], Settings, Model);

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

        Checkpoint read = Read(folder["checkpoint"], Settings with { Epochs = 20 }, Model);

        Assert.That(read.Settings.Epochs, Is.EqualTo(20));
    }

    [TestCase("its number of threads is 2, not 3", 128, 3, CrossEntropy.OfLogits, Shuffle.Anew)]
    [TestCase("its batch size is 128, not 64", 64, 2, CrossEntropy.OfLogits, Shuffle.Anew)]
    [TestCase("its loss is logits, not probabilities", 128, 2, CrossEntropy.OfClippedProbabilities, Shuffle.Anew)]
    [TestCase("its batch size is 128, not 64; its shuffle is anew, not repeated. ", 64, 2, CrossEntropy.OfLogits, Shuffle.Repeated)]
    [TestCase("its shuffle is anew, not repeated. ", 128, 2, CrossEntropy.OfLogits, Shuffle.Repeated)]
    public void Other_settings_are_refused_and_the_right_ones_told(
        string told, int batchSize, int threads, CrossEntropy loss, Shuffle shuffle)
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"]);

        FashionRefException error = Assert.Throws<FashionRefException>(() => Read(
            folder["checkpoint"], Settings with { BatchSize = batchSize, Threads = threads, Loss = loss, Shuffle = shuffle }, Model))!;

        Assert.That((error.Kind, error.Remedy), Is.EqualTo((FaultKind.BadRequest, Remedy.LeaveTheCheckpoint)));
        Assert.That(error.Message, Does.Contain($"'{folder["checkpoint"]}': {told}"));
    }

    [Test]
    public void Another_engines_checkpoint_is_refused_and_both_engines_are_told()
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"]);

        Assert.That(
            () => Read(folder["checkpoint"], Settings with { Engine = "exact" }, Model),
            Throws.TypeOf<FashionRefException>()
                .With.Property("Kind").EqualTo(FaultKind.BadRequest)
                .And.Message.Contain(": its engine is torch, not exact. "));
    }

    [Test]
    public void Of_an_engine_whose_threads_never_show_a_run_may_go_on_with_others()
    {
        using TemporaryFolder folder = new();
        RunSettings exact = Settings with { Engine = "exact" };
        Write(folder["checkpoint"], settings: exact);

        Checkpoint read = Read(folder["checkpoint"], exact with { Threads = 8 }, Model);

        Assert.That(read.Settings.Threads, Is.EqualTo(8));
    }

    [Test]
    public void Fewer_epochs_than_are_done_are_refused()
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"], epochs: 4);

        Assert.That(
            () => Read(folder["checkpoint"], Settings with { Epochs = 3 }, Model),
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
            () => Read(folder["checkpoint"], Settings, changed),
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
            () => Read(path, Settings, Model),
            Throws.TypeOf<FashionRefException>().With.Message.Contain(path));
    }

    [Test]
    public void A_flipped_bit_is_refused_wherever_it_is()
    {
        using TemporaryFolder folder = new();
        string path = folder["checkpoint"];
        Write(path);
        byte[] bytes = File.ReadAllBytes(path);
        int header = 8 + BitConverter.ToInt32(bytes);
        int[] places = [.. Enumerable.Range(0, 16).Select(i => (i * header / 16) + 1), header, header + 5, (header + bytes.Length) / 2, bytes.Length - 1];
        foreach ((int i, int place) in places.Index())
        {
            Put((byte)(bytes[place] ^ (1 << (i % 8))), place);
            FashionRefException error = Assert.Throws<FashionRefException>(() => Read(path, Settings, Model), $"byte {place} of {bytes.Length}")!;
            Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
            Assert.That(error.Message, Does.Contain(path));
            Put(bytes[place], place);
        }

        Assert.That(() => Read(path, Settings, Model), Throws.Nothing);

        void Put(byte value, int place)
        {
            using FileStream file = File.OpenWrite(path);
            file.Position = place;
            file.WriteByte(value);
        }
    }

    private static IEnumerable<TestCaseData> Impossible =>
    [
        Case("it has 470 steps, but 2 epochs of 469 steps are 938", made => made with { State = made.State with { Step = 470 } }),
        Case("it has -1 steps", made => made with { State = made.State with { Step = -1 } }),
        Case("'history[0].epoch' is 2, but must be 1; 'history[1].epoch' is 1, but must be 2", made => made with { History = [made.History[1], made.History[0]] }),
        Case("its metadata cannot be read ([1] is null, but must be an object)", made => made with { History = [made.History[0], null!] }),
        Case("'history[1].accuracy' is 1.5, but must be from 0 to 1", made => Second(made, epoch => epoch with { Accuracy = 1.5 })),
        Case("'history[1].val_accuracy' is -0.1, ", made => Second(made, epoch => epoch with { ValAccuracy = -0.1 })),
        Case("'history[1].loss' is -1, but must be at least 0", made => Second(made, epoch => epoch with { Loss = -1 })),
        Case("'history[1].seconds' is -5, ", made => Second(made, epoch => epoch with { Seconds = -5 })),
        Case("its metadata cannot be read (it is null, but must be a list)", made => made with { History = null! }),
        Case("the weight 'sequential/conv2d/kernel' is NaN at 3", made => made with { State = made.State with { Weights = WithNaN(made.State.Weights) } }),
        Case("the first moment of 'sequential/conv2d/kernel' is NaN at 3", made => made with { State = made.State with { FirstMoments = WithNaN(made.State.FirstMoments) } }),
        Case("the second moment of 'sequential/conv2d/kernel' is NaN at 3", made => made with { State = made.State with { SecondMoments = WithNaN(made.State.SecondMoments) } }),
    ];

    [TestCaseSource(nameof(Impossible))]
    public void What_no_run_can_have_made_is_refused_though_the_checksum_fits(string told, Func<Checkpoint, Checkpoint> change)
    {
        using TemporaryFolder folder = new();
        change(Make(epochs: 2)).Write(folder["checkpoint"]);

        Refusal.Expect(() => Read(folder["checkpoint"], Settings, Model), told);
    }

    [Test]
    public void A_checkpoint_of_an_older_version_has_no_checksum_and_is_refused()
    {
        using TemporaryFolder folder = new();
        Write(folder["checkpoint"]);
        SafetensorsContent content = SafetensorsFile.Read(folder["checkpoint"]);
        Dictionary<string, string> older = new(content.Metadata) { ["format"] = "fashionref-checkpoint-1" };
        older.Remove("sha256");
        SafetensorsFile.Write(folder["checkpoint"], content.Arrays, older);

        Refusal.Expect(
            () => Read(folder["checkpoint"], Settings, Model), "an older version of the program wrote it, without a checksum.");
    }

    private static TestCaseData Case(string told, Func<Checkpoint, Checkpoint> change) => new TestCaseData(told, change).SetArgDisplayNames(told);

    private static Checkpoint Second(Checkpoint made, Func<EpochMetrics, EpochMetrics> change) =>
        made with { History = [made.History[0], change(made.History[1])] };

    private static IReadOnlyList<WeightValues> WithNaN(IReadOnlyList<WeightValues> arrays) =>
        [arrays[0] with { Values = [.. arrays[0].Values.Select((value, i) => i == 3 ? double.NaN : value)] }, .. arrays.Skip(1)];

    private static Checkpoint Read(string path, RunSettings settings, BuiltModel model) =>
        Checkpoint.Read(path, settings, model, stepsPerEpoch: 469);

    private static Checkpoint Write(string path, int epochs = 1, RunSettings? settings = null)
    {
        Checkpoint checkpoint = Make(epochs, settings);
        checkpoint.Write(path);
        return checkpoint;
    }

    private static Checkpoint Make(int epochs = 1, RunSettings? settings = null)
    {
        TrainerState start = TrainerState.Initial(Model, InitialWeights.Create(Model, 3));
        TrainerState state = start with
        {
            FirstMoments = [.. start.FirstMoments.Select((moment, i) => moment with { Values = Filled(moment.Shape, i + 0.25) })],
            SecondMoments = [.. start.SecondMoments.Select((moment, i) => moment with { Values = Filled(moment.Shape, i + 0.5) })],
            Step = 469 * epochs,
        };
        EpochMetrics[] history = [.. Enumerable.Range(1, epochs).Select(i => new EpochMetrics(i, 1.0 / 3, Math.PI, 0.9, 1e-9, 12.5))];
        return new Checkpoint(settings ?? Settings, history, state);
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
