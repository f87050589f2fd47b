using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;

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

        // 8,511 right ones in order, then each taken for the next class: of class 1 that are 149, taken for class 2.
        Assert.That(read.Runs[0].Confusion[1], Is.EqualTo(new[] { 0, 851, 149, 0, 0, 0, 0, 0, 0, 0 }));
    }
}
