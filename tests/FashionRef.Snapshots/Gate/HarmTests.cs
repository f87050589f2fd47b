using System.Globalization;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Snapshots.Deviations;
using FashionRef.Tests;
using FashionRef.Tests.Training;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Snapshots.Gate;

/// <summary>Whole trainings with a mistake in the code, whose records say nothing of it.</summary>
[Category("Training")]
internal sealed class HarmTests
{
    [Test]
    public void A_learning_rate_of_0_05_is_stopped_because_the_run_collapses()
    {
        GateCheck failure = Failure(new PortedSteps { Settings = adam => adam with { LearningRate = 0.05 } });

        Assert.That(failure.Kind, Is.EqualTo(CheckKind.Accuracy));
        Assert.That(double.Parse(failure.Figure, CultureInfo.InvariantCulture), Is.LessThan(Expectation.CollapsedBelow));
        Assert.That(failure.Causes, Does.Contain("learning rate 0.05"));
    }

    [Test]
    public void Pixels_divided_by_255_are_stopped_because_the_run_is_better_than_the_reference_can_be()
    {
        GateCheck failure = Failure(new PortedSteps { Images = images => images.Times(1.0 / 255) });

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

        // One epoch is wrong as well, and both are told.
        GateCheck failure = Judge(2, changed, new PortedEngine(new PortedSteps(), Precision.Float32), epochs: 1)
            .Checks.Single(check => check.Kind == CheckKind.Record);

        Assert.That(failure.Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(failure.Faults, Does.Contain("parameters is 204778, and must be 407802"));
        Assert.That(failure.Causes, Does.Contain("16 filters in the second convolution, as the notebook's text says"));
    }

    [Test]
    public void Without_a_mistake_nothing_is_stopped() =>
        Assert.That(Judge(1, NotebookModels.Model1, new PortedEngine(new PortedSteps(), Precision.Float32), 10).Passed, Is.True);

    private static GateCheck Failure(PortedSteps mistake) =>
        Judge(1, NotebookModels.Model1, new PortedEngine(mistake, Precision.Float32), epochs: 10)
            .Checks.Single(check => check.Verdict == CheckVerdict.Failed);

    private static GateReport Judge(int number, Sequential model, IEngine engine, int epochs)
    {
        using TemporaryFolder folder = new();
        Dataset data = RealDataset.Load();
        RunSettings settings = RunSettings.Notebook(number, "torch", seed: 1, threads: 2) with { Epochs = epochs };
        RunFolder files = new(folder.Path);
        CompletedRun run = new TrainingRun(settings, model.Build(), engine, data, files, TimeProvider.System)
            .Execute(resume: false, new RecordingCallback(), CancellationToken.None);
        RunArtifacts.Write(files, run, RunRecord.Of(run, data, engine, TimeProvider.System), data.Test, FashionMnist.ClassNames);
        string baselines = Path.Combine(Repository.Root, "baselines");
        Expectation expectation = ExpectationFile.Read(Path.Combine(baselines, ExpectationFile.Name(number, Shuffle.Anew)));
        return new GateReport(new ModelGate(expectation, folder.Path, requiresBaseline: false).Judge([GateRun.Read(files.Record)]));
    }
}
