using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Evaluation;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Engines.Exact;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Support;
using FashionRef.Tests.Training;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Snapshots.Gate;

/// <summary>Whole trainings with a mistake in the code, whose records say nothing of it.</summary>
[Category("Training")]
[Parallelizable(ParallelScope.All)]
internal sealed class HarmTests
{
    private const int Seed = 1;

    [OneTimeSetUp]
    public void Fetch() => RealDataset.Load();

    // A fifth of the images is enough for that.
    [Test]
    public void A_learning_rate_of_0_05_is_stopped_because_the_run_collapses()
    {
        GateCheck failure = Failure(new MistakenEngine { Optimizer = adam => adam with { LearningRate = 0.05 } }, images: 12_800);

        Assert.That(failure.Kind, Is.EqualTo(CheckKind.CollapsedRuns));
        Assert.That((failure.Figure, failure.Bound), Is.EqualTo(("1 of 1", "none below 0.25")));
        Assert.That(failure.Causes, Does.Contain("learning rate 0.05"));
    }

    [Test]
    public void Pixels_divided_by_255_are_stopped_because_the_run_is_better_than_the_reference_can_be()
    {
        GateCheck failure = Failure(new MistakenEngine { Divisor = 255 });

        Assert.That(failure.Kind, Is.EqualTo(CheckKind.Accuracy));
        Assert.That(failure.Reason, Does.StartWith("Better than the reference can be"));
        Assert.That(failure.Causes, Does.Contain("pixels divided by 255"));
    }

    [Test]
    public void Sixteen_filters_in_Model_2s_second_convolution_are_stopped_because_of_the_parameters()
    {
        Sequential changed = NotebookModels.Model2 with
        {
            Layers = NotebookModels.Model2.Layers.SetItem(1, new Conv2D(16, 3, Activation.Relu, Padding.Same)),
        };

        // One epoch is wrong as well, and both are told. How well it learned is not asked: a few images do.
        GateCheck failure = Judge(Train(2, changed, new MistakenEngine(), epochs: 1, images: 1280), 2).Checks.Single(check => check.Kind == CheckKind.Record);

        Assert.That(failure.Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(failure.Faults, Does.Contain("parameters is 204778, but must be 407802"));
        Assert.That(failure.Causes, Does.Contain("16 filters in the second convolution, as the notebook's text says"));
    }

    // The engine's own run of ten epochs passes the gate: .ci/run asks for it.
    [Test]
    public void Without_a_mistake_the_run_is_the_engines_own()
    {
        GateRun run = Train(1, NotebookModels.Model1, new MistakenEngine(), epochs: 1);

        Assert.That(run.Record.Sha256.TrainedWeights, Is.EqualTo(EpochBitsTests.Model1Weights));
    }

    // 2e-7 here; the bound is what parity allows ten steps.
    [Test]
    public void Pixels_divided_by_255_are_those_of_the_port()
    {
        PortedSteps mistake = new() { Images = images => images.Times(1.0 / 255) };

        double[] port = Losses(new PortedEngine(mistake, Precision.Float32));

        Assert.That(Losses(new MistakenEngine { Divisor = 255 }), Is.EqualTo(port).Within(0.01).Percent);
        Assert.That(Losses(new MistakenEngine()), Is.Not.EqualTo(port).Within(10).Percent);
    }

    private static double[] Losses(IEngine engine)
    {
        BuiltModel model = NotebookModels.Model1.Build();
        ImageSet images = RealDataset.Load().Train;
        EpochBatches batches = new(images, Notebook.BatchSize);
        int[] order = EpochShuffle.Order(images.Count, Seed, epoch: 1);
        using ITrainer trainer = engine.CreateTrainer(
            model,
            CrossEntropy.OfLogits,
            new Adam(Notebook.LearningRate),
            TrainerState.Initial(model, InitialWeights.Create(model, Seed)));
        return
        [
            .. Enumerable.Range(0, 10).Select(batch =>
            {
                batches.Gather(order, batch, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
                return trainer.TrainStep(pixels, labels).Loss;
            }),
        ];
    }

    private static GateCheck Failure(MistakenEngine engine, int images = FashionMnist.TrainCount) =>
        Judge(Train(1, NotebookModels.Model1, engine, Notebook.Epochs, images), 1).Checks.Single(check => check.Verdict == CheckVerdict.Failed);

    private static GateRun Train(int number, Sequential model, IEngine engine, int epochs, int images = FashionMnist.TrainCount)
    {
        using TemporaryFolder folder = new();
        Dataset all = RealDataset.Load();
        Dataset data = all with { Train = new ImageSet(28, 28, all.Train.Pixels[..(images * 28 * 28)], all.Train.Labels[..images]) };
        RunSettings settings = RunSettings.Notebook(number, ExactEngine.EngineName, Seed, threads: 1) with { Epochs = epochs };
        RunFolder files = new(folder.Path);
        CompletedRun run = new TrainingRun(settings, model.Build(), engine, data, files, TimeProvider.System)
            .Execute(resume: false, new RecordingCallback(), CancellationToken.None);
        RunArtifacts.Write(files, run, RunRecord.Of(run, data, engine, TimeProvider.System), data.Test, FashionMnist.ClassNames);
        return GateRun.Read(files.Record);
    }

    // Without a baseline, so that the run's figures are judged and not its bits.
    private static GateReport Judge(GateRun run, int number)
    {
        GateReference reference = GateReference.Read(KerasSeeds.Folder, number, Shuffle.Anew);
        using TemporaryFolder none = new();
        return new GateReport(new ModelGate(reference, none.Path, requiresBaseline: false).Judge([run]));
    }
}
