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
            "Different mathematics: from the state after 0 steps, the loss of step 1 is 0.1 off; right programs are within 1E-06. Of 20 states 19 show it: "
            + "those after 0, 1, 2, 5, 10, 50, 100, 200, 464, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 4685 steps."));
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
        Is.EqualTo("the gradients, or the optimizer's step or moments"));

    [Test]
    public void What_shows_at_all_states_but_the_first_is_the_count_of_steps() => Assert.That(
        Steps(MadeUpAnswers.Of().With(step => step > 0, point => point with { Losses = [1, 1.5, 1, 1, 1] })).Causes[0], Does.StartWith("the count of steps"));

    [Test]
    public void The_farthest_difference_is_told_beside_the_first()
    {
        GateCheck check = Steps(MadeUpAnswers.Of().With(_ => true, point => Array(point with { Losses = [1, 1.0001, 1, 1, 1] }, "adam/m/sequential/dense/bias", 0)));

        Assert.That(check.Reason, Does.Contain("the loss of step 2 is 0.0001 off; right programs are within 1E-06. Farthest off: from the state after 0 steps, 'adam/m/sequential/dense/bias' of step 5 is 1 off; right programs are within 2E-06. "));
    }

    [TestCase("my port", "my port")]
    [TestCase("", "-")]
    [TestCase("a name that is longer than a column of a table", "a name that is longer th…")]
    public void Whose_answers_they_are_is_told(string program, string shown) =>
        Assert.That(Check.Of(MadeUpAnswers.Of() with { Program = program }).Select(check => check.Runs), Is.All.EqualTo(shown));

    // A right program takes another branch at a kink now and then.
    [TestCase(2, CheckVerdict.Passed)]
    [TestCase(3, CheckVerdict.Failed)]
    public void Some_states_may_be_off_as_those_of_right_programs_are(int states, CheckVerdict verdict)
    {
        int[] off = [.. ProbePlan.Steps.Take(states)];

        GateCheck check = Steps(MadeUpAnswers.Of().With(off.Contains, point => Array(point, "sequential/conv2d/kernel", 1.1)));

        Assert.That((check.Verdict, check.Figure, check.Bound), Is.EqualTo((verdict, $"{states} of 20 states off", "at most 2, none of them far")));
        Assert.That(check.Reason, Does.Contain("from the state after 0 steps, 'sequential/conv2d/kernel' of step 5 is 0.21 off"));
    }

    // 2 % is the farthest that a right program is off, at another state.
    [TestCase(1.19, CheckVerdict.Passed)]
    [TestCase(1.21, CheckVerdict.Failed)]
    [TestCase(double.NaN, CheckVerdict.Failed)]
    [TestCase(double.PositiveInfinity, CheckVerdict.Failed)]
    public void A_loss_far_off_fails_at_a_single_state(double loss, CheckVerdict verdict) =>
        Assert.That(Steps(MadeUpAnswers.Of().With(step => step == 500, point => point with { Losses = [1, 1, 1, 1, loss] })).Verdict, Is.EqualTo(verdict));

    [TestCase(1.15, CheckVerdict.Passed)]
    [TestCase(1.25, CheckVerdict.Failed)]
    [TestCase(double.NaN, CheckVerdict.Failed)]
    public void An_array_far_off_fails_at_a_single_state(double factor, CheckVerdict verdict) =>
        Assert.That(Steps(MadeUpAnswers.Of().With(step => step == 500, point => Array(point, "sequential/dense/bias", factor))).Verdict, Is.EqualTo(verdict));

    [Test]
    public void What_shows_at_the_end_of_epochs_alone_is_no_chance()
    {
        GateCheck check = Steps(MadeUpAnswers.Of().With(ProbePlan.EpochEnds.Contains, point => Array(point, "adam/m/sequential/conv2d/kernel", 1.1)));

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(check.Reason, Does.EndWith("Of 20 states 2 show it: those after 464, 4685 steps."));
        Assert.That(check.Causes[0], Does.StartWith("an epoch's last, smaller batch"));
    }

    [Test]
    public void Other_logits_fail()
    {
        GateCheck check = Tests(test => test with { Logits = [.. test.Logits.Select((logit, i) => i == 12_345 ? logit + 1 : logit)] });

        Assert.That(check.Reason, Does.StartWith("Other answers: from the state after 464 steps, the logit of class 5 is "));
    }

    [Test]
    public void Accuracy_and_loss_must_be_those_of_the_logits()
    {
        GateCheck accuracy = Tests(test => test with { Accuracy = test.Accuracy + 1e-4 });
        GateCheck loss = Tests(test => test with { Loss = test.Loss * 1.0001 });

        Assert.That(accuracy.Reason, Does.StartWith("Other answers: from the state after 464 steps, the accuracy that is told, beside that of its own logits, is 0.0001 off"));
        Assert.That(loss.Reason, Does.Contain("the loss that is told, beside that of its own logits, is 0.0001 off"));
        Assert.That(new[] { accuracy, loss }.Select(check => (check.Figure, check.Causes[0])), Is.All.EqualTo(("2 of 24 figures off", "how accuracy or loss are taken from the logits: both are means over all 10,000 images")));
    }

    [Test]
    public void Probabilities_are_known_in_the_place_of_logits()
    {
        GateCheck check = Tests(test => test with { Logits = [.. Enumerable.Repeat(0.1, test.Logits.Length)] });

        Assert.That(check.Causes[0], Does.StartWith("probabilities in the place of logits"));
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
