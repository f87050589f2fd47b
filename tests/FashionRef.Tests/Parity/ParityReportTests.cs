using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Parity;
using FashionRef.Training;

namespace FashionRef.Tests.Parity;

/// <summary>A made-up trace of four steps, two weights and one test image, and replays that are off somewhere.</summary>
internal sealed class ParityReportTests
{
    private const string Kernel = "sequential/dense/kernel";
    private const string Mean = "sequential/batch_normalization/moving_mean";

    private static readonly ParityTolerances Tolerances = new(
        [new(1, 1e-6), new(3, 1e-3)], StepCounts: 1, FirstGradients: 1e-6, [new(2, 1e-6)], TestCounts: 0, TestErrors: 1e-6);

    private static readonly Trace Keras = new(
        Model: 1,
        Precision.Float64,
        Seed: 7,
        Offset: 11,
        BatchSize: 128,
        LearningRate: 0.01,
        [new(Mean, [1]), new(Kernel, [2])],
        [new(4, 10), new(3, 20), new(2, 30), new(1, 40)],
        new Dictionary<int, TraceMark> { [0] = Mark(1, 2), [2] = Mark(3, 4), [4] = Mark(5, 6) },
        new Dictionary<string, Fingerprint> { [Kernel] = new(2, All: [0.5, 0.25]) });

    private static readonly Replay Same = new(
        Keras.Steps,
        [Weight(Kernel, 0.5, 0.25)],
        new Dictionary<int, ReplayedMark> { [0] = Replayed(1, 2), [2] = Replayed(3, 4), [4] = Replayed(5, 6) });

    [Test]
    public void A_replay_of_the_same_numbers_is_equal_as_far_as_it_is_judged_in_the_order_of_computation()
    {
        ParityReport report = ParityReport.Of(Keras, Same, Tolerances);

        Assert.That(report.IsEqual, Is.True);
        Assert.That(report.Rows.Select(row => (row.Check, row.Verdict)), Is.EqualTo(new[]
        {
            ("weights at the start", Verdict.Equal),
            ("test answers at the start", Verdict.Equal),
            ("test probabilities at the start", Verdict.Equal),
            ("first gradients", Verdict.Equal),
            ("losses, step 1", Verdict.Equal),
            ("losses, steps 2 to 3", Verdict.Equal),
            ("right answers, steps 1 to 3", Verdict.Equal),
            ("losses, step 4", Verdict.NotJudged),
            ("right answers, step 4", Verdict.NotJudged),
            ("weights after 2 steps", Verdict.Equal),
            ("test answers after 2 steps", Verdict.Equal),
            ("test probabilities after 2 steps", Verdict.Equal),
            ("weights after 4 steps", Verdict.NotJudged),
            ("test answers after 4 steps", Verdict.NotJudged),
            ("test probabilities after 4 steps", Verdict.NotJudged),
        }));
    }

    [Test]
    public void A_shorter_replay_has_only_the_checks_that_it_came_to()
    {
        Replay shorter = Same with { Steps = [Keras.Steps[0]], Marks = new Dictionary<int, ReplayedMark> { [0] = Same.Marks[0] } };

        ParityReport report = ParityReport.Of(Keras, shorter, Tolerances);

        Assert.That(report.Rows.Select(row => row.Check), Is.EqualTo(new[]
        {
            "weights at the start", "test answers at the start", "test probabilities at the start", "first gradients",
            "losses, step 1", "right answers, step 1",
        }));
    }

    [Test]
    public void A_mark_without_a_test_is_not_tested()
    {
        Trace untested = Keras with { Marks = Keras.Marks.ToDictionary(mark => mark.Key, mark => mark.Value with { Test = null }) };

        Assert.That(ParityReport.Of(untested, Same, Tolerances).Rows, Has.None.Matches<ParityRow>(row => row.Check.StartsWith("test ", StringComparison.Ordinal)));
    }

    [Test]
    public void What_is_not_there_to_compare_does_not_look_compared()
    {
        TraceTest counted = new(1);
        Trace trace = Keras with { Marks = Keras.Marks.ToDictionary(mark => mark.Key, mark => mark.Value with { Test = counted }) };

        IEnumerable<string> checks = ParityReport.Of(trace, Same, Tolerances).Rows.Select(row => row.Check);

        Assert.That(checks, Has.Some.EqualTo("test answers at the start").And.None.EqualTo("test probabilities at the start"));
    }

    [TestCase(1, "losses, step 1")]
    [TestCase(3, "losses, steps 2 to 3")]
    public void A_NaN_loss_is_different(int step, string check) =>
        AssertDifferent(Same with { Steps = With(step, result => result with { Loss = double.NaN }) }, check, double.NaN, $"step {step}");

    [Test]
    public void A_loss_too_far_off_is_different() => AssertDifferent(
        Same with { Steps = With(2, result => result with { Loss = 3.006 }) }, "losses, steps 2 to 3", 2e-3, "step 2");

    [Test]
    public void A_loss_near_enough_for_its_step_is_equal() =>
        Assert.That(ParityReport.Of(Keras, Same with { Steps = With(2, result => result with { Loss = 3.0006 }) }, Tolerances).IsEqual, Is.True);

    [Test]
    public void A_step_behind_the_last_tolerance_is_shown_and_not_judged()
    {
        ParityReport report = ParityReport.Of(Keras, Same with { Steps = With(4, _ => new BatchResult(double.NaN, 0)) }, Tolerances);

        Assert.That(report.IsEqual, Is.True);
        Assert.That(report.Rows, Has.Some.EqualTo(new ParityRow("losses, step 4", double.NaN, "step 4", null)));
        Assert.That(report.Rows, Has.Some.EqualTo(new ParityRow("right answers, step 4", 40, "step 4: 0 instead of 40", null)));
    }

    [Test]
    public void One_right_answer_too_many_is_told_and_different_where_none_is_allowed() => AssertDifferent(
        Same with { Steps = With(2, result => result with { Correct = 21 }) },
        "right answers, steps 1 to 3",
        1,
        "step 2: 21 instead of 20",
        Tolerances with { StepCounts = 0 });

    [Test]
    public void Right_answers_too_many_and_too_few_do_not_cancel_out()
    {
        Replay replay = Same with { Steps = [new(4, 11), new(3, 19), new(2, 30), new(1, 40)] };

        AssertDifferent(replay, "right answers, steps 1 to 3", 2, "step 1: 11 instead of 10, and 1 more");
        Assert.That(ParityReport.Of(Keras, replay, Tolerances with { StepCounts = 2 }).IsEqual, Is.True);
    }

    [TestCase(0, "weights at the start")]
    [TestCase(2, "weights after 2 steps")]
    public void A_perturbed_weight_is_different_and_named(int mark, string check)
    {
        ReplayedMark right = Same.Marks[mark];
        WeightValues kernel = right.Weights[1];
        double[] values = [kernel.Values[0], kernel.Values[1] * 1.01];

        AssertDifferent(
            WithMark(mark, right with { Weights = [right.Weights[0], kernel with { Values = values }] }), check, 0.01, Kernel);
    }

    [Test]
    public void A_wrong_first_gradient_is_different_and_named() => AssertDifferent(
        Same with { FirstGradients = [Weight(Kernel, 0.505, 0.25)] }, "first gradients", 0.01, Kernel);

    [Test]
    public void One_test_answer_less_is_different_and_told()
    {
        ReplayedMark right = Same.Marks[2];

        AssertDifferent(
            WithMark(2, right with { Test = Answers(0.25, 0.75, correct: 0) }), "test answers after 2 steps", 1, "test set: 0 instead of 1");
    }

    [Test]
    public void A_wrong_test_probability_is_different_by_its_distance()
    {
        ReplayedMark right = Same.Marks[2];

        AssertDifferent(
            WithMark(2, right with { Test = Answers(0.25, 0.74, correct: 1) }),
            "test probabilities after 2 steps",
            0.01,
            "image 0, class 1");
    }

    [Test]
    public void A_wrong_test_loss_is_different_in_float64_and_not_looked_at_in_float32()
    {
        Replay replay = WithMark(2, Same.Marks[2] with { Test = Same.Marks[2].Test! with { Loss = 1.3 } });

        AssertDifferent(replay, "test probabilities after 2 steps", 0.04, "loss");
        Assert.That(ParityReport.Of(Keras with { Precision = Precision.Float32 }, replay, Tolerances).IsEqual, Is.True);
    }

    private static void AssertDifferent(Replay replay, string check, double error, string where, ParityTolerances? tolerances = null)
    {
        ParityReport report = ParityReport.Of(Keras, replay, tolerances ?? Tolerances);

        Assert.That(report.IsEqual, Is.False);
        ParityRow row = report.Rows.Single(row => row.Verdict == Verdict.Different);
        Assert.That(row.Check, Is.EqualTo(check));
        Assert.That(row.Error, double.IsNaN(error) ? Is.NaN : Is.EqualTo(error).Within(1e-9));
        Assert.That(row.Where, Is.EqualTo(where));
    }

    private static BatchResult[] With(int step, Func<BatchResult, BatchResult> change) =>
        [.. Keras.Steps.Select((result, i) => i == step - 1 ? change(result) : result)];

    private static Replay WithMark(int step, ReplayedMark mark) =>
        Same with { Marks = new Dictionary<int, ReplayedMark>(Same.Marks) { [step] = mark } };

    private static TraceMark Mark(double mean, double kernel) => new(
        new Dictionary<string, Fingerprint> { [Mean] = new(1, All: [mean]), [Kernel] = new(2, All: [kernel, kernel]) },
        new TraceTest(1, 1.25, [[0.25, 0.75]]));

    private static ReplayedMark Replayed(double mean, double kernel) => new(
        [Weight(Mean, mean), Weight(Kernel, kernel, kernel)],
        Answers(0.25, 0.75, correct: 1));

    private static ReplayedTest Answers(double first, double second, int correct) => new(new TestResult([], [first, second], [1], loss: 1.25, correct), Loss: 1.25);

    private static WeightValues Weight(string path, params double[] values) => new(path, Shape.Of(values.Length), values);
}
