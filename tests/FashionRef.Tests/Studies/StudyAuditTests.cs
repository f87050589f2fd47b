using FashionRef.Engines;
using FashionRef.Studies;
using FashionRef.Tests.Evaluation;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies;

internal sealed class StudyAuditTests
{
    private const string Ten = """{ "format": "fashionref-study-1", "name": "ten", "question": "Which?", "base": { "engine": "ENGINE" }, "experiments": [{ "name": "plain" }], "seeds": "1..50" }""";

    [Test]
    public void The_same_seed_chooses_the_same_runs_and_another_one_others()
    {
        StudyRunState[] done = [.. StudyTexts.Plan(Ten.Replace("ENGINE", "exact", StringComparison.Ordinal)).Runs.Select(run => new StudyRunState(run, StudyRunKind.Done))];
        int[] one = [.. Numbers(seed: 1, sample: 5)];

        Assert.That(one, Has.Length.EqualTo(5).And.Ordered.And.Unique.And.EqualTo(Numbers(seed: 1, sample: 5)).And.Not.EqualTo(Numbers(seed: 2, sample: 5)));
        Assert.That(Numbers(seed: 1, sample: 100), Is.EqualTo(Enumerable.Range(0, 50)));
        Assert.That(Enumerable.Range(0, 200).SelectMany(seed => Numbers(seed, sample: 5)).Distinct().Count(), Is.EqualTo(50), "every run may be chosen");

        IEnumerable<int> Numbers(int seed, int sample) => StudyAudit.Choose(done, sample, seed).Select(run => run.Run.Number);
    }

    [Test]
    public void Times_and_machines_do_not_count()
    {
        StudyRunState run = State(KnownEngines.Exact);
        StudyRunState elsewhere = Changed(run, record => record with
        {
            History = [.. record.History.Select(epoch => epoch with { Seconds = 9 })],
            Environment = record.Environment! with { Processor = "another" },
        });

        Assert.That(StudyAudit.Compare(run, elsewhere), Is.EqualTo(new AuditedRun(run.Run, AuditVerdict.SameBits, null)));
    }

    [Test]
    public void Every_other_figure_counts()
    {
        StudyRunState run = State(KnownEngines.Exact);
        (string Name, StudyRunState State)[] others =
        [
            ("other trained weights (", Changed(run, record => record with { Sha256 = record.Sha256 with { TrainedWeights = new string('b', 64) } })),
            ("other initial weights (", Changed(run, record => record with { Sha256 = record.Sha256 with { InitialWeights = new string('b', 64) } })),
            ("other logits (", Changed(run, record => record with { Sha256 = record.Sha256 with { TestLogits = new string('b', 64) } })),
            ("other history (", Changed(run, record => record with { History = [record.History[0] with { ValAccuracy = 0.9 }, .. record.History.Skip(1)] })),
            ("other result (", Changed(run, record => record with { Result = record.Result with { TestLoss = 0.1 } })),
            ("other parameters (", Changed(run, record => record with { Parameters = 1 })),
            ("other predicted labels (", run with { Result = run.Result! with { Files = new Dictionary<string, string> { [StudyResult.LabelsName] = "x" } } }),
        ];

        Assert.Multiple(() =>
        {
            foreach ((string name, StudyRunState state) in others)
            {
                AuditedRun audited = StudyAudit.Compare(state, run);
                Assert.That(audited.Verdict, Is.EqualTo(AuditVerdict.Differs), name);
                Assert.That(audited.Difference, Does.StartWith(name));
            }
        });
    }

    [TestCase(0.0001, AuditVerdict.WithinRounding)]
    [TestCase(-0.0001, AuditVerdict.WithinRounding)]
    [TestCase(0.05, AuditVerdict.Differs)]
    public void Runs_of_torch_may_differ_as_far_as_rounding_drives_them(double difference, AuditVerdict verdict)
    {
        StudyRunState run = State(KnownEngines.Torch);
        StudyRunState other = Changed(run, record => OtherBits(record) with { History = [.. record.History.Select(epoch => epoch with { ValAccuracy = epoch.ValAccuracy + difference })] });

        AuditedRun audited = StudyAudit.Compare(other, run);

        Assert.That(audited.Verdict, Is.EqualTo(verdict));
        Assert.That(audited.Difference, Does.StartWith(FormattableString.Invariant($"the mean test accuracy differs by {difference:+0.0000;-0.0000}, and rounding explains up to 0.0")));
    }

    [Test]
    public void Where_nobody_has_measured_what_rounding_does_torch_is_not_judged()
    {
        StudyRunState run = State(KnownEngines.Torch, settings => settings with { LearningRate = 0.5 });
        StudyRunState other = Changed(run, record => OtherBits(record) with { History = [.. record.History.Select(epoch => epoch with { ValAccuracy = 0.1 })] });

        Assert.That(StudyAudit.Compare(other, run).Verdict, Is.EqualTo(AuditVerdict.NotJudged));
    }

    [Test]
    public void A_run_that_cannot_be_made_here_is_another()
    {
        StudyRunState run = State(KnownEngines.Exact);

        AuditedRun audited = StudyAudit.Compare(run, new StudyRunState(run.Run, StudyRunKind.Failed) { Message = "The loss is not a number" });

        Assert.That((audited.Verdict, audited.Difference), Is.EqualTo((AuditVerdict.Differs, "The loss is not a number")));
    }

    // What follows from weights and logits cannot be rounding where these agree, nor can weights that a formula gives.
    [Test]
    public void Figures_of_torch_that_no_rounding_explains_are_others()
    {
        StudyRunState run = State(KnownEngines.Torch);

        foreach (StudyRunState other in new[]
        {
            Changed(run, record => record with { History = [record.History[0] with { ValLoss = 0.9 }, .. record.History.Skip(1)] }),
            Changed(run, record => record with { Result = record.Result with { TestLoss = 0.1 } }),
            Changed(run, record => OtherBits(record) with { Sha256 = OtherBits(record).Sha256 with { InitialWeights = new string('b', 64) } }),
        })
        {
            Assert.That(StudyAudit.Compare(other, run).Verdict, Is.EqualTo(AuditVerdict.Differs));
        }
    }

    private static RunRecord OtherBits(RunRecord record) =>
        record with { Sha256 = record.Sha256 with { TrainedWeights = new string('b', 64), TestLogits = new string('b', 64) } };

    private static StudyRunState Changed(StudyRunState state, Func<RunRecord, RunRecord> change) => state with { Record = change(state.Record!) };

    private static StudyRunState State(string engine, Func<RunSettings, RunSettings>? change = null)
    {
        PlannedRun run = StudyTexts.Plan(Ten.Replace("ENGINE", engine, StringComparison.Ordinal)).Runs[0];
        run = run with { Settings = change?.Invoke(run.Settings) ?? run.Settings };
        string hash = new('a', 64);
        return new StudyRunState(run, StudyRunKind.Done)
        {
            Record = ReadyRecord.Create() with { Settings = run.Settings, Code = hash },
            Result = new StudyResult(
                StudyResult.CurrentFormat, "ten", hash, 0, "plain", hash, hash, hash, new Dictionary<string, string> { [StudyResult.LabelsName] = hash }),
        };
    }
}
