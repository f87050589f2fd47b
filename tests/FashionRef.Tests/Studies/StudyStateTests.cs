using System.Text.Json.Nodes;
using FashionRef.Data;
using FashionRef.Engines.Exact;
using FashionRef.Studies;
using FashionRef.Tests.Data;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies;

internal sealed class StudyStateTests
{
    [TestCase("run.json", "'run.json' beside it has another hash than it says")]
    [TestCase("predicted.txt", "'predicted.txt' beside it has another hash than it says")]
    [TestCase("result.json", "it is not JSON")]
    public void A_file_that_was_changed_makes_its_run_damaged(string file, string fault)
    {
        using TemporaryFolder folder = new();
        StudyPlan plan = Made(folder);
        File.AppendAllText(folder[$"study/runs/00000-plain-seed1/{file}"], "x");

        StudyRunState state = StudyState.Of(plan, new StudyFolder(folder["study"])).Runs[0];

        Assert.That((state.Kind, state.Result), Is.EqualTo((StudyRunKind.Damaged, (StudyResult?)null)));
        Assert.That(state.Message, Does.Contain(fault));
    }

    // As if by a person who makes the hash fit as well.
    [TestCase("settings", "learning_rate", 0.5)]
    [TestCase("study", "number", 3)]
    [TestCase("sha256", "trained_weights", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("sha256", "test_logits", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("sha256", "data", null)]
    public void A_record_that_contradicts_its_result_or_the_plan_makes_its_run_damaged(string part, string member, object? value)
    {
        using TemporaryFolder folder = new();
        StudyPlan plan = Made(folder);
        StudyTexts.ChangeRecord(folder["study"], "00000-plain-seed1", record => record[part]![member] = value is null ? new JsonObject() : JsonValue.Create(value));

        StudyRunState state = StudyState.Of(plan, new StudyFolder(folder["study"])).Runs[0];

        Assert.That((state.Kind, state.Result, state.Record), Is.EqualTo((StudyRunKind.Damaged, (StudyResult?)null, (RunRecord?)null)));
        Assert.That(state.Message, Does.Contain("is not the record of run 0: '" + part));
    }

    [Test]
    public void A_file_that_is_missing_makes_its_run_damaged()
    {
        using TemporaryFolder folder = new();
        StudyPlan plan = Made(folder);
        File.Delete(folder["study/runs/00000-plain-seed1/run.json"]);

        Assert.That(StudyState.Of(plan, new StudyFolder(folder["study"])).Runs[0].Message, Does.Contain("'run.json' beside it is missing"));
    }

    [Test]
    public void A_result_of_another_run_is_not_this_ones()
    {
        using TemporaryFolder folder = new();
        StudyPlan plan = Made(folder);
        Directory.Move(folder["study/runs/00000-plain-seed1"], folder["study/runs/00002-plain-seed2"]);

        StudyState state = StudyState.Of(plan, new StudyFolder(folder["study"]));

        Assert.That((state.Runs[0].Kind, state.Runs[2].Kind), Is.EqualTo((StudyRunKind.Missing, StudyRunKind.Damaged)));
        Assert.That(state.Runs[2].Message, Does.Contain("it is of run 0"));
    }

    // Of another study, or copied by hand: its number is taken.
    [Test]
    public void A_folder_that_is_no_run_of_the_study_is_told()
    {
        using TemporaryFolder folder = new();
        StudyPlan plan = Made(folder);
        Directory.CreateDirectory(folder["study/runs/00000-slow-seed9"]);
        Directory.CreateDirectory(folder["study/runs/00000-slow-seed9.differs-x"]);
        Directory.CreateDirectory(folder["study/runs/00000-plain-seed1.differs-x"]);

        StudyState state = StudyState.Of(plan, new StudyFolder(folder["study"]));

        Assert.That(state.Strange, Is.EqualTo(["00000-slow-seed9", "00000-slow-seed9.differs-x"]));
        Assert.That(state.Differing, Is.EqualTo(["00000-plain-seed1.differs-x"]));
    }

    [Test]
    public void Only_when_every_run_is_done_a_study_is_complete()
    {
        using TemporaryFolder folder = new();
        StudyPlan plan = Made(folder);

        Assert.That(StudyState.Of(plan, new StudyFolder(folder["study"])).IsComplete, Is.False);
    }

    // A job array would call a share failed that has made all of its runs.
    [Test]
    public void What_another_machine_did_wrong_is_not_a_shares()
    {
        using TemporaryFolder folder = new();
        StudyPlan plan = Made(folder);
        StudyFolder study = new(folder["study"]);
        Directory.CreateDirectory(folder["study/runs/00001-slow-seed1.differs-x"]);

        StudyState share = StudyState.Of(plan, study, new Shard(0, 12));
        StudyState other = StudyState.Of(plan, study, new Shard(1, 12));

        Assert.That((share.Runs.Count, share.IsComplete), Is.EqualTo((1, true)));
        Assert.That((other.Runs.Single().Run.Number, other.Differing.Count), Is.EqualTo((1, 1)));
        Assert.That(StudyState.Of(plan, study).Differing, Is.EqualTo(other.Differing));
    }

    // The first run of the small study, on forty images.
    private static StudyPlan Made(TemporaryFolder folder)
    {
        TestFiles.WriteAll(folder["few"], gzip: false);
        Dataset data = DatasetLoader.LoadOther(folder["few"]);
        StudyPlan plan = StudyPlan.Of(StudyTexts.Read(StudyTexts.Changed(study => study["base"]!["data"] = "few")), _ => StudyData.Of(data));
        new StudyFolder(folder["study"]).Keep(plan);
        new StudyRunner(plan, new StudyFolder(folder["study"]), _ => new ExactEngine(threads: 1), _ => data, TimeProvider.System)
            .Execute(plan.Runs[0], CancellationToken.None);
        return plan;
    }
}
