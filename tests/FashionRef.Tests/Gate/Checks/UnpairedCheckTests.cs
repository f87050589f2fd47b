using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Tests.Gate.Curves;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class UnpairedCheckTests
{
    private static readonly GateReference Reference = GateReference.Read(KerasSeeds.Folder, 1, Shuffle.Anew);
    private static readonly UnpairedCheck Check = new(Reference, GateLook.Once, "a command");

    [TestCase(1, false)]
    [TestCase(2, true)]
    [TestCase(3, true)]
    public void One_run_can_never_fail_it_so_it_does_not_decide(int runs, bool can) => Assert.That(Check.CanDecide([.. PortRuns.Keras(1).Take(runs)]), Is.EqualTo(can));

    [TestCase(2)]
    [TestCase(5)]
    [TestCase(12)]
    public void Real_Keras_passes_whatever_its_seeds_are(int runs)
    {
        GateCheck check = Check.Of([.. PortRuns.Keras(1).TakeLast(runs)], "its order is its own");

        Assert.That((check.Verdict, check.Tier, check.Statistic), Is.EqualTo((CheckVerdict.Passed, "unpaired", "permutation_p")));
        Assert.That(check.Reason, Is.EqualTo("Compared with 64 right runs of other seeds (expectations 1: this program, engine exact), since its order is its own."));
        Assert.That(check.P, Is.GreaterThan(0.01));
    }

    [Test]
    public void Several_runs_of_Model_2_are_compared_with_other_seeds_though_they_start_alike()
    {
        GateReference reference = GateReference.Read(KerasSeeds.Folder, 2, Shuffle.Anew);
        ModelGate gate = new(reference, "nowhere", requiresBaseline: false, trainingImages: RealDataset.Load().Train);

        GateCheck curve = gate.Judge(PortRuns.Keras(2))[^1];

        Assert.That((curve.Kind, curve.Verdict), Is.EqualTo((CheckKind.Unpaired, CheckVerdict.Passed)));
        Assert.That(curve.Reason, Does.Contain("of this model runs that start alike are no more alike than those of other seeds"));
    }

    // Its training is right, and it shuffles once: 0.0067 lower in the mean.
    [Test]
    public void Keras_with_one_shuffle_repeated_is_told_apart()
    {
        GateRun[] repeated = [.. KerasSeeds.Runs(1).Runs.Take(10).Select(run => PortRuns.Run(run, 1, "keras"))];

        GateCheck check = Check.Of(repeated, "its order is its own");

        Assert.That((check.Verdict, check.Acceptance), Is.EqualTo((CheckVerdict.Failed, "a command")));
        Assert.That(check.Reason, Does.Match(@"^Of right runs at most one in 2,000 is as far from these 64 \(expectations 1: this program, engine exact\)\. Farthest is the .+: -?\d\.\d{4}, theirs is -?\d\.\d{4} \([+-]\d+\.\d standard errors\)\.$"));
        Assert.That(check.Causes, Does.Contain("the same shuffle every epoch"));
    }

    [Test]
    public void A_ruined_run_among_good_ones_fails_as_it_does_alone()
    {
        ModelGate gate = new(Reference, "nowhere", requiresBaseline: false);
        GateRun[] runs = [.. PortRuns.Keras(1).TakeLast(3).Select((run, i) => Unproven(i == 1 ? Worse(run, 0.4) : run))];

        GateCheck[] failed = [.. gate.Judge(runs).Where(check => check.Verdict == CheckVerdict.Failed)];

        Assert.That(failed.Select(check => (check.Kind, check.Runs, check.Bound)), Does.Contain((CheckKind.Accuracy, runs[1].Label, "0.7623 to 0.9025")));
        Assert.That(failed[0].Reason, Is.EqualTo("Of several runs each may be 2 times as far from the mean of right runs, 0.8621, as a single one may be."));
        Assert.That(gate.Judge([runs[0], runs[2]]).Select(check => check.Verdict), Has.None.EqualTo(CheckVerdict.Failed));
    }

    // By the figures of too few references nothing could be decided any more, and a bad run beside them would be held to the band.
    [Test]
    public void Runs_do_not_choose_their_check_by_having_the_figures_of_references()
    {
        GateReference ten = new(Reference.Expectation with { Paired = null }, Reference.Runs with { Runs = [.. Reference.Runs.Plain.Take(10)] });
        GateRun[] copies = [.. ten.Runs.Runs.Take(3).Select((run, i) => Unproven(PortRuns.Run(run with { Seed = 70 + i }, 1, "my-port")))];
        GateRun[] runs = [.. copies, .. PortRuns.Keras(1).TakeLast(2).Select(run => Worse(Unproven(run), 0.1))];
        UnpairedCheck check = new(ten, GateLook.Once, "a command");

        Assert.That(check.CanDecide(runs), Is.True);
        Assert.That(check.Of(runs, "x").Reason, Does.Contain("these 10 ").Or.Contain("with 10 "));
    }

    private static GateRun Unproven(GateRun run) => run with
    {
        Record = run.Record with { Sha256 = run.Record.Sha256 with { InitialWeights = null }, History = [.. run.Record.History.Select(epoch => epoch with { Feed = null })] },
    };

    private static GateRun Worse(GateRun run, double by)
    {
        EpochMetrics[] history = [.. run.Record.History.Select(epoch => epoch with { ValAccuracy = epoch.ValAccuracy - by })];
        int correct = (int)Math.Round(history[^1].ValAccuracy * 10_000);
        history[^1] = history[^1] with { ValAccuracy = correct / 10_000.0 };
        return run with { Record = run.Record with { History = history, Result = run.Record.Result with { TestCorrect = correct, TestAccuracy = correct / 10_000.0 } } };
    }

    [Test]
    public void A_reference_is_not_compared_with_itself()
    {
        GateRun[] own = [.. Reference.Runs.Plain.Take(3).Select(run => PortRuns.Run(run, 1, "exact"))];

        Assert.That(Check.Of(own, "x").Reason, Does.StartWith("Compared with 61 right runs"));
    }
}
