using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Runs;

internal sealed class SeedRunsOfTests
{
    [Test]
    public void Own_runs_become_a_file_that_an_expectation_can_be_derived_from()
    {
        using TemporaryFolder folder = new();
        GateRun[] made =
        [
            .. Enumerable.Range(1, 10).Select(seed => GateRun.Read(GateRuns.Write(
                folder[$"run{seed}"], GateRuns.Record(seed: seed, correct: 8500 + (11 * seed), shuffle: Shuffle.Anew)))),
        ];

        SeedRuns runs = SeedRunsOf.Runs(made);
        File.WriteAllText(folder["seeds.json"], SeedRunsFile.Format(runs));
        SeedRuns read = SeedRunsFile.Read(folder["seeds.json"]);

        Assert.That(SeedRunsFile.Name(read), Is.EqualTo("torch-seeds-model1-anew.json"));
        Assert.That((read.Model, read.Epochs, read.BatchSize, read.Threads, read.Shuffle), Is.EqualTo((1, 10, 128, 2, Shuffle.Anew)));
        Assert.That(read.Origin(), Is.EqualTo("this program, engine torch"));
        Assert.That(read.Runs.Select(run => run.Correct), Is.EqualTo(made.Select(run => run.Record.Result.TestCorrect)));
        Assert.That(read.Runs[0].History.Loss, Is.EqualTo(made[0].Record.History.Select(epoch => epoch.Loss)));
    }

    [Test]
    public void A_run_that_is_there_twice_counts_once_and_jittered_ones_stand_behind_their_seed()
    {
        RunRecord jittered = GateRuns.Record(seed: 1, correct: 8600);
        jittered = jittered with { Settings = jittered.Settings with { Jitter = 3 } };

        SeedRuns runs = SeedRunsOf.Runs([GateRuns.Run(seed: 2), GateRuns.Run(jittered), GateRuns.Run(seed: 1), GateRuns.Run(seed: 2)]);

        Assert.That(runs.Runs.Select(run => (run.Seed, run.Jitter)), Is.EqualTo(new (int, int?)[] { (1, null), (1, 3), (2, null) }));
    }

    [Test]
    public void Runs_that_other_images_judge_are_refused()
    {
        RunRecord record = GateRuns.Record(seed: 1, correct: 8600);

        Refusal.Expect(() => SeedRunsOf.Runs([GateRuns.Run(record with { Settings = record.Settings with { HeldOut = 10_000 } })]), "is of a run that is judged by the last 10,000 training images.");
    }

    [Test]
    public void Runs_of_a_Keras_file_keep_it()
    {
        ModelSource file = new("wide", "ab", ModelSource.Unit);
        RunRecord record = GateRuns.Record(seed: 1);

        Assert.That(SeedRunsOf.Runs([GateRuns.Run(record with { Settings = record.Settings with { Model = 0, File = file } })]).Key, Is.EqualTo(new ExpectationKey(0, file, Shuffle.Repeated)));
    }

    private static IEnumerable<TestCaseData> Strangers =>
    [
        Case("its batch size is 128, not 64", record => record with { Settings = record.Settings with { BatchSize = 64 } }),
        Case("its engine is torch, not my-port", record => record with { Settings = record.Settings with { Engine = "my-port" } }),
        Case("its number of threads is 2, not 3", record => record with { Settings = record.Settings with { Threads = 3 } }),
        Case("its model is Model-1, not wide", record => record with { Settings = record.Settings with { File = new ModelSource("wide", "0123456789abcdef") } }),
        Case("they are of different code", record => record with { Code = GateRuns.TrainedHash("other code") }),
        Case("they are of different arithmetic", record => record with { Environment = record.Environment! with { ProcessorFeatures = ["avx2"] } }),
    ];

    [TestCaseSource(nameof(Strangers))]
    public void Runs_that_were_not_made_alike_are_refused(string how, Func<RunRecord, RunRecord> change) =>
        Refusal.Expect(() => SeedRunsOf.Runs([GateRuns.Run(), GateRuns.Run(change(GateRuns.Record(seed: 2)))]), how);

    [Test]
    public void Two_different_runs_of_a_seed_are_refused() =>
        Refusal.Expect(() => SeedRunsOf.Runs([GateRuns.Run(), GateRuns.Run(correct: 8600)]), "There are two different runs of seed 1");

    private static TestCaseData Case(string how, Func<RunRecord, RunRecord> change) => new TestCaseData(how, change).SetArgDisplayNames(how);
}
