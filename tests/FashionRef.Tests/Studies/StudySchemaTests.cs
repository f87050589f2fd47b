using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Studies;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies;

/// <summary>The schema that editors take says what the program reads.</summary>
internal sealed class StudySchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "study-1.json")))!;

    [Test]
    public void It_has_the_members_that_the_program_reads()
    {
        Assert.That(Members(Schema), Is.EquivalentTo(Members(typeof(Study))));
        Assert.That(Members(Schema["properties"]!["experiments"]!["items"]!), Is.EquivalentTo(Members(typeof(StudyExperiment))));
        Assert.That(Members(Schema["properties"]!["comparisons"]!["items"]!), Is.EquivalentTo(Members(typeof(StudyComparison))));
        Assert.That(Members(Schema["$defs"]!["settings"]!), Is.EquivalentTo(Members(typeof(StudySettings))));
    }

    [Test]
    public void Its_defaults_are_the_programs()
    {
        JsonObject settings = Schema["$defs"]!["settings"]!["properties"]!.AsObject();
        JsonElement run = JsonSerializer.SerializeToElement(
            StudyPlan.Settings(StudyTexts.Read(StudyTexts.Changed(study => study["base"] = null)), new StudyExperiment("plain"), seed: 1), JsonFormat.Options);

        Assert.That(
            settings.Where(setting => setting.Value!["default"] is not null).Select(setting => (setting.Key, setting.Value!["default"]!.ToJsonString())),
            Is.EquivalentTo(settings.Where(setting => run.TryGetProperty(setting.Key, out _)).Select(setting => (setting.Key, run.GetProperty(setting.Key).GetRawText()))));
        Assert.That((string?)Schema["properties"]!["figure"]!["default"], Is.EqualTo("mean_test_accuracy"));
        Assert.That(Schema["properties"]!["figure"]!["enum"]!.AsArray(), Has.Count.EqualTo(Enum.GetValues<StudyFigure>().Length));
        Assert.That((int)settings["epochs"]!["maximum"]!, Is.EqualTo(EpochShuffle.LargestEpoch));
        Assert.That((int)settings["held_out"]!["maximum"]!, Is.EqualTo(RecordedSettings.MostHeldOut));
        Assert.That(settings["model"]!["enum"]!.AsArray().Where(model => model is not null).Select(model => (int)model!), Is.EqualTo(NotebookModels.Numbers));
    }

    [TestCase("a", true)]
    [TestCase("a-1.b", true)]
    [TestCase("a-", false)]
    [TestCase("a.", false)]
    [TestCase("a..b", false)]
    [TestCase("-a", false)]
    [TestCase("A", false)]
    public void Its_names_are_the_programs(string name, bool isLegal)
    {
        Assert.That(Regex.IsMatch(name, (string)Schema["$defs"]!["name"]!["pattern"]!), Is.EqualTo(isLegal));
        Assert.That(StudyFile.Fault(StudyTexts.Read(StudyTexts.Small) with { Name = name }) is null, Is.EqualTo(isLegal));
    }

    private static IEnumerable<string> Members(JsonNode schema) => schema["properties"]!.AsObject().Select(member => member.Key);

    private static IEnumerable<string> Members(Type type) => JsonFormat.Options.GetTypeInfo(type).Properties.Select((JsonPropertyInfo property) => property.Name);
}
