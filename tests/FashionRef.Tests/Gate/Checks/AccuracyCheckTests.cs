using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Reference;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class AccuracyCheckTests
{
    private const string Why = "its start is its own";
    private static readonly Expectation Expectation = KerasSeeds.Stored(1);
    private static readonly AccuracyCheck Check = new(Expectation, "a command");

    [TestCase(7000, "Worse than right runs are: right runs fall outside once in 2,000 times at most.")]
    [TestCase(1000, "Worse than right runs are: ")]
    [TestCase(0, "Worse than right runs are: ")]
    [TestCase(9500, "Better than the reference can be: right runs ")]
    public void A_run_outside_the_band_fails_with_its_causes(int correct, string reason)
    {
        GateCheck check = Check.Of(GateRuns.Run(correct: correct), 1, Why);

        Assert.That((check.Kind, check.Verdict, check.Tier), Is.EqualTo((CheckKind.Accuracy, CheckVerdict.Failed, "unpaired")));
        Assert.That(check.Acceptance, Is.EqualTo(correct < 2500 ? "" : "a command"), "No new expectation lets a collapsed run pass.");
        Assert.That(check.Reason, Does.StartWith(reason)
            .And.EndsWith("Of 40 right runs (expectations 1: Keras 3.15.1 on TensorFlow 2.21.0) the lowest has 0.8310, the highest 0.8638, and their mean is 0.8553."));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void The_ends_of_the_band_pass_and_one_answer_further_fails(int runs)
    {
        Band band = Expectation.BandOf(runs);
        int low = (int)Math.Round(band.Low * 10_000);
        int high = (int)Math.Round(band.High * 10_000);

        Assert.That(
            new[] { low - 1, low, high, high + 1 }.Select(correct => Check.Of(GateRuns.Run(correct: correct), runs, Why).Verdict),
            Is.EqualTo(new[] { CheckVerdict.Failed, CheckVerdict.Passed, CheckVerdict.Passed, CheckVerdict.Failed }));
    }

    [Test]
    public void A_run_that_passes_tells_what_it_was_compared_with_and_why_not_with_nearer_ones() => Assert.That(
        Check.Of(GateRuns.Run(), 1, Why).Reason, Is.EqualTo("Compared with 40 right runs of other seeds (expectations 1: Keras 3.15.1 on TensorFlow 2.21.0), since its start is its own. From 3 runs on their curves are compared."));

    [Test]
    public void Several_runs_share_the_rate() =>
        Assert.That(Check.Of(GateRuns.Run(), 2, Why).Rate, Is.EqualTo(Check.Of(GateRuns.Run(), 1, Why).Rate / 2).And.EqualTo(0.00025));

    [Test]
    public void Collapsed_runs_fail_though_the_others_are_right()
    {
        GateCheck check = Check.OfCollapsed(GateRuns.Several(1000, 8555, 2499, 2500, 8555));

        Assert.That((check.Kind, check.Verdict), Is.EqualTo((CheckKind.CollapsedRuns, CheckVerdict.Failed)));
        Assert.That((check.Figure, check.Bound, check.Acceptance), Is.EqualTo(("2 of 5", "none below 0.25", "")));
        Assert.That(check.Reason, Is.EqualTo(
            "seed 1 ended with 0.1000, seed 3 ended with 0.2499: a run that ends below 0.25 has learned nothing. Of 40 right runs 0 did."));
    }
}
