using FashionRef.Cli.Commands.Gate;
using FashionRef.Engines;
using FashionRef.Gate;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate;

internal sealed class ModelGateTests
{
    private const string Elsewhere = "no-such-folder";

    [TestCase(1, 8555)]
    [TestCase(2, 9012)]
    public void One_right_run_passes_without_a_baseline(int model, int correct)
    {
        IReadOnlyList<GateCheck> checks = Judge([GateRuns.Run(model, seed: 7, correct)], model);

        Assert.That(Told(checks), Is.EqualTo(new[]
        {
            "Record Passed", "SameBits NotNeeded", "History Passed", "Feed NotNeeded", "CollapsedRuns Passed", "Accuracy Passed",
        }));
        Assert.That(new GateReport(checks).Passed, Is.True);
        Assert.That(checks[1].Reason, Is.EqualTo($"'{PathOf(Elsewhere, model, 7)}' does not exist, and none is required."));
        Assert.That(checks[2].Figure, Is.EqualTo("loss 1.50 to 0.15"));
    }

    [Test]
    public void Five_right_runs_pass()
    {
        IReadOnlyList<GateCheck> checks = Judge([.. KerasSeeds.Runs(1).Runs.Take(5).Select(run => GateRuns.Run(GateRuns.Record(run)))]);

        Assert.That(Told(checks), Is.EqualTo(new[]
        {
            "Record Passed", "DistinctRuns Passed", "History Passed", "Feed NotNeeded", "CollapsedRuns Passed", "Unpaired Passed",
        }));
        Assert.That(checks.Select(check => check.Runs), Is.All.EqualTo("seeds 1 to 5"));
        Assert.That(checks[2].Figure, Is.EqualTo("10 epochs each"));
        Assert.That(checks[^1].Reason, Does.StartWith("Compared with 35 right runs of other seeds (expectations 1: Keras 3.15.1 on TensorFlow 2.21.0), since "), "Five of the 40 are these.");
    }

    [Test]
    public void A_collapsed_run_among_ten_fails_and_the_others_are_judged_without_it()
    {
        IReadOnlyList<GateCheck> checks = Judge([.. KerasSeeds.Runs(1).Runs.Take(10).Where(run => run.Seed != 4).Select(run => GateRuns.Run(GateRuns.Record(run))), GateRuns.Run(seed: 4, correct: 1000)]);

        Assert.That(Told(checks).Skip(4), Is.EqualTo(new[] { "CollapsedRuns Failed", "Unpaired Passed" }));
        Assert.That((checks[4].Figure, checks[4].Bound), Is.EqualTo(("1 of 10", "none below 0.25")));
        Assert.That(checks[4].Reason, Does.StartWith("seed 4 ended with 0.1000: "));
    }

    [Test]
    public void The_baselines_bits_pass_and_beside_them_only_record_and_history_are_looked_at()
    {
        using TemporaryFolder folder = new();
        GateRun run = Written(folder);
        Store(folder, run);

        IReadOnlyList<GateCheck> checks = Judge([run], baselines: folder.Path, requiresBaseline: true);

        Assert.That(Told(checks), Is.EqualTo(new[] { "Record Passed", "SameBits Passed", "History Passed", "Feed NotNeeded" }));
        Assert.That(new GateReport(checks).Passed, Is.True);
    }

    [Test]
    public void The_baselines_bits_with_other_answers_fail()
    {
        using TemporaryFolder folder = new();
        GateRun run = Written(folder);
        Store(folder, run);
        GateRun judgedOtherwise = GateRuns.Run(GateRuns.Record(correct: 1000));

        IReadOnlyList<GateCheck> checks = Judge([judgedOtherwise], baselines: folder.Path, requiresBaseline: true);

        Assert.That(Told(checks), Is.EqualTo(new[] { "Record Passed", "SameBits Failed", "History Passed", "Feed NotNeeded", "CollapsedRuns Failed" }));
        Assert.That(checks[1].Reason, Does.StartWith("The weights are the baseline's ("));
        Assert.That(checks[1].Faults, Is.EqualTo(Enumerable.Range(0, 10)
            .Select(epoch => epoch < 9 ? $"history[{epoch}].val_accuracy is 0.099999, but must be 0.855499" : "history[9].val_accuracy is 0.1, but must be 0.8555")
            .Prepend("result.test_correct is 1000, but must be 8555")));
    }

    [Test]
    public void Other_bits_are_held_against_expectation_and_baseline()
    {
        using TemporaryFolder folder = new();
        Store(folder, Written(folder));
        RunRecord record = GateRuns.Record(correct: 8500);
        record = record with { Sha256 = record.Sha256 with { TrainedWeights = GateRuns.TrainedHash("others") } };

        IReadOnlyList<GateCheck> checks = Judge([Written(folder, record)], baselines: folder.Path, requiresBaseline: true);

        Assert.That(Told(checks), Is.EqualTo(new[]
        {
            "Record Passed", "SameBits NotNeeded", "History Passed", "Feed NotNeeded", "CollapsedRuns Passed", "Accuracy Passed", "Answers NotNeeded", "Recalls NotNeeded",
        }));
        Assert.That(new GateReport(checks).Passed, Is.True);
        Assert.That(checks[1].Reason, Does.Contain("the computation has changed"));
        Assert.That(checks[6].Figure, Does.StartWith("55 lost, 0 won, p = 5.6E-17"));
    }

    [Test]
    public void Answers_and_recalls_inform_and_decide_nothing()
    {
        using TemporaryFolder folder = new();
        Store(folder, Written(folder, GateRuns.Record(correct: 8720)));
        RunRecord record = GateRuns.Record(correct: 8060) with { Environment = null };
        record = record with { Sha256 = record.Sha256 with { TrainedWeights = null } };

        IReadOnlyList<GateCheck> checks = Judge([Written(folder, record)], baselines: folder.Path, requiresBaseline: true);

        Assert.That(Told(checks).Skip(4), Is.EqualTo(new[] { "CollapsedRuns Passed", "Accuracy Passed", "Answers NotNeeded", "Recalls NotNeeded" }));
        Assert.That(checks[1].Figure, Is.EqualTo("no hash"));
        Assert.That(checks[1].Reason, Does.Contain("Whether other bits are expected is unknown"));
        Assert.That(new GateReport(checks).Passed, Is.True);
    }

    [TestCase(true, CheckVerdict.Failed)]
    [TestCase(false, CheckVerdict.NotNeeded)]
    public void A_missing_baseline_fails_where_one_is_asked_for(bool isAskedFor, CheckVerdict expected)
    {
        IReadOnlyList<GateCheck> checks = Judge([GateRuns.Run()], requiresBaseline: isAskedFor);

        Assert.That(checks[1].Verdict, Is.EqualTo(expected));
        Assert.That(checks[1].Reason, Does.Contain(PathOf(Elsewhere, 1, 1)));
        Assert.That(new GateReport(checks).Passed, Is.EqualTo(!isAskedFor));
    }

    [Test]
    public void What_the_target_cannot_store_is_not_offered_to_be_stored()
    {
        GateRun anew = GateRuns.Run(GateRuns.Record(shuffle: Shuffle.Anew));
        ModelGate gate = new(KerasSeeds.ReferenceAnew(1), Elsewhere, requiresBaseline: true, Acceptance.In("baselines"));

        Assert.That(gate.Judge([anew])[1].Acceptance, Is.EqualTo("dotnet cake --target=Baseline --model=1 --seed=1 --engine=torch"));
        Assert.That(Judge([GateRuns.Run()], requiresBaseline: true)[1].Acceptance, Is.Empty);
    }

    [Test]
    public void An_unreadable_baseline_is_refused_and_never_taken_for_none()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(PathOf(folder.Path, 1, 1), "{");

        Refusal.Expect(() => Judge([GateRuns.Run()], baselines: folder.Path), $"'{PathOf(folder.Path, 1, 1)}' is no baseline: it is not JSON from line 1");
    }

    [Test]
    public void A_baseline_of_another_seed_under_this_seeds_name_is_refused()
    {
        using TemporaryFolder folder = new();
        GateRun other = Written(folder, GateRuns.Record(seed: 2));
        File.WriteAllText(PathOf(folder.Path, 1, 1), BaselineFile.Format(Baseline.Of(other)));

        Refusal.Expect(
            () => Judge([GateRuns.Run()], baselines: folder.Path),
            $"'{PathOf(folder.Path, 1, 1)}' is not the baseline of the run in its name: its seed is 2, not 1. The command 'baseline' writes a correct one.");
    }

    [Test]
    public void A_baseline_of_other_settings_is_told_setting_by_setting_with_both_values()
    {
        using TemporaryFolder folder = new();
        RunRecord record = GateRuns.Record();
        Baseline other = Baseline.Of(Written(folder, record)) with
        {
            Settings = new RunSettings(2, "exact", 3, 10, 64, 0.001, 4, CrossEntropy.OfClippedProbabilities, Shuffle.Anew),
        };
        File.WriteAllText(folder["f"], BaselineFile.Format(other));

        FashionRefException error = Assert.Throws<FashionRefException>(() => BaselineFile.ReadIfThere(folder["f"], record.Settings))!;

        Assert.That(error.Message, Is.EqualTo(
            $"'{folder["f"]}' is not the baseline of the run in its name: its model is Model-2, not Model-1; "
            + "its engine is exact, not torch; its seed is 3, not 1; its batch size is 64, not 128; "
            + "its learning rate is 0.001, not 0.01; its loss is probabilities, not logits; "
            + "its shuffle is anew, not repeated. The command 'baseline' writes a correct one."));
    }

    [Test]
    public void A_baseline_with_other_threads_is_one_all_the_same()
    {
        using TemporaryFolder folder = new();
        Store(folder, Written(folder));
        RunRecord record = GateRuns.Record();
        record = record with { Settings = record.Settings with { Threads = 8 } };

        Assert.That(Judge([GateRuns.Run(record)], baselines: folder.Path)[1].Verdict, Is.EqualTo(CheckVerdict.Passed));
    }

    [Test]
    public void A_faulty_history_ends_the_judgement_of_one_run_and_of_several()
    {
        GateRun faulty = GateRuns.Run(GateRuns.Record(seed: 2) with { History = [] });

        Assert.That(Told(Judge([faulty])), Is.EqualTo(new[] { "Record Passed", "SameBits NotNeeded", "History Failed" }));
        Assert.That(Told(Judge([GateRuns.Run(), faulty])), Is.EqualTo(new[] { "Record Passed", "DistinctRuns Passed", "History Failed" }));
    }

    [Test]
    public void A_faulty_record_is_all_that_is_told_of_it()
    {
        GateRun faulty = GateRuns.Run(GateRuns.Record(seed: 2) with { Parameters = 1 });

        Assert.That(Told(Judge([GateRuns.Run(), faulty])), Is.EqualTo(new[] { "Record Failed" }));
    }

    [Test]
    public void Without_a_run_there_is_nothing_to_judge() =>
        Assert.That(() => Judge([]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static IReadOnlyList<GateCheck> Judge(
        IReadOnlyList<GateRun> runs, int model = 1, string baselines = Elsewhere, bool requiresBaseline = false) =>
        new ModelGate(KerasSeeds.Reference(model), baselines, requiresBaseline, Acceptance.In("baselines")).Judge(runs);

    private static string[] Told(IEnumerable<GateCheck> checks) => [.. checks.Select(check => $"{check.Kind} {check.Verdict}")];

    private static GateRun Written(TemporaryFolder folder, RunRecord? record = null) =>
        GateRun.Read(GateRuns.Write(folder["run"], record ?? GateRuns.Record()));

    private static void Store(TemporaryFolder folder, GateRun run) =>
        File.WriteAllText(BaselineFile.PathOf(folder.Path, run.Record.Settings), BaselineFile.Format(Baseline.Of(run)));

    private static string PathOf(string folder, int model, int seed) =>
        Path.Combine(folder, FormattableString.Invariant($"model{model}-seed{seed}-torch-repeated.json"));

    [Test]
    public void Another_programs_run_may_tell_its_accuracy_in_float32_and_gets_no_command_of_this_program()
    {
        RunRecord right = GateRuns.Record(correct: 7001, shuffle: Shuffle.Anew);
        RunRecord record = right with
        {
            Settings = right.Settings with { Engine = "my-port" },
            Result = right.Result with { TestAccuracy = 0.7001f },
        };
        ModelGate gate = new(KerasSeeds.ReferenceAnew(1), "nowhere", requiresBaseline: false);

        GateCheck accuracy = gate.Judge([GateRuns.Run(record)])[^1];

        Assert.That((accuracy.Kind, accuracy.Verdict, accuracy.Acceptance), Is.EqualTo((CheckKind.Accuracy, CheckVerdict.Failed, "")));
    }
}
