using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Studies;
using FashionRef.Studies.Models;
using FashionRef.Tests.Gate;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies.Models;

/// <summary>Studies of Keras files, and of held-out images, before a run is made.</summary>
internal sealed class StudyModelTests
{
    private static readonly StudyData Few = new(new Dictionary<string, string> { ["train-labels-idx1-ubyte"] = "ab" }, 40, 10);

    private TemporaryFolder _folder = null!;

    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("In experiments[0], 'plain': ", "none.json' does not exist", study => Settings(study)["file"] = "models/none.json"),
        Case("in experiments[0], 'plain', 'settings.file' is ' ', but must be a file's path", study => Settings(study)["file"] = " "),
        Case("in experiments[0], 'plain', 'settings' have the 'file' 'models/softmax.json' and 'model', which is for the notebook's models", study => Settings(study)["model"] = 2),
        Case("and 'learning_rate', which is for the notebook's models: a Keras file says itself how it is trained. Leave 'learning_rate' out, in 'base' as well", study => study["base"]!["learning_rate"] = 0.1),
        Case("and 'loss', which", study => Settings(study)["loss"] = "of_logits"),
        Case("In experiments[0], 'plain': 'settings.jitter' is 490, but must be from 0 to 489, the last kernel value of 'softmax'.", study => Settings(study)["jitter"] = 490),
        Case("In experiments[0], 'plain': 'settings.jitter' is -1, but must be from 0 to 489", study => Settings(study)["jitter"] = -1),
        Case("'settings.held_out' is 0, but must be from 1 to 30000", study => study["base"]!["held_out"] = 0),
        Case("'settings.held_out' is 30001, but must be from 1 to 30000", study => study["base"]!["held_out"] = 30_001),
        Case("In experiments[0], 'plain': 'settings.held_out' is 40, and there are 40 training images: hold out fewer.", study => study["base"]!["held_out"] = 40),
        Case("In experiments[0], 'plain': 'settings.pixels' is unit, and the model of 'softmax' begins with a layer that scales its inputs itself.", study => study["base"]!["pixels"] = "unit"),
        Case("'settings.pixels' is 'grey', but must be raw or unit", study => study["base"]!["pixels"] = "grey"),
        Case("'settings.pixels' is for a Keras file: the notebook's models scale pixels themselves", study => study["experiments"]![0]!["settings"] = new JsonObject { ["pixels"] = "raw" }),
        Case("In experiments[0], 'plain': ", "names no optimizer and loss to train by. Compile the model in Keras", ChangedModel(model => model["compile_config"] = new JsonObject())),
        Case("In experiments[0], 'plain': The data has the label 9, and the model's 5 outputs stand for the classes 0 to 4.", ChangedModel(model => Dense(model)["units"] = 5)),
        Case("In experiments[0], 'plain': The model of 'changed' has 12 outputs, and a study's data has the classes 0 to 9.", ChangedModel(model => Dense(model)["units"] = 12)),
        Case("In experiments[0], 'plain': ", "has one output", ChangedModel(model => Dense(model)["units"] = 1)),
        Case(
            "'comparisons[0]' compares 'faster' with 'plain', but one is judged by the last 10 training images and the other by the last 20 training images: give both the same 'held_out'",
            study =>
            {
                Settings(study)["held_out"] = 20;
                study["seeds"] = "1..6";
                study["comparisons"] = new JsonArray(new JsonObject { ["experiment"] = "faster", ["with"] = "plain" });
            }),
    ];

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        StudyTexts.WriteModels(_folder.Path);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    // As any language would compute it from docs/studies.md.
    [Test]
    public void The_plans_hash_has_the_files_content_and_the_held_out_images()
    {
        StudyPlan plan = Plan(study =>
        {
            study["experiments"]!.AsArray().RemoveAt(1);
            study["seeds"] = "7";
        });
        const string File = """{"name":"softmax","pixels":"raw","sha256":"b772257b3cfceaefeff2aafbe08d04fceb48e250852e49e6b69444168edcd26f"}""";
        const string Json = $$$"""[{"data":{"train-labels-idx1-ubyte":"ab"},"experiment":"plain","number":0,"settings":{"batch_size":10,"engine":"torch","epochs":2,"file":{{{File}}},"held_out":10,"learning_rate":0.05000000074505806,"loss":"of_logits","model":0,"seed":7,"shuffle":"anew","threads":1}}]""";

        Assert.That(plan.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)))));
        Assert.That(Plan(study => study["base"]!["held_out"] = 11).Sha256, Is.Not.EqualTo(Plan().Sha256));
    }

    [TestCaseSource(nameof(Faults))]
    public void What_cannot_be_trained_is_refused_with_its_experiment(string fault, string more, Action<JsonObject, TemporaryFolder> change)
    {
        FashionRefException refusal = Assert.Throws<FashionRefException>(() => Plan(study => change(study, _folder)))!;

        Assert.That(refusal.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(refusal.Message, Does.Contain(fault).And.Contain(more));
    }

    [Test]
    public void An_experiments_file_takes_the_place_of_the_bases_model_and_its_model_that_of_the_bases_file()
    {
        RunSettings[] ofModel = [.. Plan(study =>
        {
            study["base"]!["model"] = 2;
            study["base"]!["pixels"] = "raw";
            study["experiments"]![1]!["settings"] = null;
        }).Runs.Take(2).Select(run => run.Settings)];
        RunSettings[] ofFile = [.. Plan(study =>
        {
            study["base"]!["file"] = "models/softmax.json";
            study["experiments"]![0]!["settings"] = null;
            study["experiments"]![1]!["settings"] = new JsonObject { ["model"] = 2, ["learning_rate"] = 0.5 };
        }).Runs.Take(2).Select(run => run.Settings)];

        Assert.That((ofModel[0].Model, ofModel[0].File?.Name, ofModel[0].LearningRate), Is.EqualTo((0, "softmax", 0.05000000074505806)));
        Assert.That(ofFile[0], Is.EqualTo(ofModel[0]));
        Assert.That((ofModel[1].Model, ofModel[1].File, ofModel[1].HeldOut), Is.EqualTo((2, (ModelSource?)null, (int?)10)));
        Assert.That(ofFile[1], Is.EqualTo(ofModel[1] with { LearningRate = 0.5 }));
    }

    [Test]
    public void The_folder_has_the_plan_and_a_copy_of_every_file_whatever_their_names()
    {
        StudyPlan plan = Plan();
        StudyFolder folder = new(_folder["study"]);

        folder.Keep(plan);
        folder.Keep(plan);
        foreach (string file in plan.Models.Keys)
        {
            File.Delete(_folder[file]);
        }

        StudyPlan read = folder.Read();
        Assert.That((read.Sha256, read.Runs.Select(run => run.Name)), Is.EqualTo((plan.Sha256, plan.Runs.Select(run => run.Name))));
        Assert.That(Directory.GetFiles(folder.Models), Has.Length.EqualTo(2).And.All.Match(@"softmax-[0-9a-f]{12}\.json$"));
        Assert.That(read.Models.Values.Select(model => folder.ReadModel(model).Sha256), Is.EqualTo(plan.Models.Values.Select(model => model.Sha256)));
        Assert.That(folder.Files, Is.SupersetOf(Directory.GetFiles(folder.Models)));
    }

    [Test]
    public void A_copy_that_was_changed_is_refused()
    {
        StudyPlan plan = Plan();
        StudyFolder folder = new(_folder["study"]);
        folder.Keep(plan);
        string copy = Path.Combine(folder.Models, plan.ModelOf(plan.Runs[0])!.CopyName);
        File.WriteAllText(copy, File.ReadAllText(copy).Replace("\"softmax\"", "\"sigmoid\"", StringComparison.Ordinal));

        Refusal.Expect(() => folder.ReadModel(plan.ModelOf(plan.Runs[0])!), "is not the model that the study was planned with");
        Refusal.Expect(
            () =>
            {
                folder.Keep(plan);
                return null;
            },
            "It was changed. Delete it, and 'study run' with the study's file copies the model again.");
    }

    [TestCase("\"name\": \"softmax\"", "\"name\": \"../../softmax\"")]
    [TestCase("\"models/softmax.json\": {", "\"models/other.json\": {")]
    public void A_plan_that_names_other_files_is_refused(string text, string other)
    {
        StudyFolder folder = new(_folder["study"]);
        folder.Keep(Plan());
        File.WriteAllText(folder.Plan, File.ReadAllText(folder.Plan).Replace(text, other, StringComparison.Ordinal));

        Refusal.Expect(folder.Read, "'models' lacks 'models/softmax.json', or says of it what cannot be");
    }

    // What a study's folder keeps of a file, in any of Keras' forms.
    [TestCase("softmax-regression", "keras")]
    [TestCase("batchnorm", "h5")]
    [TestCase("functional-chain", "keras")]
    [TestCase("inverse-time", "json")]
    [TestCase("odd-names-unicode", "keras")]
    [TestCase("tfkeras-nested-model", "h5")]
    public void A_models_JSON_is_the_same_model_again(string name, string form)
    {
        CompiledFile file = CompiledFile.Read(KerasAnswers.Of(name).FileOf(form), new CompileChoices(IsFresh: true));
        File.WriteAllText(_folder["copy.json"], file.ToJson());

        CompiledFile copy = CompiledFile.Read(_folder["copy.json"], new CompileChoices(IsFresh: true));

        Assert.That((copy.Sha256, copy.ToJson()), Is.EqualTo((file.Sha256, file.ToJson())));
    }

    private static JsonNode Settings(JsonObject study) => study["experiments"]![0]!["settings"]!;

    private static JsonNode Dense(JsonNode model) => model["config"]!["layers"]!.AsArray().Single(layer => (string?)layer!["class_name"] == "Dense")!["config"]!;

    private static Action<JsonObject, TemporaryFolder> ChangedModel(Action<JsonNode> change) => (study, folder) =>
    {
        JsonNode model = JsonNode.Parse(File.ReadAllText(folder["models/softmax.json"]))!;
        change(model);
        File.WriteAllText(folder["models/changed.json"], model.ToJsonString());
        Settings(study)["file"] = "models/changed.json";
    };

    private static TestCaseData Case(string fault, Action<JsonObject> change) => Case(fault, "", (study, _) => change(study));

    private static TestCaseData Case(string fault, string more, Action<JsonObject> change) => Case(fault, more, (study, _) => change(study));

    private static TestCaseData Case(string fault, Action<JsonObject, TemporaryFolder> change) => Case(fault, "", change);

    private static TestCaseData Case(string fault, string more, Action<JsonObject, TemporaryFolder> change) =>
        new TestCaseData(fault, more, change).SetArgDisplayNames(fault + more);

    private StudyPlan Plan(Action<JsonObject>? change = null) =>
        StudyPlan.Of(StudyTexts.Read(StudyTexts.Changed(StudyTexts.OfFiles, change ?? (_ => { }))), _ => Few, new StudyModels(_folder.Path).At);
}
