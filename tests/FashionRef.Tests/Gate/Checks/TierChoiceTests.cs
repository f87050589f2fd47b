using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Tests.Gate.Curves;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class TierChoiceTests
{
    private static readonly GateReference Reference = GateReference.Read(KerasSeeds.Folder, 1, Shuffle.Anew);

    private static IEnumerable<TestCaseData> Unpaired =>
    [
        Case("nothing proves that training started from the seed's weights and was given its order", run => run with { Sha256 = run.Sha256 with { InitialWeights = null } }),
        Case("nothing proves", run => run.With(3, epoch => epoch with { Feed = null })),
        Case("there are runs that start alike for the seeds 1..10, and not for 11", run => run with { Settings = run.Settings with { Seed = 11 } }),
    ];

    [Test]
    public void A_run_that_proves_its_start_is_compared_with_runs_that_start_alike() =>
        Assert.That(TierChoice.Of([GateRuns.Run(Right())], Reference, knowsFeed: true), Is.EqualTo(new TierChoice((string?)null)));

    [TestCaseSource(nameof(Unpaired))]
    public void Any_other_is_not_and_it_says_why(string why, Func<RunRecord, RunRecord> change) =>
        Assert.That(TierChoice.Of([GateRuns.Run(Right()), GateRuns.Run(change(Right(2)))], Reference, knowsFeed: true).WhyUnpaired, Does.StartWith(why));

    [Test]
    public void A_feed_that_nobody_could_look_at_proves_nothing() =>
        Assert.That(TierChoice.Of([GateRuns.Run(Right())], Reference, knowsFeed: false).WhyUnpaired, Does.StartWith("nothing proves"));

    [Test]
    public void Where_no_references_start_alike_it_says_so() =>
        Assert.That(TierChoice.Of([GateRuns.Run(Right())], KerasSeeds.ReferenceAnew(1), knowsFeed: true).WhyUnpaired, Is.EqualTo("the expectation has no runs that start alike"));

    [Test]
    public void More_runs_than_there_are_bounds_for_are_compared_with_other_seeds() => Assert.That(
        TierChoice.Of([.. Enumerable.Repeat(GateRuns.Run(Right()), 11)], Reference, knowsFeed: true).WhyUnpaired, Is.EqualTo("more than 10 runs are compared with runs of other seeds"));

    // Whatever the results are: only the records decide.
    [TestCase(8650)]
    [TestCase(2600)]
    public void Results_do_not_choose(int correct) => Assert.That(
        TierChoice.Of([GateRuns.Run(Right(correct: correct))], Reference, knowsFeed: true).IsPaired, Is.True);

    [Test]
    public void The_gate_takes_the_choice()
    {
        GateRun port = PortRuns.Keras(1)[0];
        GateRun silent = port with { Record = port.Record with { History = [.. port.Record.History.Select(epoch => epoch with { Feed = null })] } };
        ModelGate gate = new(Reference, "nowhere", requiresBaseline: false, trainingImages: RealDataset.Load().Train);

        Assert.That(gate.Judge([port]).Select(check => $"{check.Kind} {check.Verdict}").Skip(3), Is.EqualTo(new[] { "Feed Passed", "CollapsedRuns Passed", "Paired Passed" }));
        Assert.That(gate.Judge([silent]).Select(check => $"{check.Kind} {check.Verdict}").Skip(3), Is.EqualTo(new[] { "Feed NotNeeded", "CollapsedRuns Passed", "Accuracy Passed" }));
    }

    private static RunRecord Right(int seed = 1, int correct = 8650)
    {
        RunRecord record = GateRuns.Record(seed: seed, correct: correct, shuffle: Shuffle.Anew);
        return record with { History = [.. record.History.Select(epoch => epoch with { Feed = GateRuns.TrainedHash("any") })] };
    }

    private static TestCaseData Case(string why, Func<RunRecord, RunRecord> change) => new TestCaseData(why, change).SetArgDisplayNames(why);
}
