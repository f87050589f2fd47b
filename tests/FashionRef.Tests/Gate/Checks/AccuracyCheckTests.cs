using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;

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

        Assert.That((check.Kind, check.Verdict), Is.EqualTo((CheckKind.Accuracy, CheckVerdict.Failed)));
        Assert.That(check.Acceptance, Is.EqualTo(correct < 2500 ? "" : "a command"), "No new expectation lets a collapsed run pass.");
        Assert.That(check.Reason, Does.StartWith(reason)
            .And.EndsWith("Keras 3.15.1 on TensorFlow 2.21.0, 40 runs: 0.8310 to 0.8638, mean 0.8553."));
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
    public void Collapsed_runs_fail_though_the_others_are_right()
    {
        GateCheck[] checks = [.. Check.OfSeveral(GateRuns.Several(1000, 8555, 2499, 2500, 8555))];

        Assert.That(checks.Select(check => (check.Kind, check.Verdict)), Is.EqualTo(new[]
        {
            (CheckKind.CollapsedRuns, CheckVerdict.Failed), (CheckKind.MeanAccuracy, CheckVerdict.Failed),
        }));
        Assert.That((checks[0].Figure, checks[0].Bound, checks[0].Acceptance), Is.EqualTo(("2 of 5", "none below 0.25", "")));
        Assert.That(checks[0].Reason, Is.EqualTo(
            "seed 1 ended with 0.1000, seed 3 ended with 0.2499: a run that ends below 0.25 has learned nothing. Of 40 right runs 0 did."));
    }

    [Test]
    public void Where_every_run_collapsed_there_is_no_mean()
    {
        GateCheck[] checks = [.. Check.OfSeveral(GateRuns.Several(1000, 1000))];

        Assert.That(checks[^1].Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(checks[^1].Reason, Does.StartWith("Every run collapsed"));
    }

    [TestCaseSource(nameof(Populations))]
    public void A_run_that_would_fail_alone_by_collapse_fails_among_any_others(Expectation expectation)
    {
        AccuracyCheck check = new(expectation, "");
        RandomNumbers random = new(3, 0);
        for (int trial = 0; trial < 300; trial++)
        {
            GateRun[] runs = [.. GateRuns.Several([.. Enumerable.Range(0, 2 + random.Below(19)).Select(_ => Correct(ref random))])];
            bool failsAlone = runs.Any(run => run.Accuracy < Expectation.CollapsedBelow && check.OfOne(run).Verdict == CheckVerdict.Failed);

            GateCheck[] checks = [.. check.OfSeveral(runs)];

            Assert.That(checks[0].Verdict == CheckVerdict.Failed, Is.EqualTo(failsAlone), string.Join(' ', runs.Select(run => run.Accuracy)));
            Assert.That(runs.Where(run => run.Accuracy < Expectation.CollapsedBelow).All(run => checks[0].Reason.Contains($"{run.Label} ended", StringComparison.Ordinal)));
        }
    }

    // Of the last, right runs collapse too: alone a collapsed run fails all the same, for no band reaches so low.
    private static IEnumerable<Expectation> Populations()
    {
        foreach ((int model, Shuffle shuffle) in new[] { (1, Shuffle.Anew), (2, Shuffle.Anew), (1, Shuffle.Repeated), (2, Shuffle.Repeated) })
        {
            yield return ExpectationFile.Read(Path.Combine(Repository.Root, "baselines"), model, shuffle);
        }

        yield return KerasSeeds.Stored(1) with { Collapsed = Share.Of(20, 40) };
    }

    // Collapsed, right, anything, and the two sides of the bound.
    private static int Correct(ref RandomNumbers random) => random.Below(12) switch
    {
        0 => 1000,
        1 => random.Below(10_001),
        2 => 2499,
        3 => 2500,
        _ => 8300 + random.Below(500),
    };
}
