using System.Text.Json.Nodes;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Studies;
using FashionRef.Studies.Models;
using FashionRef.Studies.Report;
using FashionRef.Tests.Data;
using FashionRef.Torch;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies.Models;

/// <summary>Runs of Keras files, and runs that held-out images judge, on forty images.</summary>
internal sealed class StudyModelRunTests
{
    private static readonly TorchEngine Engine = new(threads: 1);

    private TemporaryFolder _folder = null!;
    private Dataset _data = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        StudyTexts.WriteModels(_folder.Path);
        TestFiles.WriteAll(_folder["few"], gzip: false);
        _data = DatasetLoader.LoadOther(_folder["few"]);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_run_is_that_of_its_file_from_new_weights_of_its_seed()
    {
        StudyPlan plan = Plan();
        PlannedRun run = plan.Runs[3];
        CompiledFile file = CompiledFile.Read(_folder["faster/softmax.json"], new CompileChoices(IsFresh: true));
        CompletedRun expected = new FileRun(run.Settings, file, Engine, _data.HoldOut(10), new RunFolder(_folder["alone"]) { IsOfFile = true }, TimeProvider.System).Execute();
        foreach (string path in plan.Models.Keys)
        {
            File.Delete(_folder[path]);
        }

        StudyOutcome outcome = Runner(plan, "study", keepsWeights: true).Execute(run, CancellationToken.None);

        Assert.That((outcome.End, outcome.TestAccuracy), Is.EqualTo((StudyEnd.Made, (double?)expected.Test.Accuracy)));
        string place = _folder["study/runs/00003-faster-seed2"];
        RunRecord record = RunRecordFile.Read(Path.Combine(place, "run.json"));
        Assert.That(record.History.Select(epoch => epoch with { Seconds = 0 }), Is.EqualTo(expected.History.Select(epoch => epoch with { Seconds = 0 })));
        Assert.That((record.Parameters, record.Settings.File!.Name, record.Result.TestCount), Is.EqualTo((500, "softmax", 10)));
        Assert.That(Directory.GetFiles(place).Select(Path.GetFileName), Is.EquivalentTo(["model.safetensors", "predicted.txt", "result.json", "run.json"]));
        Assert.That(Directory.GetFileSystemEntries(_folder["study/unfinished"]), Is.Empty);
        Assert.That(StudyState.Of(plan, Folder("study")).Runs[3].Kind, Is.EqualTo(StudyRunKind.Done));
    }

    [Test]
    public void A_run_that_was_stopped_goes_on_after_its_last_epoch_with_the_same_bits()
    {
        StudyPlan plan = Plan();
        PlannedRun run = plan.Runs[0];
        CompiledFile file = CompiledFile.Read(_folder["models/softmax.json"], new CompileChoices(IsFresh: true));
        CompletedRun begun = new FileRun(
            run.Settings with { Epochs = 1 }, file, Engine, _data.HoldOut(10), Folder("study").UnfinishedOf(run, Engine.Code), TimeProvider.System).Execute();
        Assert.That(StudyState.Of(plan, Folder("study")).Runs[0].Kind, Is.EqualTo(StudyRunKind.Broken));

        Runner(plan, "study").Execute(run, CancellationToken.None);
        Folder("other").Keep(plan);
        Runner(plan, "other").Execute(run, CancellationToken.None);

        Assert.That(RunRecordFile.Read(_folder["study/runs/00000-plain-seed1/run.json"]).History[0], Is.EqualTo(begun.History[0]), "with the seconds that it took");
        Assert.That(ResultOf(plan, "study").HasSameBitsAs(ResultOf(plan, "other")), Is.True);
        Assert.That(Directory.GetFileSystemEntries(_folder["study/unfinished"]), Is.Empty);
    }

    [Test]
    public void A_checkpoint_that_is_damaged_is_no_reason_to_stop()
    {
        StudyPlan plan = Plan();
        RunFolder unfinished = Folder("study").UnfinishedOf(plan.Runs[0], Engine.Code);
        Directory.CreateDirectory(unfinished.Root);
        File.WriteAllText(unfinished.Checkpoint, "cut off");

        Assert.That(Runner(plan, "study").Execute(plan.Runs[0], CancellationToken.None).End, Is.EqualTo(StudyEnd.Made));
    }

    // Whoever chooses among models by the test set has trained on it.
    [TestCase("models/softmax.json")]
    [TestCase(null)]
    public void Where_images_are_held_out_the_test_set_is_not_looked_at(string? file)
    {
        StudyPlan plan = Plan(study =>
        {
            study["experiments"]!.AsArray().RemoveAt(1);
            study["experiments"]![0]!["settings"] = file is null ? new JsonObject { ["engine"] = "exact", ["epochs"] = 1 } : new JsonObject { ["file"] = file };
        });
        Runner(plan, "study").Execute(plan.Runs[0], CancellationToken.None);
        byte[] pixels = _data.Test.Pixels.ToArray();
        Array.Reverse(pixels);
        _data = _data with { Test = new ImageSet(28, 28, pixels, _data.Test.Labels) };
        Folder("other").Keep(plan);

        Runner(plan, "other").Execute(plan.Runs[0], CancellationToken.None);

        Assert.That(ResultOf(plan, "study").HasSameBitsAs(ResultOf(plan, "other")), Is.True);
        RunRecord record = RunRecordFile.Read(Path.Combine(Folder("study").RunOf(plan.Runs[0]), "run.json"));
        Assert.That((record.Settings.HeldOut, record.Result.TestCount), Is.EqualTo(((int?)10, 10)));
    }

    [Test]
    public void A_report_has_parameters_and_names_the_images_that_judge()
    {
        StudyPlan plan = Plan();
        Runner(plan, "study").Execute(plan.Runs[0], CancellationToken.None);

        StudyReport report = StudyReport.Of(plan, Folder("study"));

        Assert.That(report.Experiments.Select(experiment => (experiment.File, experiment.HeldOut, experiment.Parameters)), Is.EqualTo([("softmax", (int?)10, (long?)500), ("softmax", 10, null)]));
        Assert.That(report.FigureName, Is.EqualTo("the mean accuracy of epoch 2 and later on the last 10 training images"));
        Assert.That(report.JudgesSentences, Is.EqualTo(["All runs are judged by the last 10 training images, which they are not trained on; they do not look at the test set."]));
    }

    private StudyFolder Folder(string name) => new(_folder[name]);

    private StudyResult ResultOf(StudyPlan plan, string name) => StudyResult.Read(Folder(name).RunOf(plan.Runs[0]), plan, plan.Runs[0]);

    private StudyRunner Runner(StudyPlan plan, string name, bool keepsWeights = false) =>
        new(plan, Folder(name), settings => settings.Engine == KnownEngines.Torch ? Engine : new ExactEngine(threads: 1), _ => _data, TimeProvider.System) { KeepsWeights = keepsWeights };

    private StudyPlan Plan(Action<JsonObject>? change = null)
    {
        StudyPlan plan = StudyPlan.Of(
            StudyTexts.Read(StudyTexts.Changed(StudyTexts.OfFiles, change ?? (_ => { }))), _ => StudyData.Of(_data), new StudyModels(_folder.Path).At);
        Folder("study").Keep(plan);
        return plan;
    }
}
