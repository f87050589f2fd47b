using System.Text.Json.Nodes;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class SeedRunsFileTests
{
    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("'model' is 3; legal are 1 and 2", content => content["model"] = 3),
        Case("'runs' holds 9 runs of different seeds; at least 10 are needed to know their spread", content => Keep(content, 9)),
        Case("'runs' holds seed 1 twice", content => content["runs"]![1]!["seed"] = 1),
        Case("'runs' holds one run as seeds 2 and 4", content => CopyRun(content, 1, 3)),
        Case("'runs' holds seed 1 with jitter 7 twice", content => { Jitter(content, 1, 7); Jitter(content, 1, 7); }),
        Case("'runs' holds one run as seeds 1 and 1 with jitter 7", content => Jitter(content, 1, 7)),
        Case("'runs' holds seed 99 with jitter 7, and not without one", content => Jitter(content, 99, 7)),
        Case("'code' is 'x', and no SHA-256", content => content["code"] = "x"),
        Case("runs[3].correct is -1; legal are 0 to 10000", content => { content["runs"]![3]!.AsObject().Remove("confusion"); content["runs"]![3]!["correct"] = -1; }),
        Case("'epochs' is 1 and 'batch_size' 128; legal are at least 2 and 1", content => content["epochs"] = 1),
        Case("runs[3].history.loss holds 9 numbers; the runs have 10 epochs", content => content["runs"]![3]!["history"]!["loss"]!.AsArray().RemoveAt(0)),
        Case("runs[3].history lacks 'val_accuracy'", content => content["runs"]![3]!["history"]!.AsObject().Remove("val_accuracy")),
        Case("runs[3].history.loss[0] is \"NaN\", but must be a finite number", content => content["runs"]![3]!["history"]!["loss"]![0] = "NaN"),
        Case("runs[3].confusion is not 10 rows of 10 counts with the sum 1000 each", content => content["runs"]![3]!["confusion"]!.AsArray().RemoveAt(0)),
        Case("runs[3].confusion is not 10 rows of 10 counts ", content => Move(content["runs"]![3]!["confusion"]![0]!, 1)),
        Case("runs[3].confusion is not 10 rows of 10 counts ", content => Move(content["runs"]![3]!["confusion"]![0]!, 2000)),
        Case("runs[3].confusion is not 10 rows of 10 counts ", Overflow),
        Case("runs[3].correct is 9999, and the diagonal of its confusion matrix has the sum ", content => content["runs"]![3]!["correct"] = 9999),
        Case("runs[3].correct is 9999, and the last history.val_accuracy 0.", SetCorrect),
        Case("runs[3].history has figures that no training has", content => content["runs"]![3]!["history"]!["val_loss"]![2] = -1),
        Case("runs[3].history has figures that no training has", content => content["runs"]![3]!["history"]!["accuracy"]![2] = 1.5),
        Case("only 9 of its runs reach 0.25; at least 10 are needed to know their spread", Collapse),
        Case("all of its runs have the same accuracy: runs of different seeds differ", MakeEqual),
    ];

    private static void Overflow(JsonNode content)
    {
        content["runs"]![3]!["confusion"]![0]![0] = int.MaxValue;
        content["runs"]![3]!["confusion"]![0]![1] = int.MaxValue;
    }

    [TestCaseSource(nameof(Faults))]
    public void What_does_not_go_together_is_refused_with_its_place(string expected, Action<JsonNode> change)
    {
        using TemporaryFolder folder = new();
        string file = ChangedJson.Write(KerasSeeds.FileOf(2), folder["f"], change);

        Refusal.Expect(() => SeedRunsFile.Read(file), $"'{file}' is no file of a model's runs over seeds: {expected}");
    }

    [TestCase(1, 40)]
    [TestCase(2, 19)]
    public void Keras_own_runs_come_back_as_they_were_read(int model, int count)
    {
        using TemporaryFolder folder = new();
        SeedRuns runs = KerasSeeds.Runs(model);
        File.WriteAllText(folder["f"], SeedRunsFile.Format(runs));
        SeedRuns again = SeedRunsFile.Read(folder["f"]);

        Assert.That((again.Model, again.Runs.Count, again.Shuffle), Is.EqualTo((model, count, Shuffle.Repeated)));
        Assert.That(again.Origin(), Is.EqualTo("Keras 3.15.1 on TensorFlow 2.21.0"));
        Assert.That(SeedRunsFile.Format(again), Is.EqualTo(SeedRunsFile.Format(runs)));
        Assert.That(again.Runs.Select(run => run.Correct), Is.EqualTo(runs.Runs.Select(run => run.Correct)));
        Assert.That(File.ReadAllLines(folder["f"]), Has.Length.EqualTo(count + 2));
    }

    [Test]
    public void A_missing_file_is_refused_with_what_to_do() =>
        Refusal.Expect(() => SeedRunsFile.Read("missing.json"), "The seeds file 'missing.json' cannot be read: ");

    private static void Keep(JsonNode content, int count)
    {
        while (content["runs"]!.AsArray().Count > count)
        {
            content["runs"]!.AsArray().RemoveAt(count);
        }
    }

    // One run counted twice narrows what right runs are held to.
    private static void CopyRun(JsonNode content, int from, int to)
    {
        JsonNode seed = content["runs"]![to]!["seed"]!.DeepClone();
        content["runs"]![to] = content["runs"]![from]!.DeepClone();
        content["runs"]![to]!["seed"] = seed;
    }

    // Its first run again, as one that differs in rounding.
    private static void Jitter(JsonNode content, int seed, int jitter)
    {
        JsonNode run = content["runs"]![0]!.DeepClone();
        (run["seed"], run["jitter"]) = (seed, jitter);
        content["runs"]!.AsArray().Add(run);
    }

    // From one cell of a row to the other: the sum stays, and with enough a count is below 0.
    private static void Move(JsonNode row, int count)
    {
        row[0] = row[0]!.GetValue<int>() + count;
        row[1] = row[1]!.GetValue<int>() - (count > 1000 ? count : 0);
    }

    private static void Collapse(JsonNode content)
    {
        foreach (JsonNode? run in content["runs"]!.AsArray().Skip(9))
        {
            for (int row = 0; row < 10; row++)
            {
                run!["confusion"]![row] = new JsonArray([1000, .. Enumerable.Repeat(0, 9)]);
            }

            run!["correct"] = 1000;
            run["history"]!["val_accuracy"]![9] = 0.1;
        }
    }

    // Nine thousand nine hundred and ninety-nine right answers by the matrix; the history stays.
    private static void SetCorrect(JsonNode content)
    {
        JsonNode run = content["runs"]![3]!;
        for (int row = 0; row < 10; row++)
        {
            run["confusion"]![row] = new JsonArray([.. Enumerable.Range(0, 10).Select(column => JsonValue.Create(column == row ? 1000 : 0))]);
        }

        run["confusion"]![0]![0] = 999;
        run["confusion"]![0]![1] = 1;
        run["correct"] = 9999;
    }

    private static void MakeEqual(JsonNode content)
    {
        foreach (JsonNode? run in content["runs"]!.AsArray())
        {
            run!["confusion"] = content["runs"]![0]!["confusion"]!.DeepClone();
            run["correct"] = content["runs"]![0]!["correct"]!.DeepClone();
            run["history"]!["val_accuracy"]![9] = content["runs"]![0]!["history"]!["val_accuracy"]![9]!.DeepClone();
        }
    }

    private static TestCaseData Case(string fault, Action<JsonNode> change) => new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
