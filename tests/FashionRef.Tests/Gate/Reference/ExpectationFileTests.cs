using System.Text.Json.Nodes;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class ExpectationFileTests
{
    private static IEnumerable<TestCaseData> Nonsense =>
    [
        Case("'format' is 'x', but must be 'fashionref-expectation-2'", content => content["format"] = "x"),
        Case("'model' is 3; legal are 1 and 2", content => content["model"] = 3),
        Case("'epochs' is 1 and 'batch_size' 128; legal are at least 2 and 1", content => content["epochs"] = 1),
        Case("'epochs' is 10 and 'batch_size' 0; legal are at least 2 and 1", content => content["batch_size"] = 0),
        Case("'runs' is 0; at least 10 are needed to know their spread", content => content["runs"] = 0),
        Case("'false_alarm_rate' is 1, and this program's is 0.0005", content => content["false_alarm_rate"] = 1),
        Case("'collapsed' has 40 in 40, which does not fit 40 runs", content => content["collapsed"]!["events"] = 40),
        Case("'collapsed' has -1 in 40, which does not fit 40 runs", content => content["collapsed"]!["events"] = -1),
        Case("'collapsed' has 0 in 10, which does not fit 40 runs", content => content["collapsed"]!["trials"] = 10),
        Case(
            "'collapsed' has the interval 0 to 0.99; that of 0 in 40 is 0 to 0.088097", content => content["collapsed"]!["high"] = 0.99),
        Case("'accuracy' has mean 0.85531, standard deviation 0, range ", content => content["accuracy"]!["standard_deviation"] = 0),
        Case("'accuracy' has mean 0.9, standard deviation ", content => content["accuracy"]!["mean"] = 0.9),
        Case("'accuracy' has mean 2, standard deviation ", content => content["accuracy"]!["mean"] = 2),
        Case("'version' is 0; it must be from 1 to 9999", content => content["version"] = 0),
        Case("'version' is 2147483647; it must be from 1 to 9999", content => content["version"] = int.MaxValue),
        Case("'runs_file' is '../x.json' and 'runs_sha256' '", content => content["runs_file"] = "../x.json"),
        Case("'runs_file' is 'keras-seeds-model1.json' and 'runs_sha256' 'x'", content => content["runs_sha256"] = "x"),
        Case("'bands' holds 3 bands, but must hold 4", content => content["bands"]!.AsArray().RemoveAt(0)),
        Case("bands[2].runs is 7, but must be 3", content => content["bands"]![2]!["runs"] = 7),
        Case("bands[0] is 0.8731 to 0.8048; it must lie between 0.25 and 1 and hold the mean 0.85531", content => Set(content, 0.8731, 0.8048)),
        Case("bands[0] is 0 to 1; it must lie between 0.25 and 1 and hold the mean ", content => Set(content, 0, 1)),
        Case("bands[0] is 0 to 0.9; ", content => Set(content, 0, 0.9)),
        Case("bands[0] is 0.8 to 1; ", content => Set(content, 0.8, 1)),
        Case("bands[0] is 0.86 to 0.9; ", content => Set(content, 0.86, 0.9)),
        Case("bands[0].low is \"NaN\", but must be a finite number", content => content["bands"]![0]!["low"] = "NaN"),
        Case("bands[0].low is null, but must be a finite number", content => content["bands"]![0]!["low"] = null),
        Case("bands[0] is null, but must be an object", content => content["bands"]![0] = null),
        Case("it lacks 'bands'", content => content.AsObject().Remove("bands")),
    ];

    [TestCaseSource(nameof(Nonsense))]
    public void Nonsense_is_refused_with_its_place(string expected, Action<JsonNode> change)
    {
        using TemporaryFolder folder = new();
        string file = ChangedJson.Write(KerasSeeds.ExpectationFileOf(1), folder["f"], change);

        Refusal.Expect(() => ExpectationFile.Read(file), $"'{file}' is no expectation that runs can be compared with: {expected}");
        Refusal.Expect(() => ExpectationFile.Read(file), ". The command 'expect' writes a correct one; docs/gate.md shows the format.");
    }

    [Test]
    public void A_missing_file_is_refused_with_what_to_do() =>
        Refusal.Expect(() => ExpectationFile.Read("missing.json"), "The command 'expect' writes one.");

    [Test]
    public void A_file_damaged_anywhere_is_used_or_refused_and_never_crashes()
    {
        using TemporaryFolder folder = new();
        File.Copy(KerasSeeds.ExpectationFileOf(1), folder["f"]);

        Damage.Expect(folder["f"], () =>
        {
            ModelGate gate = new(new GateReference(ExpectationFile.Read(folder["f"]), KerasSeeds.Runs(1)), folder.Path, requiresBaseline: false);
            gate.Judge([GateRuns.Run()]);
            gate.Judge(GateRuns.Several(8555, 8500, 1000));
        });
    }

    [TestCase(1)]
    [TestCase(2)]
    public void A_file_comes_back_as_it_was_written(int model) => Assert.That(
        ExpectationFile.Format(ExpectationFile.Read(KerasSeeds.ExpectationFileOf(model))),
        Is.EqualTo(File.ReadAllText(KerasSeeds.ExpectationFileOf(model)).ReplaceLineEndings("\n")));

    [Test]
    public void The_name_tells_model_and_shuffle() =>
        Assert.That(ExpectationFile.Name(2, Shuffle.Anew), Is.EqualTo("expectation-model2-anew.json"));

    private static void Set(JsonNode content, double low, double high)
    {
        content["bands"]![0]!["low"] = low;
        content["bands"]![0]!["high"] = high;
    }

    private static TestCaseData Case(string fault, Action<JsonNode> change) => new TestCaseData(fault, change).SetArgDisplayNames(fault);
}
