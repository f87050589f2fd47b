using System.Text.Json.Nodes;
using FashionRef.Studies;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Studies;

internal sealed class StudyFileTests
{
    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("'format' is 'x', but must be 'fashionref-study-1'", study => study["format"] = "x"),
        Case("'name' is '../x', but must be 1 to 40 lower-case letters", study => study["name"] = "../x"),
        Case("'question' is empty", study => study["question"] = " "),
        Case("'experiments' is empty", study => study["experiments"] = new JsonArray()),
        Case("'experiments[0].name' is '../x', but must be", study => study["experiments"]![0]!["name"] = "../x"),
        Case("'experiments[0].name' is '', but must be", study => study["experiments"]![0]!["name"] = ""),
        Case("'experiments[0].name' is 'a..b', but must be", study => study["experiments"]![0]!["name"] = "a..b"),
        Case("'experiments[0].name' is 'a ', but must be", study => study["experiments"]![0]!["name"] = "a\n"),
        Case($"'experiments[0].name' is '{new string('a', 41)}', but must be", study => study["experiments"]![0]!["name"] = new string('a', 41)),
        Case("'experiments' has 'slow' twice", study => study["experiments"]![0]!["name"] = "slow"),
        Case("'seeds' is '1..1000000000', but must be different whole numbers from 0 to 65535", study => study["seeds"] = "1..1000000000"),
        Case("'seeds' is '1,1', but must be different", study => study["seeds"] = "1,1"),
        Case("it has 131,072 runs (2 experiments with 65,536 seeds), but must have at most 100,000", study => study["seeds"] = "0..65535"),
        Case("in experiments[1], 'slow', 'settings.learning_rate' is -1, but must be above 0", study => study["experiments"]![1]!["settings"]!["learning_rate"] = -1),
        Case("in experiments[0], 'plain', 'settings.engine' is 'abacus', but must be torch or exact", study => study["base"]!["engine"] = "abacus"),
        Case("in experiments[0], 'plain', 'settings.jitter' is 201488, but must be from 0 to 201487", study => study["base"]!["jitter"] = 201488),
        Case("in experiments[0], 'plain', 'settings.data' is '', but must be a folder's path", study => study["base"]!["data"] = ""),
        Case("base has 'lerning_rate', which is unknown there; legal are 'model', 'engine'", study => study["base"]!["lerning_rate"] = 0.1),
        Case("it has 'Seeds', which must be written 'seeds'", study => study["Seeds"] = "1"),
        Case("'comparisons[0].with' is 'fast', but must be an experiment's name: 'plain', 'slow'", study => study["comparisons"]![0]!["with"] = "fast"),
        Case("'comparisons[0]' compares 'slow' with itself", study => study["comparisons"]![0]!["with"] = "slow"),
        Case("'settings.threads' is 1000000, but must be from 1 to 1024", study => study["base"]!["threads"] = 1_000_000),
        Case("'comparisons[0]' compares 'slow' with 'plain', but their settings are the same", study => study["experiments"]![1]!["settings"] = new JsonObject { ["learning_rate"] = 0.01 }),
        Case("'comparisons' has 'plain' and 'slow' twice", study => study["comparisons"]!.AsArray().Add(new JsonObject { ["experiment"] = "plain", ["with"] = "slow" })),
        Case("with 5 seeds and 1 comparison p is at least 0.062, and must be at most 0.05. Take at least 6 seeds", study => study["seeds"] = "1..5"),
    ];

    [TestCaseSource(nameof(Faults))]
    public void What_cannot_be_run_is_refused_by_its_place(string fault, Action<JsonObject> change) =>
        Refusal.Expect(() => StudyTexts.Read(StudyTexts.Changed(change)), fault);

    [Test]
    public void Comments_and_last_commas_are_legal() => Assert.That(StudyTexts.Read(StudyTexts.Small).Experiments, Has.Count.EqualTo(2));

    [Test]
    public void Every_study_of_the_repository_can_be_run()
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "studies"), "*.json");

        Assert.That(files, Is.Not.Empty);
        foreach (string file in files)
        {
            Assert.That(StudyFile.Read(file).Name, Is.EqualTo(Path.GetFileNameWithoutExtension(file)));
        }
    }

    private static TestCaseData Case(string fault, Action<JsonObject> change) => new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
