using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Probes;
using FashionRef.Tests.Probes;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class ProbeCheckTests
{
    private static readonly ProbeCheck Check = new(MadeUpAnswers.Reference, MadeUpAnswers.TestImages);

    [TestCase(1)]
    [TestCase(1 + 4e-7)]
    [TestCase(1 - 4e-7)]
    public void What_is_as_near_as_rounding_passes(double factor)
    {
        IReadOnlyList<GateCheck> checks = Check.Of(MadeUpAnswers.Of(factor));

        Assert.That(checks.Select(check => $"{check.Code} {check.Verdict}"), Is.EqualTo(new[] { "FREF2011 Passed", "FREF2012 Passed" }));
    }

    [Test]
    public void Another_first_loss_is_told_with_point_step_and_cause()
    {
        GateCheck check = Steps(MadeUpAnswers.Of().With(_ => true, point => point with { Losses = [1.1, .. point.Losses.Skip(1)] }));

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(check.Reason, Is.EqualTo(
            "Different mathematics: from the state after 0 steps, the loss of step 1 is 0.1 off; right programs are within 1E-06. All 20 states show it."));
        Assert.That(check.Causes[0], Does.StartWith("the forward pass, the loss or the images' scale"));
    }

    [Test]
    public void A_later_loss_is_the_gradients_or_the_optimizers() => Assert.That(
        Steps(MadeUpAnswers.Of().With(_ => true, point => point with { Losses = [1, 1, 1.1, 1, 1] })).Causes[0],
        Does.StartWith("the gradients or the optimizer's step"));

    [Test]
    public void Weights_alone_are_a_change_beside_Adam() => Assert.That(
        Steps(MadeUpAnswers.Of().With(_ => true, point => Array(point, "sequential/dense/kernel", 1.001))).Causes[0],
        Does.StartWith("a change of the weights beside Adam's: weight decay"));

    [Test]
    public void Moments_are_the_optimizers() => Assert.That(
        Steps(MadeUpAnswers.Of().With(_ => true, point => Array(point, "adam/v/sequential/dense/kernel", 1.001))).Causes[0],
        Is.EqualTo("the optimizer's step or its moments"));

    // A right program takes another branch at a kink now and then.
    [TestCase(3, CheckVerdict.Passed)]
    [TestCase(4, CheckVerdict.Failed)]
    public void Some_states_may_be_off_as_those_of_right_programs_are(int states, CheckVerdict verdict)
    {
        int[] off = [.. ProbePlan.Steps.Take(states)];

        GateCheck check = Steps(MadeUpAnswers.Of().With(off.Contains, point => Array(point, "sequential/conv2d/kernel", 1.1)));

        Assert.That(check.Verdict, Is.EqualTo(verdict));
        Assert.That(check.Figure, Is.EqualTo($"{states} states off"));
    }

    [Test]
    public void What_shows_at_the_end_of_epochs_alone_is_no_chance()
    {
        GateCheck check = Steps(MadeUpAnswers.Of().With(ProbePlan.EpochEnds.Contains, point => Array(point, "adam/m/sequential/conv2d/kernel", 1.1)));

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(check.Reason, Does.EndWith("Of 20 states 2 show it: those after 464, 4685 steps."));
    }

    [TestCase(1.1, CheckVerdict.Passed)]
    [TestCase(double.NaN, CheckVerdict.Failed)]
    [TestCase(double.PositiveInfinity, CheckVerdict.Failed)]
    public void A_loss_that_is_no_number_fails_at_a_single_state(double loss, CheckVerdict verdict) =>
        Assert.That(Steps(MadeUpAnswers.Of().With(step => step == 500, point => point with { Losses = [1, 1, 1, 1, loss] })).Verdict, Is.EqualTo(verdict));

    [Test]
    public void NaN_in_an_array_fails_at_a_single_state() =>
        Assert.That(Steps(MadeUpAnswers.Of().With(step => step == 500, point => Array(point, "sequential/dense/bias", double.NaN))).Verdict, Is.EqualTo(CheckVerdict.Failed));

    [Test]
    public void Other_logits_fail()
    {
        GateCheck check = Tests(test => test with { Logits = [.. test.Logits.Select((logit, i) => i == 12_345 ? logit + 1 : logit)] });

        Assert.That(check.Reason, Does.StartWith("Other answers: from the state after 464 steps, the logits of class 5 is "));
    }

    [Test]
    public void Accuracy_and_loss_must_be_those_of_the_logits()
    {
        Assert.That(Tests(test => test with { Accuracy = test.Accuracy + 1e-4 }).Reason, Does.Contain("the accuracy that its logits have"));
        Assert.That(Tests(test => test with { Loss = test.Loss * 1.0001 }).Reason, Does.Contain("the loss that its logits have"));
    }

    private static GateCheck Steps(ProbeAnswers answers) => Check.Of(answers)[0];

    private static GateCheck Tests(Func<TestAnswer, TestAnswer> change)
    {
        ProbeAnswers right = MadeUpAnswers.Of();
        return Check.Of(right with { Tests = [.. right.Tests.Select(change)] })[1];
    }

    private static PointAnswer Array(PointAnswer point, string name, double factor) => point with
    {
        Arrays = point.Arrays.ToDictionary(
            array => array.Key,
            array => array.Key == name ? new ArrayDigest(array.Value.Sum * factor, array.Value.Magnitudes * factor, array.Value.Squares * factor * factor, [.. array.Value.Values.Select(value => value * factor)]) : array.Value),
    };
}
