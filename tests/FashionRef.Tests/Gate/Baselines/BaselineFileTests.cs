using System.Text.Json.Nodes;
using FashionRef.Gate;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Runs;

namespace FashionRef.Tests.Gate.Baselines;

internal sealed class BaselineFileTests
{
    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("'format' is 'fashionref-baseline-2', but must be 'fashionref-baseline-1'", baseline => baseline["format"] = "fashionref-baseline-2"),
        Case("'trained_weights' is '', but must be a SHA-256: 64 hexadecimal digits", baseline => baseline["trained_weights"] = ""),
        Case("'test_logits' is 'x', but must be a SHA-256: 64 hexadecimal digits", baseline => baseline["test_logits"] = "x"),
        Case("'labels' must hold 10000 digits, one for each test image", baseline => baseline["labels"] = "0"),
        Case(
            "'predicted' must hold 10000 digits, one for each test image",
            baseline => baseline["predicted"] = $"x{baseline["predicted"]!.GetValue<string>()[1..]}"),
        Case(
            "label 0 occurs 999 times in it, but must occur 1000 times",
            baseline => baseline["labels"] = $"1{baseline["labels"]!.GetValue<string>()[1..]}"),
        Case(
            "8554 of its predictions are correct, but its record says 8555",
            baseline => baseline["predicted"] = $"1{baseline["predicted"]!.GetValue<string>()[1..]}"),
        Case("8555 of its predictions are correct, but its record says 9000", baseline => baseline["result"]!["test_correct"] = 9000),
        Case(
            "'result' has 10000 images and an accuracy of 0.99; 8555 of 10000 are correct",
            baseline => baseline["result"]!["test_accuracy"] = 0.99),
        Case(
            "'result' has 9999 images and an accuracy of 0.8555; 8555 of 10000 are correct",
            baseline => baseline["result"]!["test_count"] = 9999),
        Case("'result.test_loss' is -1, but must be at least 0", baseline => baseline["result"]!["test_loss"] = -1),
        Case("'history' is 0 epochs long, but must be 10, as long as the run", baseline => baseline["history"] = new JsonArray()),
        Case("'history' is 9 epochs long, but must be 10, as long as the run", baseline => baseline["history"]!.AsArray().RemoveAt(9)),
        Case("'history[3].epoch' is 3, but must be 4", baseline => baseline["history"]![3] = baseline["history"]![2]!.DeepClone()),
        Case(
            "'history[9].val_accuracy' is 0.5, but must be result.test_accuracy, 0.8555",
            baseline => baseline["history"]![9]!["val_accuracy"] = 0.5),
        Case(
            "'settings.epochs' is 0, but must be from 1 to 32767; 'settings.threads' is -1, but must be at least 1",
            baseline =>
            {
                baseline["settings"]!["threads"] = -1;
                baseline["settings"]!["epochs"] = 0;
            }),
        Case("it lacks 'predicted'", baseline => baseline.AsObject().Remove("predicted")),
        Case("settings.loss is \"none\", but must be one of \"of_logits\", \"of_clipped_probabilities\"", baseline => baseline["settings"]!["loss"] = "none"),
    ];

    [Test]
    public void A_baseline_comes_back_as_it_was_written()
    {
        using TemporaryFolder folder = new();
        Baseline baseline = Stored(folder);

        Baseline read = BaselineFile.Read(folder["baseline.json"]);

        Assert.That(BaselineFile.Format(read), Is.EqualTo(BaselineFile.Format(baseline)).And.EqualTo(File.ReadAllText(folder["baseline.json"])));
        Assert.That(read.Answers.RightCount, Is.EqualTo(GateRuns.Correct));
        Assert.That(MachineComparison.Of(GateRuns.Record(), read).IsSame, Is.True);
    }

    [TestCaseSource(nameof(Faults))]
    public void What_does_not_go_together_is_refused_with_its_place(string expected, Action<JsonNode> change)
    {
        using TemporaryFolder folder = new();
        Stored(folder);
        string file = ChangedJson.Write(folder["baseline.json"], folder["changed.json"], change);

        Refusal.Expect(() => BaselineFile.Read(file), $"'{file}' is no baseline: {expected}. The command 'baseline' writes a correct one.");
    }

    [Test]
    public void A_baseline_damaged_anywhere_is_used_or_refused_and_never_crashes()
    {
        using TemporaryFolder folder = new();
        Stored(folder);
        GateRun run = GateRun.Read(Path.Combine(folder["run"], "run.json"));
        string file = BaselineFile.PathOf(folder.Path, run.Record.Settings);
        File.Copy(folder["baseline.json"], file);
        ModelGate gate = new(KerasSeeds.Reference(1), folder.Path, requiresBaseline: true);

        Damage.Expect(file, () => gate.Judge([run]));
    }

    [Test]
    public void A_folder_in_a_baselines_place_is_no_missing_baseline()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["baseline.json"]);

        Assert.That(
            () => BaselineFile.ReadIfThere(folder["baseline.json"], GateRuns.Record().Settings),
            Throws.TypeOf<FashionRefException>().With.Message.Contains("is a folder, not a file"));
    }

    [Test]
    public void No_baseline_is_made_of_predictions_of_another_run()
    {
        using TemporaryFolder folder = new();
        GateRun run = GateRun.Read(GateRuns.Write(folder.Path, GateRuns.Record()));
        File.WriteAllText(folder["predictions.csv"], GateRuns.Predictions(9000));

        Refusal.Expect(() => Baseline.Of(run), "They are of different runs");
    }

    [Test]
    public void A_change_is_shown_figure_by_figure()
    {
        using TemporaryFolder folder = new();
        Baseline before = Stored(folder);
        Baseline after = before with { Result = before.Result with { TestCorrect = 8600, TestAccuracy = 0.86 }, TrainedWeights = null };

        Assert.That(BaselineText.Format(before, after), Is.EqualTo(
            """
            Model-1, seed 1  before                                       after
            test accuracy    0.8555                                       0.8600  changed
            right answers    8,555 of 10,000                              8,600 of 10,000  changed
            test loss        0.5000                                       0.5000
            engine           libtorch 2, torchsharp 1                     libtorch 2, torchsharp 1
            threads          2                                            2
            weights          1f1a8e6b1a3a1f1f                             -  changed
            logits           -                                            -
            processor        a processor (a family, a model, a stepping)  a processor (a family, a model, a stepping)
            git commit       0123456789ab                                 0123456789ab

            """.Replace("1f1a8e6b1a3a1f1f", before.TrainedWeights![..16], StringComparison.Ordinal)));
        Assert.That(BaselineText.Format(null, after), Does.Contain("\ntest accuracy    -       0.8600\n"));
    }

    private static Baseline Stored(TemporaryFolder folder)
    {
        Baseline baseline = Baseline.Of(GateRun.Read(GateRuns.Write(folder["run"], GateRuns.Record())));
        File.WriteAllText(folder["baseline.json"], BaselineFile.Format(baseline));
        return baseline;
    }

    private static TestCaseData Case(string fault, Action<JsonNode> change) => new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
