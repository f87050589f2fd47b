using System.Text.RegularExpressions;
using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Gate;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Checks;

internal sealed class BaselineCheckTests
{
    private static readonly byte[] Labels = [.. Enumerable.Range(0, FashionMnist.TestCount).Select(image => (byte)(image % 10))];
    private static readonly GateRun Run = GateRuns.Run();
    private static readonly BaselineCheck Check = new(KerasSeeds.Stored(1), "a command");
    [Test]
    public void Lost_and_won_answers_are_counted_image_by_image()
    {
        GateCheck check = Check.OfAnswers(Run, Wrong(image => image is 3 or 4 or 5), Stored(image => image is 5 or 6));

        Assert.That((check.Verdict, check.Figure), Is.EqualTo((CheckVerdict.Passed, "2 lost, 1 won, p = 1")));
    }

    [Test]
    public void As_many_answers_apart_as_the_expectation_allows_pass_and_one_more_fails()
    {
        int most = KerasSeeds.Stored(1).AnswersApart;

        Assert.That(Check.OfAnswers(Run, Wrong(image => image < most), Stored(_ => false)).Verdict, Is.EqualTo(CheckVerdict.Passed));
        GateCheck lost = Check.OfAnswers(Run, Wrong(image => image <= most), Stored(_ => false));
        GateCheck won = Check.OfAnswers(Run, Wrong(_ => false), Stored(image => image <= most));
        Assert.That((lost.Verdict, won.Verdict), Is.EqualTo((CheckVerdict.Failed, CheckVerdict.Failed)));
        Assert.That(lost.Reason, Does.EndWith("answers apart once in 2,000 times at most."));
    }

    [Test]
    public void A_class_that_is_no_longer_recognized_fails_and_is_named()
    {
        GateCheck check = Check.OfRecalls(Run, Wrong(image => image % 10 == 6), Stored(_ => false));

        Assert.That((check.Verdict, check.Figure), Is.EqualTo((CheckVerdict.Failed, "Shirt -1.000")));
        Assert.That(check.Reason, Is.EqualTo("The recall of Shirt was 1.000 and is 0.000."));
    }

    [Test]
    public void Equal_recalls_pass() =>
        Assert.That(Check.OfRecalls(Run, Wrong(image => image < 1000), Stored(image => image >= 9000)).Verdict, Is.EqualTo(CheckVerdict.Passed));

    [TestCase(250, CheckVerdict.Passed)]
    [TestCase(251, CheckVerdict.Failed)]
    public void As_much_recall_apart_as_the_expectation_allows_passes_and_one_answer_more_fails(int wrong, CheckVerdict verdict) =>
        Assert.That(QuarterApart(0.25).OfRecalls(Run, Wrong(image => image % 10 == 6 && image < 10 * wrong), Stored(_ => false)).Verdict, Is.EqualTo(verdict));

    [Test]
    public void The_class_that_is_furthest_beyond_what_it_may_be_is_judged_and_not_the_one_that_moved_most()
    {
        GateCheck check = QuarterApart(ofFirst: 0.5).OfRecalls(Run, Wrong(image => (image % 10 == 0 && image < 3000) || (image % 10 == 6 && image < 2600)), Stored(_ => false));

        Assert.That((check.Verdict, check.Figure, check.Bound), Is.EqualTo((CheckVerdict.Failed, "Shirt -0.260", "at most 0.250 apart")));
    }

    [Test]
    public void A_class_that_moved_against_the_accuracy_has_no_known_cause()
    {
        Answers shirts = Wrong(image => image % 10 == 6 && image < 3000);

        Assert.That(QuarterApart(0.25).OfRecalls(Run, Wrong(_ => false), Stored(image => image % 10 == 6 && image < 3000)).Causes, Is.Not.Empty);
        Assert.That(QuarterApart(0.25).OfRecalls(Run, shirts, Stored(image => image % 10 < 3 && image < 2000)).Causes, Is.Empty);
    }

    private static BaselineCheck QuarterApart(double ofFirst) =>
        new(KerasSeeds.Stored(1) with { RecallsApart = [ofFirst, .. Enumerable.Repeat(0.25, 9)] }, "a command");

    [Test]
    public void Other_bits_of_the_same_machine_are_a_change() =>
        Assert.That(OtherBits(environment => environment), Is.EqualTo("but engine, processor and settings are the same: the computation has changed"));

    [Test]
    public void Bits_of_another_machine_are_no_surprise_and_what_is_other_is_told()
    {
        Assert.That(OtherBits(environment => environment with { ProcessorIdentity = "AuthenticAMD family 26, model 2, stepping 1" }), Is.EqualTo(
            "Other bits are expected: another processor family, model and stepping: AuthenticAMD family 26, model 2, stepping 1, the baseline's a family, a model, a stepping"));
        Assert.That(OtherBits(environment => environment with { Processor = "b", Architecture = "Arm64", ProcessorIdentity = null }), Is.EqualTo(
            "Other bits are expected: another architecture: Arm64, the baseline's X64; another processor: b, the baseline's a processor"));
        Assert.That(OtherBits(environment => environment with { ProcessorFeatures = ["avx2"] }), Does.EndWith("another instruction sets: avx2, the baseline's avx2 fma"));
        Assert.That(
            OtherBits(environment => environment with { EngineVersions = new Dictionary<string, string> { ["libtorch"] = "3" } }),
            Does.EndWith("another engine version: libtorch 3, the baseline's libtorch 2, torchsharp 1"));
        Assert.That(OtherBits(environment => environment, threads: 3), Does.EndWith("another number of threads: 3, the baseline's 2"));
    }

    // Zen 4 and Zen 5 are both called AMD EPYC, and records did not tell more.
    [Test]
    public void Of_a_processor_that_is_known_by_its_name_alone_nothing_is_claimed()
    {
        const string Unknown = "Whether other bits are expected is unknown: the record lacks ";
        Assert.That(
            OtherBits(environment => environment, stored: environment => environment with { ProcessorIdentity = null }),
            Is.EqualTo($"{Unknown}the baseline's processor family, model and stepping"));
        Assert.That(
            OtherBits(environment => environment with { ProcessorIdentity = null }), Is.EqualTo($"{Unknown}the run's processor family, model and stepping"));
        Assert.That(OtherBits(_ => null), Does.StartWith($"{Unknown}the run's engine version, "));
    }

    // What is told between the baseline's hash and the last sentence.
    private static string OtherBits(
        Func<RunEnvironment, RunEnvironment?> found, int threads = 2, Func<RunEnvironment, RunEnvironment>? stored = null)
    {
        RunRecord record = GateRuns.Record();
        record = record with
        {
            Sha256 = record.Sha256 with { TrainedWeights = GateRuns.TrainedHash("others") },
            Environment = found(GateRuns.Environment),
            Settings = record.Settings with { Threads = threads },
        };
        Baseline baseline = Stored(_ => false);
        baseline = stored is null ? baseline : baseline with { Environment = stored(baseline.Environment!) };

        GateCheck check = BaselineCheck.OfBits(GateRuns.Run(record), baseline);

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.NotNeeded));
        Match match = Regex.Match(check.Reason, @"^The baseline's weights are [0-9a-f]{12}…(?:, |\. )(.*)\. The checks below judge whether these are as good\.$");
        Assert.That(match.Success, check.Reason);
        return match.Groups[1].Value;
    }

    [Test]
    public void Where_neither_tells_its_weights_they_are_not_the_same()
    {
        RunRecord record = GateRuns.Record();
        record = record with { Sha256 = record.Sha256 with { TrainedWeights = null } };

        Assert.That(
            BaselineCheck.OfBits(GateRuns.Run(record), Stored(_ => false) with { TrainedWeights = null }).Verdict,
            Is.EqualTo(CheckVerdict.NotNeeded));
    }

    private static Answers Wrong(Func<int, bool> isWrong) =>
        new(Labels, [.. Labels.Select((label, image) => isWrong(image) ? (byte)((label + 1) % 10) : label)]);

    private static Baseline Stored(Func<int, bool> isWrong)
    {
        Answers answers = Wrong(isWrong);
        RunRecord record = GateRuns.Record(correct: answers.RightCount);
        return new Baseline(
            Baseline.CurrentFormat,
            record.Settings,
            record.Result,
            record.Sha256.TrainedWeights,
            record.Environment,
            string.Concat(answers.Labels),
            string.Concat(answers.Predicted));
    }
}
