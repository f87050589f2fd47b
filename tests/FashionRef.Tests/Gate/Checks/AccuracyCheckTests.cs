using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Reference;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class AccuracyCheckTests
{
    private static readonly Expectation Expectation = KerasSeeds.Stored(1);
    private static readonly AccuracyCheck Check = new(Expectation, "a command");

    [TestCase(7000, "Worse than right runs are: a right run falls outside once in 1,000 times at most.")]
    [TestCase(1000, "Worse than right runs are: ")]
    [TestCase(0, "Worse than right runs are: ")]
    [TestCase(9500, "Better than the reference can be: a right run ")]
    public void One_run_outside_the_band_fails_with_its_causes(int correct, string reason)
    {
        GateCheck check = Check.OfOne(GateRuns.Run(correct: correct));

        Assert.That((check.Kind, check.Verdict, check.Acceptance), Is.EqualTo((CheckKind.Accuracy, CheckVerdict.Failed, "a command")));
        Assert.That(check.Reason, Does.StartWith(reason)
            .And.EndsWith("Keras 3.15.1 on TensorFlow 2.21.0, 40 runs: 0.8310 to 0.8638, mean 0.8553."));
        Assert.That(check.Causes, Is.EqualTo(correct switch
        {
            9500 => LikelyCauses.OfHighAccuracy,
            7000 => LikelyCauses.OfLowAccuracy,
            _ => LikelyCauses.OfCollapse,
        }));
    }

    [Test]
    public void The_ends_of_the_band_pass_and_one_answer_further_fails()
    {
        Band band = Expectation.BandOf(1);
        int low = (int)Math.Round(band.Low * 10_000);
        int high = (int)Math.Round(band.High * 10_000);

        Assert.That(
            new[] { low - 1, low, high, high + 1 }.Select(correct => Check.OfOne(GateRuns.Run(correct: correct)).Verdict),
            Is.EqualTo(new[] { CheckVerdict.Failed, CheckVerdict.Passed, CheckVerdict.Passed, CheckVerdict.Failed }));
    }

    [Test]
    public void A_mean_that_every_single_run_would_pass_can_fail()
    {
        int[] low = [8200, 8210, 8220, 8205, 8215];

        Assert.That(low.Select(correct => Check.OfOne(GateRuns.Run(correct: correct)).Verdict), Is.All.EqualTo(CheckVerdict.Passed));
        GateCheck mean = Check.OfSeveral(GateRuns.Several(low)).Last();
        Assert.That((mean.Kind, mean.Verdict, mean.Figure), Is.EqualTo((CheckKind.MeanAccuracy, CheckVerdict.Failed, "0.8210")));
        Assert.That(mean.Reason, Does.Contain("the mean of 5 right runs falls outside once in 2,000 times at most"));
    }

    [Test]
    public void Too_many_collapsed_runs_fail_though_the_others_are_right()
    {
        GateCheck[] checks = [.. Check.OfSeveral(GateRuns.Several(1000, 1000, 1000, 1000, 8555))];

        Assert.That(checks.Select(check => (check.Kind, check.Verdict)), Is.EqualTo(new[]
        {
            (CheckKind.CollapsedRuns, CheckVerdict.Failed), (CheckKind.MeanAccuracy, CheckVerdict.Passed),
        }));
        Assert.That(checks[0].Reason, Is.EqualTo("4 of 5 runs ended below 0.25; of 40 right runs 0 did."));
    }

    [Test]
    public void Runs_that_all_collapsed_fail_whatever_chance_allows()
    {
        GateCheck[] checks = [.. Check.OfSeveral(GateRuns.Several(1000, 1000))];

        Assert.That(checks[^1].Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(checks[^1].Reason, Does.StartWith("Every run collapsed"));
    }

    // Of 40 right runs none collapsed. That all of k collapsed runs are among m new ones has the probability C(m, k) / C(40 + m, k):
    // 1/861 for 2 of 2, 4/13244 for 3 of 4, 10/14190 for 3 of 5, 5/148995 for 4 of 5, 210/230300 for 4 of 10, 252/2118760 for 5 of 10.
    // At most 0.0005 is too rare.
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 2)]
    [TestCase(4, 2)]
    [TestCase(5, 3)]
    [TestCase(7, 3)]
    [TestCase(10, 4)]
    [TestCase(20, 6)]
    public void The_most_that_may_collapse_is_as_computed_by_hand(int runs, int most) =>
        Assert.That(AccuracyCheck.MostCollapsed(Expectation.Collapsed, runs), Is.EqualTo(most));

    [Test]
    public void Where_right_runs_collapse_too_more_new_ones_may() =>
        Assert.That(AccuracyCheck.MostCollapsed(Share.Of(20, 40), 5), Is.EqualTo(5));
}
