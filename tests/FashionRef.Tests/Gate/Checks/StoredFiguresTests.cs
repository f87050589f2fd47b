using FashionRef.Gate;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

/// <summary>Runs that tell the baseline's weights, and something else that is not the baseline's.</summary>
internal sealed class StoredFiguresTests
{
    private static readonly string OtherHash = new('0', 64);

    private static IEnumerable<TestCaseData> Lies =>
    [
        Case($"sha256.test_logits is {OtherHash}", record => record with { Sha256 = record.Sha256 with { TestLogits = OtherHash } }),
        Case("sha256.test_logits is missing", record => record with { Sha256 = record.Sha256 with { TestLogits = null } }),
        Case("result.test_loss is 99", record => record with { Result = record.Result with { TestLoss = 99 } }),
        Case("result.test_loss is 0.50000001", record => record with { Result = record.Result with { TestLoss = 0.500_000_01 } }),
        Case("history[0].accuracy is 0.72", record => record.With(epoch: 1, metrics => metrics with { Accuracy = 0.72 })),
        Case("history[4].loss is 0.4", record => record.With(epoch: 5, metrics => metrics with { Loss = 0.4 })),
        Case("history[4].val_accuracy is 0.9", record => record.With(epoch: 5, metrics => metrics with { ValAccuracy = 0.9 })),
        Case("history[8].val_loss is 0", record => record.With(epoch: 9, metrics => metrics with { ValLoss = 0 })),
    ];

    [TestCaseSource(nameof(Lies))]
    public void Are_not_of_the_same_bits(string fault, Func<RunRecord, RunRecord> change)
    {
        GateCheck bits = Judge(change(Record()))[1];

        Assert.That((bits.Kind, bits.Verdict), Is.EqualTo((CheckKind.SameBits, CheckVerdict.Failed)));
        Assert.That(bits.Reason, Does.StartWith("The weights are the baseline's (").And.Contains($" There {fault}, but must be "));
    }

    [Test]
    public void Never_skip_the_history()
    {
        IReadOnlyList<GateCheck> checks = Judge(Record() with { History = [.. Record().History.Take(9)] });

        Assert.That(checks.Select(check => $"{check.Kind} {check.Verdict}"), Is.EqualTo(new[] { "Record Passed", "SameBits Passed", "History Failed" }));
    }

    [Test]
    public void May_have_another_systems_last_digits_and_other_seconds()
    {
        RunRecord record = Record().With(epoch: 3, metrics => metrics with { Loss = metrics.Loss * (1 + 1e-14), Seconds = 100 });
        record = record with { Result = record.Result with { TestLoss = 0.500_000_000_000_01 } };

        Assert.That(Judge(record)[1].Verdict, Is.EqualTo(CheckVerdict.Passed));
    }

    [Test]
    public void Are_the_same_where_both_losses_are_0()
    {
        RunRecord record = Record().With(epoch: 10, metrics => metrics with { ValLoss = 0 });
        record = record with { Result = record.Result with { TestLoss = 0 } };

        Assert.That(StoredFigures.Faults(record, StoredOf(record)), Is.Empty);
    }

    [Test]
    public void Are_compared_with_what_an_older_baseline_tells()
    {
        RunRecord record = Record().With(epoch: 5, metrics => metrics with { Loss = 0.4 });
        record = record with { Sha256 = record.Sha256 with { TestLogits = OtherHash } };

        Assert.That(Judge(record, stored => stored with { History = null, TestLogits = null })[1].Verdict, Is.EqualTo(CheckVerdict.Passed));
    }

    private static RunRecord Record()
    {
        RunRecord record = GateRuns.Record();
        return record with { Sha256 = record.Sha256 with { TestLogits = GateRuns.TrainedHash("logits") } };
    }

    private static Baseline StoredOf(RunRecord record)
    {
        using TemporaryFolder folder = new();
        return Baseline.Of(GateRun.Read(GateRuns.Write(folder["stored"], record)));
    }

    private static IReadOnlyList<GateCheck> Judge(RunRecord record, Func<Baseline, Baseline>? age = null)
    {
        using TemporaryFolder folder = new();
        Baseline stored = StoredOf(Record());
        File.WriteAllText(BaselineFile.PathOf(folder.Path, record.Settings), BaselineFile.Format(age is null ? stored : age(stored)));
        return new ModelGate(KerasSeeds.Reference(1), folder.Path, requiresBaseline: true).Judge([GateRuns.Run(record)]);
    }

    private static TestCaseData Case(string fault, Func<RunRecord, RunRecord> change) =>
        new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
