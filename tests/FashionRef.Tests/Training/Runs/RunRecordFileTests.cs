using System.Text.Json.Nodes;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Report;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Runs;

internal sealed class RunRecordFileTests
{
    [Test]
    public void A_record_is_read_back_as_it_was()
    {
        using TemporaryFolder folder = new();
        RunRecord record = ReportedRuns.Create().Ended().Record;
        File.WriteAllText(folder["run.json"], record.ToJson());

        Assert.That(RunRecordFile.Read(folder["run.json"]).ToJson(), Is.EqualTo(record.ToJson()));
    }

    [Test]
    public void Figures_may_have_the_rounding_of_a_float32()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["right.json"], ReportedRuns.Create().Ended().Record.ToJson());
        string file = ChangedJson.Write(folder["right.json"], folder["run.json"], record =>
        {
            record["result"]!["test_accuracy"] = (double)0.8f;
            record["result"]!["test_loss"] = (double)0.45f;
        });

        Assert.That(RunRecordFile.Read(file).Result.TestAccuracy, Is.EqualTo((double)0.8f));
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Fault(record => record["format"] = "other", "'format' is 'other', but must be 'fashionref-run-1'");
        yield return Fault(record => record["settings"]!["model"] = 3, "'settings.model' is 3, but must be 1 or 2. ");
        yield return Fault(record => record["settings"]!["seed"] = 65536, "'settings.seed' is 65536, but must be from 0 to 65535. ");
        yield return Fault(record => record["settings"]!["epochs"] = 9, "'history' is 10 epochs long, but must be 9, as long as the run");
        yield return Fault(record => record["history"]![3]!["epoch"] = 5, "'history[3].epoch' is 5, but must be 4");
        yield return Fault(record => record["result"]!["test_correct"] = 201, "'result' has 201 correct predictions of 200");
        yield return Fault(record => record["result"]!["test_accuracy"] = 0.9, "'result.test_accuracy' is 0.9, but 160 of 200 were correct");
        yield return Fault(record => record["settings"]!["batch_size"] = 0, "'settings.batch_size' is 0, but must be from 1 to 60000. ");
        yield return Fault(record => record["settings"]!["threads"] = -1, "'settings.threads' is -1, but must be at least 1. ");
        yield return Fault(record => record["settings"]!["batch_size"] = 60_001, "'settings.batch_size' is 60001, but must be from 1 to 60000. ");
        yield return Fault(record => record["settings"]!["learning_rate"] = 0, "'settings.learning_rate' is 0, but must be above 0. ");
        yield return Fault(record => record["settings"]!["epochs"] = -1, "'settings.epochs' is -1, but must be from 1 to 32767. ");
        yield return Fault(Everything, "'settings.model' is 3, but must be 1 or 2; 'settings.engine' is ' ', but must be an engine's name; "
            + "'settings.seed' is -1, but must be from 0 to 65535; 'settings.epochs' is 0, but must be from 1 to 32767; "
            + "'settings.batch_size' is -128, but must be from 1 to 60000; 'settings.learning_rate' is -1, but must be above 0; "
            + "'settings.threads' is 0, but must be at least 1. ");
        yield return Fault(record => record["environment"]!["logical_processors"] = -2, "'environment.logical_processors' is -2, but must not be negative. ");
        yield return Fault(record => record["environment"]!["peak_memory_bytes"] = -1, "'environment.peak_memory_bytes' is -1, but must not be negative. ");
        yield return Fault(record => record["settings"]!["learning_rate"] = -0.01, "'settings.learning_rate' is -0.01, but must be above 0. ");
        yield return Fault(record => record["result"]!["test_loss"] = -1, "'result.test_loss' is -1, but must be at least 0");
        yield return Fault(record => record["history"]![1]!["accuracy"] = 1e308, "'history[1].accuracy' is 1E+308, but must be from 0 to 1");
        yield return Fault(record => record["history"]![1]!["val_accuracy"] = -0.1, "'history[1].val_accuracy' is -0.1, ");
        yield return Fault(record => record["history"]![1]!["loss"] = -1e-9, "'history[1].loss' is -1E-09, but must be at least 0");
        yield return Fault(record => record["history"]![9]!["val_loss"] = -1, "'history[9].val_loss' is -1, ");
        yield return Fault(record => record["history"]![0]!["seconds"] = -3, "'history[0].seconds' is -3, but must be from 0 to 10000000");
        yield return Fault(record => record["settings"]!["engine"] = "", "'settings.engine' is '', but must be an engine's name");
        yield return Fault(record => record["history"]![3]!["seconds"] = 1e300, "'history[3].seconds' is 1E+300, ");
        yield return Fault(record => record["history"]![9]!["val_accuracy"] = 0.81, "'history[9].val_accuracy' is 0.81, but must be result.test_accuracy, 0.8");
        yield return Fault(record => record["history"]![9]!["val_loss"] = 0.46, "'history[9].val_loss' is 0.46, but must be result.test_loss, 0.45");
        yield return Fault(record => record.AsObject().Remove("history"), "it lacks 'history'");
    }

    private static void Everything(JsonNode record)
    {
        JsonNode settings = record["settings"]!;
        (settings["model"], settings["engine"], settings["seed"], settings["epochs"]) = (3, " ", -1, 0);
        (settings["batch_size"], settings["learning_rate"], settings["threads"]) = (-128, -1, 0);
    }

    [TestCaseSource(nameof(Faults))]
    public void What_is_wrong_is_told(Action<JsonNode> change, string fault)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["right.json"], ReportedRuns.Create().Ended().Record.ToJson());

        string file = ChangedJson.Write(folder["right.json"], folder["run.json"], change);

        Refusal.Expect(() => RunRecordFile.Read(file), $"is no record of a run of this program: {fault}");
    }

    private static TestCaseData Fault(Action<JsonNode> change, string fault) => new TestCaseData(change, fault).SetArgDisplayNames(fault);
}
