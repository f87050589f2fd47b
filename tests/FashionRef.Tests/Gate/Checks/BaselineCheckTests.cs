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

    [Test]
    public void Lost_and_won_answers_are_counted_image_by_image_and_decide_nothing()
    {
        GateCheck check = BaselineCheck.OfAnswers(Run, Wrong(image => image is 3 or 4 or 5), Stored(image => image is 5 or 6));

        Assert.That((check.Verdict, check.Figure, check.P), Is.EqualTo((CheckVerdict.NotNeeded, "2 lost, 1 won, p = 1", 1)));
        Assert.That(BaselineCheck.OfAnswers(Run, Wrong(_ => true), Stored(_ => false)).Verdict, Is.EqualTo(CheckVerdict.NotNeeded));
    }

    [Test]
    public void The_class_that_moved_most_is_told_and_decides_nothing()
    {
        GateCheck check = BaselineCheck.OfRecalls(Run, Wrong(image => (image % 10 == 0 && image < 3000) || (image % 10 == 6 && image < 3600)), Stored(_ => false));

        Assert.That((check.Verdict, check.Figure), Is.EqualTo((CheckVerdict.NotNeeded, "Shirt -0.360")));
    }

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
