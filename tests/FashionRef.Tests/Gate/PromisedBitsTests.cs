using FashionRef.Cli.Commands.Gate;
using FashionRef.Gate;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate;

/// <summary>The gate on runs of the engine that gives the same bits everywhere, against a baseline that was stored on one machine.</summary>
internal sealed class PromisedBitsTests
{
    private const string Renew = "dotnet cake --target=Baseline --model=1 --seed=1 --engine=exact";

    private static readonly RunEnvironment OtherMachine = Machine("1") with
    {
        Processor = "another processor",
        ProcessorFeatures = ["AdvSimd"],
        Architecture = "Arm64",
        OperatingSystem = "another system",
        LogicalProcessors = 64,
    };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Store()
    {
        _folder = new TemporaryFolder();
        GateRun run = GateRun.Read(GateRuns.Write(_folder["stored"], Record()));
        File.WriteAllText(BaselineFile.PathOf(_folder.Path, run.Record.Settings), BaselineFile.Format(Baseline.Of(run)));
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_baselines_bits_pass_on_any_machine_with_any_number_of_threads()
    {
        Assert.That(File.Exists(_folder["model1-seed1-exact.json"]), Is.True);
        string[] expected = ["Record Passed", "SameBits Passed", "History Passed", "Feed NotNeeded"];
        Assert.That(Told(Judge(Record())), Is.EqualTo(expected));
        Assert.That(Told(Judge(Elsewhere(Record()))), Is.EqualTo(expected));
    }

    [Test]
    public void Other_weights_fail_though_machine_and_threads_are_others_and_the_rest_is_judged_all_the_same()
    {
        RunRecord record = Elsewhere(Record());
        record = record with { Sha256 = record.Sha256 with { TrainedWeights = GateRuns.TrainedHash("others") } };

        IReadOnlyList<GateCheck> checks = Judge(record);

        Assert.That(Told(checks), Is.EqualTo(new[]
        {
            "Record Passed", "SameBits Failed", "History Passed", "Feed NotNeeded", "CollapsedRuns Passed", "Accuracy Passed", "Answers NotNeeded", "Recalls NotNeeded",
        }));
        Assert.That(new GateReport(checks).Passed, Is.False);
        Assert.That(checks[1].Figure, Does.StartWith("weights "));
        Assert.That(checks[1].Reason, Does.StartWith("Engine 'exact' gives the same bits on every processor").And.Contains("the computation has changed"));
        Assert.That(checks[1].Acceptance, Is.EqualTo(Renew));
    }

    [TestCase("2", "Exact 2")]
    [TestCase(null, "unknown")]
    public void Another_version_of_the_engine_fails_whatever_the_bits_and_tells_what_to_do(string? version, string figure)
    {
        RunRecord record = Record() with { Environment = version is null ? null : Machine(version) };
        RunRecord others = record with { Sha256 = record.Sha256 with { TrainedWeights = GateRuns.TrainedHash("others") } };

        GateCheck same = Judge(record)[1];
        GateCheck other = Judge(others)[1];

        Assert.That((same.Verdict, same.Figure, same.Bound), Is.EqualTo((CheckVerdict.Failed, figure, "Exact 1")));
        Assert.That(same.Reason, Is.EqualTo(
            "Run and baseline are not known to be of the same version of engine 'exact', and bits of different versions are not comparable. "
            + "Renew the baseline with this version if no other check fails."));
        Assert.That(same.Acceptance, Is.EqualTo(Renew));
        Assert.That(other.Reason, Is.EqualTo(same.Reason));
    }

    [Test]
    public void Other_weights_fail_also_where_the_predictions_are_not_there()
    {
        RunRecord record = Record();
        record = record with { Sha256 = record.Sha256 with { TrainedWeights = GateRuns.TrainedHash("others") } };
        string file = GateRuns.Write(_folder["run"], record);
        File.Delete(Path.Combine(_folder["run"], "predictions.csv"));

        IReadOnlyList<GateCheck> checks = Gate().Judge([GateRun.Read(file)]);

        Assert.That(Told(checks)[^1], Is.EqualTo("Answers NotNeeded"));
        Assert.That((checks[1].Verdict, checks[^1].Figure), Is.EqualTo((CheckVerdict.Failed, "no predictions")));
    }

    [Test]
    public void A_baseline_without_a_version_is_of_none_even_if_the_run_tells_none_either()
    {
        RunRecord untold = Record() with { Environment = null };
        GateRun run = GateRun.Read(GateRuns.Write(_folder["untold"], untold));
        File.WriteAllText(BaselineFile.PathOf(_folder.Path, run.Record.Settings), BaselineFile.Format(Baseline.Of(run)));

        Assert.That(Judge(untold)[1].Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(Judge(Record())[1].Verdict, Is.EqualTo(CheckVerdict.Failed));
    }

    [TestCase("others")]
    [TestCase(null)]
    public void The_baselines_weights_with_other_logits_or_none_fail(string? logits)
    {
        RunRecord record = Record();
        record = record with { Sha256 = record.Sha256 with { TestLogits = logits is null ? null : GateRuns.TrainedHash(logits) } };

        IReadOnlyList<GateCheck> checks = Judge(record);

        Assert.That(Told(checks), Is.EqualTo(new[] { "Record Passed", "SameBits Failed", "History Passed", "Feed NotNeeded", "CollapsedRuns Passed", "Accuracy Passed" }));
        Assert.That(checks[1].Reason, Does.EndWith("the prediction has changed."));
    }

    [Test]
    public void The_baselines_bits_with_other_answers_fail()
    {
        RunRecord right = Record();
        RunRecord record = GateRuns.Record(correct: 1000) with { Settings = right.Settings, Sha256 = right.Sha256, Environment = right.Environment };

        GateCheck bits = Judge(record)[1];

        Assert.That((bits.Verdict, bits.Acceptance), Is.EqualTo((CheckVerdict.Failed, Renew)));
        Assert.That(bits.Faults[0], Is.EqualTo("result.test_correct is 1000, but must be 8555"));
    }

    [Test]
    public void Without_a_baseline_the_run_is_judged_by_the_expectation_of_all_engines()
    {
        File.Delete(_folder["model1-seed1-exact.json"]);

        Assert.That(Told(Judge(Record())), Is.EqualTo(new[] { "Record Passed", "SameBits NotNeeded", "History Passed", "Feed NotNeeded", "CollapsedRuns Passed", "Accuracy Passed" }));
    }

    [TestCase("others", "Failed")]
    [TestCase("model 1, seed 1", "Passed")]
    public void Beside_other_runs_a_run_keeps_its_promise_too(string weights, string verdict)
    {
        RunRecord first = Record();
        first = first with { Sha256 = first.Sha256 with { TrainedWeights = GateRuns.TrainedHash(weights) } };
        RunRecord foreign = GateRuns.Record(seed: 2, correct: 8560, shuffle: Shuffle.Anew);
        foreign = foreign with { Settings = foreign.Settings with { Engine = "my-port" } };
        IReadOnlyList<GateCheck> checks = Gate().Judge([GateRuns.Run(first), GateRuns.Run(foreign)]);

        Assert.That(Told(checks), Is.EqualTo(new[]
        {
            "Record Passed", "DistinctRuns Passed", $"SameBits {verdict}", "History Passed", "Feed NotNeeded", "CollapsedRuns Passed", "Accuracy Passed", "Accuracy Passed",
        }));
        Assert.That((checks[2].Runs, checks[2].Model), Is.EqualTo(("seed 1", 1)));
    }

    private ModelGate Gate() => new(KerasSeeds.ReferenceAnew(1), _folder.Path, requiresBaseline: false, Acceptance.In("baselines"));

    private IReadOnlyList<GateCheck> Judge(RunRecord record) => Gate().Judge([GateRun.Read(GateRuns.Write(_folder["run"], record))]);

    private static RunRecord Record()
    {
        RunRecord record = GateRuns.Record(shuffle: Shuffle.Anew);
        return record with
        {
            Settings = record.Settings with { Engine = "exact" },
            Sha256 = record.Sha256 with { TestLogits = GateRuns.TrainedHash("logits") },
            Environment = Machine("1"),
        };
    }

    private static RunRecord Elsewhere(RunRecord record) =>
        record with { Settings = record.Settings with { Threads = 64 }, Environment = OtherMachine };

    private static RunEnvironment Machine(string version) =>
        GateRuns.Environment with { EngineVersions = new Dictionary<string, string> { ["Exact"] = version } };

    private static string[] Told(IEnumerable<GateCheck> checks) => [.. checks.Select(check => $"{check.Kind} {check.Verdict}")];
}
