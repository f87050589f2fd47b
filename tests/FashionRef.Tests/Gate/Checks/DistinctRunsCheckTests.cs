using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

/// <summary>One run passed off as two.</summary>
internal sealed class DistinctRunsCheckTests
{
    private static readonly RunRecord Run = GateRuns.Record(seed: 1);
    private static readonly RunRecord Second = GateRuns.Record(seed: 2);

    [Test]
    public void A_record_without_the_weights_hash_given_twice_is_alike_in_what_it_has()
    {
        GateRun run = new(Run with { Sha256 = Run.Sha256 with { TrainedWeights = null } }, "a.json");

        GateCheck check = DistinctRunsCheck.Of([run, run]);

        Assert.That(check.Faults, Is.EqualTo(["'a.json' (seed 1) and 'a.json' (seed 1) have the same seed", .. new[] { "losses", "accuracies", "test losses", "test accuracies" }.Select(column => $"'a.json' (seed 1) and 'a.json' (seed 1) have the same {column}")]));
    }

    [Test]
    public void Runs_of_different_seeds_pass() => Assert.That(Verdict(Run, Second), Is.EqualTo(CheckVerdict.Passed));

    [Test]
    public void A_run_given_twice_fails() => Assert.That(Verdict(Run, Run), Is.EqualTo(CheckVerdict.Failed));

    [Test]
    public void Two_runs_of_one_seed_fail_even_with_other_weights() =>
        Assert.That(Verdict(Run, Second with { Settings = Run.Settings }), Is.EqualTo(CheckVerdict.Failed));

    [Test]
    public void A_copy_with_another_seed_has_the_same_weights() =>
        Assert.That(Verdict(Run, Run with { Settings = Second.Settings }), Is.EqualTo(CheckVerdict.Failed));

    [TestCase(null)]
    [TestCase("another")]
    public void A_copy_with_another_seed_and_hash_has_the_same_losses(string? hash) => Assert.That(
        Verdict(Run, Run with { Settings = Second.Settings, Sha256 = Run.Sha256 with { TrainedWeights = hash } }), Is.EqualTo(CheckVerdict.Failed));

    [Test]
    public void A_copy_whose_losses_differ_in_the_last_digit_has_the_same_accuracies()
    {
        RunRecord copy = Run with
        {
            Settings = Second.Settings,
            Sha256 = Second.Sha256,
            History = [.. Run.History.Select(epoch => epoch with { Loss = epoch.Loss + 1e-12, ValLoss = epoch.ValLoss + 1e-12 })],
        };

        GateCheck check = DistinctRunsCheck.Of([GateRuns.Run(Run), GateRuns.Run(copy)]);

        Assert.That(check.Faults.Select(fault => fault.Split("the same ")[1]), Is.EqualTo(new[] { "accuracies", "test accuracies" }));
    }

    [Test]
    public void A_copy_with_another_seed_has_not_that_seeds_initial_weights()
    {
        GateRun copy = GateRuns.Run(Run with { Settings = Second.Settings, Sha256 = Run.Sha256 with { TrainedWeights = GateRuns.TrainedHash("another") } });

        GateCheck failure = new ModelGate(KerasSeeds.Reference(1), "none", false).Judge([GateRuns.Run(Run), copy])[0];

        Assert.That((failure.Kind, failure.Verdict, failure.Runs), Is.EqualTo((CheckKind.Record, CheckVerdict.Failed, "seed 2")));
        Assert.That(failure.Reason, Does.StartWith("In 'run2.json' sha256.initial_weights is "));
    }

    [Test]
    public void All_that_are_alike_are_told_and_in_what()
    {
        RunRecord third = GateRuns.Record(seed: 3);
        GateRun[] runs =
        [
            new(Run, "a.json"),
            new(Second, "b.json"),
            new(third with { Settings = Run.Settings }, "c.json"),
            new(GateRuns.Record(seed: 4) with { Sha256 = Second.Sha256 }, "d.json"),
            new(GateRuns.Record(seed: 5) with { History = third.History }, "e.json"),
            new(GateRuns.Record(seed: 6) with { Settings = Run.Settings, History = third.History }, "f.json"),
        ];

        GateCheck check = DistinctRunsCheck.Of(runs);

        Assert.That(check.Faults, Is.EqualTo(new[]
        {
            "'a.json' (seed 1), 'c.json' (seed 1) and 'f.json' (seed 1) have the same seed",
            "'b.json' (seed 2) and 'd.json' (seed 4) have the same trained weights",
            "'c.json' (seed 1), 'e.json' (seed 5) and 'f.json' (seed 1) have the same losses",
            "'c.json' (seed 1), 'e.json' (seed 5) and 'f.json' (seed 1) have the same accuracies",
            "'c.json' (seed 1), 'e.json' (seed 5) and 'f.json' (seed 1) have the same test losses",
            "'c.json' (seed 1), 'e.json' (seed 5) and 'f.json' (seed 1) have the same test accuracies",
        }));
        Assert.That(check.FullReason, Does.StartWith("Runs that should be different ones are alike: 'a.json' (seed 1), "));
    }

    private static CheckVerdict Verdict(params RunRecord[] records) => DistinctRunsCheck.Of([.. records.Select(GateRuns.Run)]).Verdict;
}
