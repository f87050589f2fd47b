using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Gate;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Runs;

internal sealed class GateRunTests
{
    private static IEnumerable<TestCaseData> Misshapen =>
    [
        Case("result.test_loss is \"NaN\", but must be a finite number", run => run["result"]!["test_loss"] = "NaN"),
        Case("result.test_accuracy is \"0.8555\", but must be a finite number", run => run["result"]!["test_accuracy"] = "0.8555"),
        Case("result.test_correct is 8555.5, but must be a whole number", run => run["result"]!["test_correct"] = 8555.5),
        Case("settings.model is \"1\", but must be a whole number", run => run["settings"]!["model"] = "1"),
        Case(
            "settings.shuffle is \"often\", but must be one of \"anew\", \"repeated\"", run => run["settings"]!["shuffle"] = "often"),
        Case("history is null, but must be a list", run => run["history"] = null),
        Case("history[3] is null, but must be an object", run => run["history"]![3] = null),
        Case("history[3] lacks 'loss'", run => run["history"]![3]!.AsObject().Remove("loss")),
        Case("sha256 lacks 'data'", run => run["sha256"]!.AsObject().Remove("data")),
        Case("it lacks 'result'", run => run.AsObject().Remove("result")),
        Case("environment lacks 'build'", run => run["environment"]!.AsObject().Remove("build")),
        Case(
            "environment.finished is \"yesterday\", but must be a time such as \"2026-01-31T12:00:00+00:00\"",
            run => run["environment"]!["finished"] = "yesterday"),
    ];

    [Test]
    public void A_record_comes_back_as_it_was_written()
    {
        using TemporaryFolder folder = new();
        RunRecord record = GateRuns.Record();

        GateRun run = GateRun.Read(GateRuns.Write(folder.Path, record));

        Assert.That((run.Record.Settings, run.Record.Result), Is.EqualTo((record.Settings, record.Result)));
        Assert.That(run.Record.History, Is.EqualTo(record.History));
        Assert.That((run.Label, run.Accuracy, run.Answers().RightCount), Is.EqualTo(("seed 1", 0.8555, GateRuns.Correct)));
    }

    [Test]
    public void A_missing_record_is_refused_with_what_to_do()
    {
        using TemporaryFolder folder = new();

        Refusal.Expect(() => GateRun.Read(folder["run.json"]), $"The run's record '{folder["run.json"]}' cannot be read: ");
        Assert.That(() => GateRun.Read(folder["run.json"]), Throws.TypeOf<FashionRefException>().With.Property("Remedy").EqualTo(Remedy.Train));
    }

    [TestCase(0.5)]
    [TestCase(0.999)]
    public void A_truncated_record_is_refused(double share)
    {
        using TemporaryFolder folder = new();
        string file = GateRuns.Write(folder.Path, GateRuns.Record());
        string text = File.ReadAllText(file);
        File.WriteAllText(file, text[..(int)(text.Length * share)]);

        Refusal.Expect(() => GateRun.Read(file), $"'{file}' is no record of a run: it is not JSON from line ");
    }

    [Test]
    public void A_record_with_NaN_is_refused()
    {
        using TemporaryFolder folder = new();
        string file = GateRuns.Write(folder.Path, GateRuns.Record());
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"test_accuracy\": 0.8555", "\"test_accuracy\": NaN", StringComparison.Ordinal));

        Refusal.Expect(() => GateRun.Read(file), "(JSON has no NaN and Infinity)");
    }

    [TestCase("torch\\ud800")]
    [TestCase("torch\u00ff")]
    public void A_record_whose_text_is_no_text_is_refused(string engine)
    {
        using TemporaryFolder folder = new();
        string file = GateRuns.Write(folder.Path, GateRuns.Record());
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"torch\"", $"\"{engine}\"", StringComparison.Ordinal), Encoding.Latin1);

        Refusal.Expect(() => GateRun.Read(file), $"'{file}' is no record of a run: it holds text that is not UTF-8. ");
    }

    [TestCaseSource(nameof(Misshapen))]
    public void What_is_misshapen_is_told_with_its_place(string expected, Action<JsonNode> change)
    {
        using TemporaryFolder folder = new();
        string file = ChangedJson.Write(GateRuns.Write(folder.Path, GateRuns.Record()), folder["changed.json"], change);

        Refusal.Expect(() => GateRun.Read(file), $"'{file}' is no record of a run: {expected}. ");
    }

    [Test]
    public void A_record_damaged_anywhere_is_judged_or_refused_and_never_crashes()
    {
        using TemporaryFolder folder = new();
        string file = GateRuns.Write(folder.Path, GateRuns.Record());
        ModelGate gate = new(KerasSeeds.Reference(1), folder.Path, requiresBaseline: false);

        Damage.Expect(file, () => gate.Judge([GateRun.Read(file)]));
    }

    [Test]
    public void Predictions_that_are_missing_are_refused()
    {
        using TemporaryFolder folder = new();
        GateRun run = GateRun.Read(GateRuns.Write(folder.Path, GateRuns.Record() with { Code = GateRuns.TrainedHash("code") }));
        File.Delete(folder["predictions.csv"]);

        Refusal.Expect(run.Answers, $"The predictions '{folder["predictions.csv"]}' cannot be read: ");
    }

    [Test]
    public void Another_programs_run_under_this_programs_name_is_told_so()
    {
        using TemporaryFolder folder = new();
        GateRun run = GateRun.Read(GateRuns.Write(folder.Path, GateRuns.Record()));
        File.Delete(folder["predictions.csv"]);

        Refusal.Expect(
            run.Answers,
            $"'{folder["run.json"]}' says that this program's engine torch made the run, but its predictions are not there: '{folder["predictions.csv"]}' does not exist. Another program writes its own name in settings.engine;");
    }

    [Test]
    public void Predictions_of_another_run_are_refused()
    {
        using TemporaryFolder folder = new();
        GateRun run = GateRun.Read(GateRuns.Write(folder.Path, GateRuns.Record()));
        File.WriteAllText(folder["predictions.csv"], GateRuns.Predictions(9000));

        Refusal.Expect(
            run.Answers,
            $"'{folder["predictions.csv"]}' has 9000 correct predictions, but '{folder["run.json"]}' beside it says 8555. They are of different runs.");
    }

    private static TestCaseData Case(string fault, Action<JsonNode> change) => new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
