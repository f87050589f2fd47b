using System.Text.Json.Nodes;
using FashionRef.Data;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Studies;
using FashionRef.Tests.Data;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies;

/// <summary>Runs of a study on forty images.</summary>
internal sealed class StudyRunnerTests
{
    private static readonly ExactEngine Engine = new(threads: 1);

    private TemporaryFolder _folder = null!;
    private Dataset _data = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        TestFiles.WriteAll(_folder["few"], gzip: false);
        _data = DatasetLoader.LoadOther(_folder["few"]);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_run_is_there_whole_with_its_place_in_the_study_and_nothing_else_is_left()
    {
        StudyPlan plan = Plan();

        StudyOutcome outcome = Runner(plan).Execute(plan.Runs[1], CancellationToken.None);

        Assert.That((outcome.Number, outcome.End, outcome.Message), Is.EqualTo((1, StudyEnd.Made, (string?)null)));
        string place = _folder["study/runs/00001-slow-seed1"];
        Assert.That(Directory.GetFiles(place).Select(Path.GetFileName), Is.EquivalentTo(["predicted.txt", "result.json", "run.json"]));
        Assert.That(File.ReadAllText(Path.Combine(place, "predicted.txt")), Does.Match(@"\A[0-9]{10}\n\z"));
        RunRecord record = RunRecordFile.Read(Path.Combine(place, "run.json"));
        Assert.That(record.Study, Is.EqualTo(new StudyMark("small", plan.Sha256, 1, "slow")));
        Assert.That(StudyResult.Read(place, plan, plan.Runs[1]).TrainedWeights, Is.EqualTo(record.Sha256.TrainedWeights));
        Assert.That(Directory.GetFileSystemEntries(_folder["study/unfinished"]), Is.Empty);
    }

    [Test]
    public void Weights_are_kept_where_they_are_asked_for()
    {
        StudyPlan plan = Plan();

        new StudyRunner(plan, Folder, _ => Engine, _ => _data, TimeProvider.System) { KeepsWeights = true }.Execute(plan.Runs[0], CancellationToken.None);

        Assert.That(StudyState.Of(plan, Folder).Runs[0].Kind, Is.EqualTo(StudyRunKind.Done));
        string weights = _folder["study/runs/00000-plain-seed1/model.safetensors"];
        Assert.That(FashionRef.Evaluation.TrainedModel.Read(weights).Number, Is.EqualTo(1));
        Assert.That(StudyResult.Read(Path.GetDirectoryName(weights)!, plan, plan.Runs[0]).Files, Does.ContainKey("model.safetensors"));
    }

    // With a hash that fits.
    [Test]
    public void Weights_that_are_not_the_trained_ones_make_their_run_damaged()
    {
        StudyPlan plan = Plan();
        StudyRunner runner = new(plan, Folder, _ => Engine, _ => _data, TimeProvider.System) { KeepsWeights = true };
        runner.Execute(plan.Runs[0], CancellationToken.None);
        runner.Execute(plan.Runs[2], CancellationToken.None);
        byte[] other = File.ReadAllBytes(_folder["study/runs/00002-plain-seed2/model.safetensors"]);
        File.WriteAllBytes(_folder["study/runs/00000-plain-seed1/model.safetensors"], other);
        Change("00000-plain-seed1", result => result["files"]!["model.safetensors"] = StudyResult.Hash(other));

        StudyRunState state = StudyState.Of(plan, Folder).Runs[0];

        Assert.That(state.Kind, Is.EqualTo(StudyRunKind.Damaged));
        Assert.That(state.Message, Does.Contain("model.safetensors' does not hold the trained weights of 'result.json' beside it. It was changed. Delete the run's folder"));
    }

    [Test]
    public void The_first_result_counts_and_an_equal_one_is_dropped()
    {
        StudyPlan plan = Plan();
        Runner(plan).Execute(plan.Runs[0], CancellationToken.None);
        string first = File.ReadAllText(_folder["study/runs/00000-plain-seed1/run.json"]);

        Assert.That(Runner(plan).Execute(plan.Runs[0], CancellationToken.None).End, Is.EqualTo(StudyEnd.MadeBefore));

        Assert.That(File.ReadAllText(_folder["study/runs/00000-plain-seed1/run.json"]), Is.EqualTo(first));
        Assert.That(Directory.GetFileSystemEntries(_folder["study/unfinished"]), Is.Empty);
        Assert.That(StudyState.Of(plan, Folder).Differing, Is.Empty);
    }

    [Test]
    public void A_result_with_other_bits_is_kept_beside_the_first_and_is_a_finding()
    {
        StudyPlan plan = Plan();
        Runner(plan).Execute(plan.Runs[0], CancellationToken.None);
        Change("00000-plain-seed1", result => result["trained_weights"] = new string('a', 64));

        Assert.That(Runner(plan).Execute(plan.Runs[0], CancellationToken.None).End, Is.EqualTo(StudyEnd.Differs));

        StudyState state = StudyState.Of(plan, Folder);
        Assert.That(state.Differing.Single(), Does.StartWith("00000-plain-seed1.differs-"));
        Assert.That(state.IsComplete, Is.False);
    }

    [Test]
    public void A_run_that_was_stopped_goes_on_after_its_last_epoch()
    {
        StudyPlan plan = Plan();
        PlannedRun run = plan.Runs[0];
        RunFolder unfinished = Folder.UnfinishedOf(run, Engine.Code);
        CompletedRun begun = new TrainingRun(
            run.Settings with { Epochs = 1 }, NotebookModels.Model1.Build(), Engine, _data, unfinished, TimeProvider.System).Execute();
        Assert.That(StudyState.Of(plan, Folder).Runs[0].Kind, Is.EqualTo(StudyRunKind.Broken));

        Runner(plan).Execute(run, CancellationToken.None);

        RunRecord record = RunRecordFile.Read(_folder["study/runs/00000-plain-seed1/run.json"]);
        Assert.That(record.History[0], Is.EqualTo(begun.History[0]), "with the seconds that it took");
        Assert.That(record.History, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_checkpoint_that_is_damaged_is_no_reason_to_stop()
    {
        StudyPlan plan = Plan();
        RunFolder unfinished = Folder.UnfinishedOf(plan.Runs[0], Engine.Code);
        Directory.CreateDirectory(unfinished.Root);
        File.WriteAllText(unfinished.Checkpoint, "cut off");

        Assert.That(Runner(plan).Execute(plan.Runs[0], CancellationToken.None).End, Is.EqualTo(StudyEnd.Made));
    }

    [Test]
    public void A_run_that_was_cancelled_is_not_done_and_is_made_later()
    {
        StudyPlan plan = Plan();

        Assert.That(() => Runner(plan).Execute(plan.Runs[0], new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(StudyState.Of(plan, Folder).Runs[0].Kind, Is.EqualTo(StudyRunKind.Broken));
        Assert.That(Runner(plan).Execute(plan.Runs[0], CancellationToken.None).End, Is.EqualTo(StudyEnd.Made));
    }

    [Test]
    public void A_run_that_diverges_has_failed_by_itself()
    {
        StudyPlan plan = Plan(study => study["base"]!["learning_rate"] = 1e30);

        StudyOutcome outcome = Runner(plan).Execute(plan.Runs[0], CancellationToken.None);

        Assert.That((outcome.End, outcome.TestAccuracy), Is.EqualTo((StudyEnd.Failed, (double?)null)));
        StudyRunState state = StudyState.Of(plan, Folder).Runs[0];
        Assert.That((state.Kind, state.Message), Is.EqualTo((StudyRunKind.Failed, outcome.Message)));
        Assert.That(outcome.Message, Is.Not.Empty);
    }

    // Black images never use a convolution's kernel: the jittered value is still in the trained weights, and no logit shows it.
    [Test]
    public void A_jitter_that_training_never_uses_is_an_error_and_no_pair()
    {
        foreach (string images in Directory.GetFiles(_folder["few"], "*-images-*"))
        {
            byte[] black = File.ReadAllBytes(images);
            black.AsSpan(16).Clear();
            File.WriteAllBytes(images, black);
        }

        _data = DatasetLoader.LoadOther(_folder["few"]);
        StudyPlan plan = Plan(study => study["experiments"]![1]!["settings"] = new JsonObject { ["jitter"] = 0, ["threads"] = 2 });
        Runner(plan).Execute(plan.Runs[1], CancellationToken.None);
        Assert.That(StudyState.Of(plan, Folder).Runs[1].Kind, Is.EqualTo(StudyRunKind.Done), "there is nothing to compare it with");
        Runner(plan).Execute(plan.Runs[0], CancellationToken.None);

        StudyState state = StudyState.Of(plan, Folder);
        Assert.That(state.Runs[0].Result!.TrainedWeights, Is.Not.EqualTo(StudyResult.Read(Folder.RunOf(plan.Runs[1]), plan, plan.Runs[1]).TrainedWeights));
        Assert.That((state.Runs[0].Kind, state.Runs[1].Kind, state.Runs[1].Record), Is.EqualTo((StudyRunKind.Done, StudyRunKind.Failed, (RunRecord?)null)));
        Assert.That(state.Runs[1].Message, Does.StartWith("it has the bits of run 0 (plain), although their jitters differ: "));
    }

    [Test]
    public void A_jitter_with_an_effect_is_a_pair()
    {
        StudyPlan plan = Plan(study => study["experiments"]![1]!["settings"] = new JsonObject { ["jitter"] = 5 });
        Runner(plan).Execute(plan.Runs[0], CancellationToken.None);
        Runner(plan).Execute(plan.Runs[1], CancellationToken.None);

        Assert.That(StudyState.Of(plan, Folder).Runs.Take(2).Select(run => run.Kind), Is.All.EqualTo(StudyRunKind.Done));
    }

    // As if the other process had been quicker and had cleared away what this one works on.
    [Test]
    public void A_run_that_another_process_has_made_meanwhile_is_not_this_ones_failure()
    {
        StudyPlan plan = Plan();
        Runner(plan).Execute(plan.Runs[0], CancellationToken.None);
        File.WriteAllText(Folder.UnfinishedOf(plan.Runs[0], Engine.Code).Root, "no folder can be made here");

        StudyOutcome outcome = Runner(plan).Execute(plan.Runs[0], CancellationToken.None);

        Assert.That(outcome.End, Is.EqualTo(StudyEnd.MadeBefore));
    }

    [Test]
    public void A_folder_that_is_gone_is_told_and_not_made_again()
    {
        StudyPlan plan = Plan();
        File.Delete(Folder.Plan);

        FashionRefException error = Assert.Throws<FashionRefException>(() => Runner(plan).Execute(plan.Runs[0], CancellationToken.None))!;

        Assert.That((error.Kind, error.Message), Is.EqualTo((FaultKind.MachineCannot, error.Message)));
        Assert.That(error.Message, Does.StartWith($"'{Folder.Plan}' is gone: "));
        Assert.That(Folder.Unfinished, Does.Not.Exist);
    }

    [Test]
    public void What_a_killed_process_left_of_a_run_that_is_done_is_found_and_removed()
    {
        StudyPlan plan = Plan();
        Runner(plan).Execute(plan.Runs[0], CancellationToken.None);
        Directory.CreateDirectory(_folder["study/unfinished/00000-plain-seed1-01234567"]);
        Directory.CreateDirectory(_folder["study/unfinished/00000-plain-seed1.abcdefgh.xyz"]);

        StudyState state = StudyState.Of(plan, Folder);
        Assert.That(state.Runs.Where(run => run.IsLeft).Select(run => run.Run), Is.EqualTo([plan.Runs[0]]));
        Folder.RemoveUnfinished(plan.Runs[0]);

        Assert.That(Directory.GetFileSystemEntries(_folder["study/unfinished"]), Is.Empty);
    }

    [Test]
    public void Runs_of_other_code_and_failures_are_removed_where_all_must_be_this_programs()
    {
        StudyPlan plan = Plan();
        foreach (PlannedRun run in plan.Runs.Take(3))
        {
            Runner(plan).Execute(run, CancellationToken.None);
        }

        StudyTexts.ChangeRecord(Folder.Root, "00001-slow-seed1", record => record["code"] = new string('a', 64), result => result["code"] = new string('a', 64));
        Change("00002-plain-seed2", result => result["number"] = 5);
        Directory.CreateDirectory(Folder.Failures);
        File.WriteAllText(Folder.FailureOf(plan.Runs[3]), """{ "number": 3, "experiment": "slow", "message": "It diverged." }""");

        Folder.RemoveOthers(plan, _ => Engine.Code);

        Assert.That(
            StudyState.Of(plan, Folder).Runs.Select(run => run.Kind).Distinct(), Is.EqualTo([StudyRunKind.Done, StudyRunKind.Missing]), "the first alone is as it must be");
        Assert.That(Directory.GetDirectories(Folder.Runs).Select(Path.GetFileName), Is.EqualTo(["00000-plain-seed1"]));
    }

    private StudyFolder Folder => new(_folder["study"]);

    private StudyRunner Runner(StudyPlan plan) => new(plan, Folder, _ => Engine, _ => _data, TimeProvider.System);

    private StudyPlan Plan(Action<JsonObject>? change = null)
    {
        StudyPlan plan = StudyPlan.Of(
            StudyTexts.Read(StudyTexts.Changed(study =>
            {
                study["base"]!["data"] = "few";
                change?.Invoke(study);
            })),
            _ => StudyData.Of(_data));
        Folder.Keep(plan);
        return plan;
    }

    private void Change(string run, Action<JsonNode> change)
    {
        string file = _folder[$"study/runs/{run}/result.json"];
        JsonNode result = JsonNode.Parse(File.ReadAllText(file))!;
        change(result);
        File.WriteAllText(file, result.ToJsonString());
    }
}
