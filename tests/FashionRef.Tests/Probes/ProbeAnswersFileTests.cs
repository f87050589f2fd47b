using System.Text.Json.Nodes;
using FashionRef.Gate.Runs;
using FashionRef.Probes;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Probes;

internal sealed class ProbeAnswersFileTests
{
    [Test]
    public void What_is_written_is_read_again()
    {
        using TemporaryFolder folder = new();
        ProbeAnswers answers = MadeUpAnswers.Of();

        ProbeAnswersFile.Write(folder["answers.json"], answers);
        ProbeAnswers read = ProbeAnswersFile.Read(folder["answers.json"]);

        Assert.That(folder.Entries, Is.EqualTo(new[] { "answers-logits0464.npy", "answers-logits4685.npy", "answers.json" }));
        Assert.That((read.Program, read.Model, read.Pack), Is.EqualTo((answers.Program, answers.Model, answers.Pack)));
        Assert.That(read.Points[3].Arrays["sequential/dense/kernel"].Values, Is.EqualTo(answers.Points[3].Arrays["sequential/dense/kernel"].Values));
        Assert.That(read.Tests[1].Logits, Is.EqualTo(answers.Tests[1].Logits.Select(logit => (double)(float)logit)));
    }

    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("'format' is 'x', but must be 'fashionref-answers-1'", node => node["format"] = "x"),
        Case("'model' is 3, but must be 1 or 2", node => node["model"] = 3),
        Case("'points' must have one entry for each state of the pack", node => node["points"]!.AsArray().RemoveAt(4)),
        Case("'tests' must have one entry for each of the states, in this order, after the steps 464 and 4685", node => node["tests"]!.AsArray().RemoveAt(0)),
        Case("the point after step 2 has 4 losses, but must have 5", node => node["points"]![2]!["losses"]!.AsArray().RemoveAt(0)),
        Case("the point after step 0 lacks the array 'sequential/dense/bias'", node => node["points"]![0]!["arrays"]!.AsObject().Remove("sequential/dense/bias")),
        Case("has an array 'sequential/x', which the pack's states do not have", node =>
            node["points"]![0]!["arrays"]!["sequential/x"] = node["points"]![0]!["arrays"]!["sequential/dense/bias"]!.DeepClone()),
        Case("the point after step 0 has for 'sequential/dense/kernel' 7 values, but must have 8", node =>
            node["points"]![0]!["arrays"]!["sequential/dense/kernel"]!["values"]!.AsArray().RemoveAt(0)),
        Case("the point after step 0 has for 'sequential/dense/kernel' squares of -1, and no sum of squares is below 0", node => node["points"]![0]!["arrays"]!["sequential/dense/kernel"]!["squares"] = -1),
        Case("magnitudes of -1, and no sum of magnitudes is below 0", node => node["points"]![0]!["arrays"]!["sequential/dense/kernel"]!["magnitudes"] = -1),
        Case("a sum of 1E+300, and magnitudes of ", node => node["points"]![0]!["arrays"]!["sequential/dense/kernel"]!["sum"] = 1e300),
        Case("the point after step 0 has a loss of -1, and no cross-entropy is below 0", node => node["points"]![0]!["losses"]![3] = -1),
        Case("the test after step 464 has accuracy 86", node => node["tests"]![0]!["accuracy"] = 86),
        Case("'../x.npy' is not a file's name: the logits lie beside the answers", node => node["tests"]![0]!["logits"] = "../x.npy"),
        Case("points[0].losses[0]", node => node["points"]![0]!["losses"]![0] = "NaN"),
    ];

    [TestCaseSource(nameof(Faults))]
    public void What_is_missing_too_short_or_no_number_is_refused_with_its_place(string told, Action<JsonNode> change)
    {
        using TemporaryFolder folder = new();
        ProbeAnswersFile.Write(folder["answers.json"], MadeUpAnswers.Of());
        JsonNode node = JsonNode.Parse(File.ReadAllText(folder["answers.json"]))!;
        change(node);
        File.WriteAllText(folder["answers.json"], node.ToJsonString());

        Assert.That(
            () => ProbeAnswersFile.Read(folder["answers.json"]),
            Throws.TypeOf<FashionRefException>().With.Property("Kind").EqualTo(FaultKind.BadRequest).And.Message.Contains(told));
    }

    [Test]
    public void A_file_of_another_kind_is_told_by_its_own_format()
    {
        using TemporaryFolder folder = new();
        ProbeAnswersFile.Write(folder["answers.json"], MadeUpAnswers.Of());
        string run = GateRuns.Write(folder["run"], GateRuns.Record());

        Assert.That(() => ProbeAnswersFile.Read(run), Throws.TypeOf<FashionRefException>().With.Message.Contains("its 'format' is 'fashionref-run-1', but must be 'fashionref-answers-1'"));
        Assert.That(() => GateRun.Read(folder["answers.json"]), Throws.TypeOf<FashionRefException>().With.Message.Contains("its 'format' is 'fashionref-answers-1', but must be 'fashionref-run-1'"));
    }

    [Test]
    public void NaN_is_no_JSON()
    {
        using TemporaryFolder folder = new();
        ProbeAnswersFile.Write(folder["answers.json"], MadeUpAnswers.Of());
        File.WriteAllText(folder["answers.json"], File.ReadAllText(folder["answers.json"]).Replace("\"model\": 1", "\"model\": NaN", StringComparison.Ordinal));

        Assert.That(() => ProbeAnswersFile.Read(folder["answers.json"]), Throws.TypeOf<FashionRefException>().With.Message.Contains("JSON has no NaN"));
    }

    [TestCase("answers-logits0464.npy", null)]
    [TestCase("answers-logits0464.npy", "no array")]
    public void Logits_that_are_missing_or_no_array_are_refused(string file, string? content)
    {
        using TemporaryFolder folder = new();
        ProbeAnswersFile.Write(folder["answers.json"], MadeUpAnswers.Of());
        File.Delete(folder[file]);
        if (content is not null)
        {
            File.WriteAllText(folder[file], content);
        }

        Assert.That(() => ProbeAnswersFile.Read(folder["answers.json"]), Throws.TypeOf<FashionRefException>().With.Message.Contains(file));
    }

    private static TestCaseData Case(string told, Action<JsonNode> change) => new(told, change);
}
