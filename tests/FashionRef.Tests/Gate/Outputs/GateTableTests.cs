using FashionRef.Gate;
using FashionRef.Gate.Outputs;

namespace FashionRef.Tests.Gate.Outputs;

internal sealed class GateTableTests
{
    [Test]
    public void Each_check_has_a_line_and_a_failed_one_says_why_and_what_to_do() =>
        Assert.That(GateTable.Format(Reports.Failed), Is.EqualTo(
            """
            Model-1
              check                      runs          figure    bound             verdict
              record                     seed 1        complete  complete          passed
              same bits as the baseline  seed 1        -         -                 not needed
                    The baseline is of another processor.
              test accuracy              seed 1        0.7000    0.8213 to 0.8841  FAILED
                    test accuracy 0.7000 is not in 0.8213 to 0.8841.
                    Likely: the pixels are divided by 255
                            a layer was changed
                    To accept: dotnet cake --target=Baseline --model=1

            Model-2
              check                      runs          figure    bound             verdict
              runs of other seeds        seeds 1 to 5  p = 0.31  above 0.0005      passed

            Gate FAILED: Model-1 did not train as expected (1 check failed, 2 passed, 1 not needed).

            """));

    [Test]
    public void A_passed_gate_ends_with_what_that_means() =>
        Assert.That(GateTable.Format(Reports.Passed), Does.EndWith(
            "\n\nGate passed: Model-1 and Model-2 trained as expected (2 checks passed, 1 not needed).\n"));

    [Test]
    public void One_run_that_passed_by_its_accuracy_says_what_it_does_not_see()
    {
        GateCheck accuracy = Reports.Accuracy with { Verdict = CheckVerdict.Passed, Reason = "", Measure = new("test_accuracy", 0.85, 0.8122, 0.8823) };
        GateReport one = new([Reports.Record, accuracy]);
        GateReport both = new([.. one.Checks, accuracy with { Model = 2, Measure = accuracy.Measure! with { Low = 0.836 } }]) { Further = "a command" };
        const string Of1 = "By its last accuracy alone a run shows little: Model-1 passes down to 0.8122. Single steps, by probes, show the most, in seconds and without a whole run (docs/port.md).";

        Assert.That(GateTable.Format(one), Does.Contain($"\n{Of1}\nGate passed: "));
        Assert.That(GateMarkdown.Format(one), Does.EndWith($"\n\n{Of1}\n"));
        Assert.That(GitHubAnnotations.Format(one), Does.StartWith("::notice ").And.EndWith($"%0A{Of1}\n"));
        Assert.That(GateTable.Format(both), Does.Contain($"\n{Of1} {Of1.Replace("Model-1", "Model-2", StringComparison.Ordinal).Replace("0.8122", "0.8360", StringComparison.Ordinal)} To see smaller harm: a command\n"));
    }

    [TestCase(CheckVerdict.Passed, false)]
    [TestCase(CheckVerdict.NotNeeded, true)]
    public void Right_steps_on_the_right_images_show_what_the_accuracy_does_not(CheckVerdict feed, bool saysSo)
    {
        GateCheck accuracy = Reports.Accuracy with { Verdict = CheckVerdict.Passed, Measure = new("test_accuracy", 0.85, 0.8122) };
        GateReport report = new([accuracy with { Kind = CheckKind.Steps }, accuracy with { Kind = CheckKind.KnownAnswers }, accuracy with { Kind = CheckKind.Feed, Verdict = feed }, accuracy]);

        Assert.That(GateTable.Format(report).Contains("a run shows little", StringComparison.Ordinal), Is.EqualTo(saysSo));
    }

    [TestCase(CheckVerdict.Passed, 1, "Gate passed: Model-1 computes as expected (1 check passed).")]
    [TestCase(CheckVerdict.Passed, 2, "Gate passed: Model-1 and Model-2 compute as expected (2 checks passed).")]
    [TestCase(CheckVerdict.Failed, 2, "Gate FAILED: Model-1 and Model-2 do not compute as expected (2 checks failed).")]
    public void Where_nothing_was_trained_it_says_so(CheckVerdict verdict, int models, string sentence)
    {
        GateReport report = new([.. Enumerable.Range(1, models).Select(model => Reports.Accuracy with { Kind = CheckKind.Steps, Verdict = verdict, Model = model })]);

        Assert.That(GateSentence.Verdict(report), Is.EqualTo(sentence));
    }

    [Test]
    public void Several_runs_or_the_baselines_own_bits_or_a_failure_say_nothing_of_it()
    {
        GateCheck sameBits = Reports.Bits with { Verdict = CheckVerdict.Passed };
        GateReport[] others = [Reports.Passed, new([Reports.Record, sameBits]), Reports.Failed, Reports.Empty];

        Assert.That(others.Select(GateTable.Format), Has.None.Contains("a run shows little"));
    }

    [Test]
    public void A_model_of_which_nothing_is_demanded_fails_the_gate_in_words() =>
        Assert.That(GateTable.Format(Reports.Unjudged), Does.EndWith(
            "\n\nGate FAILED: nothing of Model-1 was judged (1 check passed, 1 not needed).\n"));

    [Test]
    public void A_gate_that_saw_nothing_fails_in_words() =>
        Assert.That(GateTable.Format(Reports.Empty), Is.EqualTo("Gate FAILED: there was nothing to check.\n"));

    [Test]
    public void Line_breaks_and_escape_sequences_of_a_figure_stay_out() =>
        Assert.That(
            GateTable.Format(Reports.With(figure: "a\r\nb\u001b[31mc", reason: "x\ny")).Split('\n'),
            Has.Some.Contains(@"a b\u001B[31mc").And.Some.EqualTo("        x y"));
}
