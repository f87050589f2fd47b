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
        Assert.That(check.Reason, Is.EqualTo("Compared with 64 right runs of other seeds (expectations 1), since its order is its own."));
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
        Assert.That(check.Reason, Does.Match(@"^Right runs are as far from these 64 of this program, engine exact once in 2,000 times at most\. Farthest is the .+: -?\d\.\d{4}, theirs is -?\d\.\d{4} \([+-]\d+\.\d standard errors\)\.$"));
        Assert.That(check.Causes, Does.Contain("the same shuffle every epoch"));
    }

    [Test]
    public void A_reference_is_not_compared_with_itself()
    {
        GateRun[] own = [.. Reference.Runs.Plain.Take(3).Select(run => PortRuns.Run(run, 1, "exact"))];

        Assert.That(Check.Of(own, "x").Reason, Does.StartWith("Compared with 61 right runs"));
    }
}
