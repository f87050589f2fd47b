using System.Text.Json;
using System.Text.Json.Nodes;
using FashionRef.Cli.Commands.Studies;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Load;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Outputs;
using FashionRef.Gate.Reference;
using FashionRef.Probes;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Gate.Outputs;
using FashionRef.Tests.Probes;
using FashionRef.Tests.Support;
using FashionRef.Training.Bits;
using FashionRef.Training.Runs;
using Json.Schema;

namespace FashionRef.Snapshots.Schemas;

/// <summary>The schemas of docs/schemas are those of the records, and what the program writes is as they say.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SchemaTests
{
    // By hand, for people who write such files: the study's, which has tests of its own.
    private const string OfStudies = "study-1";

    private static readonly Dictionary<string, (Type Type, string Title)> Kinds = new()
    {
        [AnswersDocument.CurrentFormat] = (typeof(AnswersDocument), "Answers to probes, answers.json"),
        [Baseline.CurrentFormat] = (typeof(Baseline), "A baseline of the gate"),
        [SpeedReport.Format2] = (typeof(SpeedReport), "The figures of 'benchmark --json'"),
        [LoadReport.Format1] = (typeof(LoadReport), "The figures of 'benchmark --load --json'"),
        [BitsRecord.CurrentFormat] = (typeof(BitsRecord), "Stored bits, of 'bits --store'"),
        [BitsDocument.CurrentFormat] = (typeof(BitsDocument), "The output of 'bits --json'"),
        [EvaluationDocument.CurrentFormat] = (typeof(EvaluationDocument), "The output of 'evaluate --json'"),
        [Expectation.CurrentFormat] = (typeof(Expectation), "What the gate expects of a run"),
        [GateJson.Format1] = (typeof(GateDocument), "A verdict of the gate, of 'gate --json'"),
        [ModelsDocument.CurrentFormat] = (typeof(ModelsDocument), "The output of 'describe --json'"),
        [PredictionsDocument.CurrentFormat] = (typeof(PredictionsDocument), "The output of 'predict --json'"),
        [ModelFileDocument.CurrentFormat] = (typeof(ModelFileDocument), "The output of 'describe FILE --json'"),
        [ProbePack.CurrentFormat] = (typeof(ProbePack), "A pack of probes, probes.json"),
        [ProbeReference.CurrentFormat] = (typeof(ProbeReference), "What right programs answer to probes"),
        [RunRecord.CurrentFormat] = (typeof(RunRecord), "The record of a run, run.json"),
        [StudyAuditDocument.CurrentFormat] = (typeof(StudyAuditDocument), "The output of 'study audit --json'"),
        [StudyPlanDocument.CurrentFormat] = (typeof(StudyPlanDocument), "The output of 'study plan --json'"),
        [StudyReportDocument.CurrentFormat] = (typeof(StudyReportDocument), "The output of 'study report --json'"),
        [StudyStatusDocument.CurrentFormat] = (typeof(StudyStatusDocument), "The output of 'study status --json'"),
    };

    private static string Folder => Path.Combine(Repository.Root, "docs", "schemas");

    private static IEnumerable<string> Formats => Kinds.Keys;

    [TestCaseSource(nameof(Formats))]
    public void A_schema_is_that_of_the_record(string format)
    {
        string file = FileOf(format);
        string schema = SchemaText.Of(Kinds[format].Type, Kinds[format].Title, format, isRead: Kinds[format].Type != typeof(StudyReportDocument));
        if (!File.Exists(file) || File.ReadAllText(file) != schema)
        {
            string received = Path.ChangeExtension(file, ".received.json");
            File.WriteAllText(received, schema);
            Assert.Fail($"The record has changed. Review '{received}', and move it over '{file}'.");
        }
    }

    [Test]
    public void There_are_no_others() => Assert.That(
        Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Where(name => !name!.EndsWith(".received", StringComparison.Ordinal)),
        Is.EquivalentTo(Formats.Select(NameOf).Append(OfStudies)));

    [Test]
    public async Task What_the_commands_write_is_as_the_schemas_say()
    {
        using TemporaryFolder folder = new();
        string run = GateRuns.Write(folder["run"], GateRuns.Record(correct: 8950));
        string weights = Path.Combine(TestContext.CurrentContext.TestDirectory, "TestData", "keras-model1-seed1.safetensors");
        await AssertValidAsync("describe", "--json");
        await AssertValidAsync("bits", "--model", "1", "--steps", "1", "--batch-size", "4", "--engine", "exact", "--json");
        await AssertValidAsync("bits", "--model", "1", "--steps", "1", "--batch-size", "4", "--engine", "exact", "--json", "--store", folder["bits.json"]);
        await AssertValidAsync("bits", "--model", "1", "--steps", "1", "--batch-size", "4", "--engine", "exact", "--json", "--seed", "2", "--compare", folder["bits.json"]);
        await AssertValidAsync("evaluate", "--weights", weights, "--json", "--artifacts", Repository.Artifacts);
        await AssertValidAsync("study", "plan", Path.Combine(Repository.Root, "studies", "learning-rates.json"), "--json");
        await ProgramProcess.RunAsync("gate", "--run", run, "--json", folder["gate.json"]);
        AssertValid(File.ReadAllText(folder["bits.json"]));
        AssertValid(File.ReadAllText(folder["gate.json"]));
        AssertValid(File.ReadAllText(run));
    }

    [Test]
    public void What_the_repository_holds_is_as_the_schemas_say()
    {
        using TemporaryFolder folder = new();
        ProbeAnswersFile.Write(folder["answers.json"], MadeUpAnswers.Of());
        string[] files =
        [
            Path.Combine(Repository.Root, "docs", "example-run.json"),
            folder["answers.json"],
            .. Directory.GetFiles(KerasSeeds.Folder, "*.json").Where(file => !Path.GetFileName(file).Contains("seeds", StringComparison.Ordinal)),
        ];

        Assert.That(files, Has.Length.GreaterThan(10));
        Assert.Multiple(() => files.Select(File.ReadAllText).ToList().ForEach(AssertValid));
    }

    [TestCase("passed", "\"yes\"")]
    [TestCase("format", "\"fashionref-gate-2\"")]
    [TestCase("checks", "[{}]")]
    public void What_is_otherwise_is_refused(string member, string value)
    {
        JsonObject verdict = JsonNode.Parse(GateJson.Format(Reports.Failed))!.AsObject();
        Assert.That(Errors(verdict, GateJson.Format1), Is.Empty);
        verdict[member] = JsonNode.Parse(value);

        Assert.That(Errors(verdict, GateJson.Format1), Is.Not.Empty);
    }

    private static async Task AssertValidAsync(params string[] arguments)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(arguments);

        Assert.That(end.Output, Is.Not.Empty, end.Error);
        AssertValid(end.Output);
    }

    private static void AssertValid(string json)
    {
        JsonNode document = JsonNode.Parse(json)!;
        Assert.That(Errors(document, (string)document["format"]!), Is.Empty);
    }

    private static IEnumerable<string> Errors(JsonNode document, string format)
    {
        JsonSchema schema = JsonSchema.FromText(File.ReadAllText(FileOf(format)));
        EvaluationResults results = schema.Evaluate(JsonSerializer.SerializeToElement(document), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] : (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
    }

    private static string NameOf(string format) => format["fashionref-".Length..];

    private static string FileOf(string format) => Path.Combine(Folder, $"{NameOf(format)}.json");
}
