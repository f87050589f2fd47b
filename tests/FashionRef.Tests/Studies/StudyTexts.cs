using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FashionRef.Cli;
using FashionRef.Formats.Json;
using FashionRef.Studies;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies;

/// <summary>Small studies for tests.</summary>
internal static class StudyTexts
{
    /// <summary>Two learning rates with six seeds, compared.</summary>
    public const string Small =
        """
        {
          // What people write.
          "format": "fashionref-study-1",
          "name": "small",
          "question": "Which?",
          "base": { "epochs": 2 },
          "experiments": [
            { "name": "plain" },
            { "name": "slow", "settings": { "learning_rate": 0.001 } },
          ],
          "seeds": "1..6",
          "comparisons": [{ "experiment": "slow", "with": "plain" }],
        }
        """;

    /// <summary>A study of two Keras files that have one name, judged by held-out images; see <see cref="WriteModels"/>.</summary>
    public const string OfFiles =
        """
        {
          "format": "fashionref-study-1",
          "name": "files",
          "question": "Which?",
          "base": { "engine": "torch", "epochs": 2, "batch_size": 10, "data": "few", "held_out": 10 },
          "experiments": [
            { "name": "plain", "settings": { "file": "models/softmax.json" } },
            { "name": "faster", "settings": { "file": "faster/softmax.json" } }
          ],
          "seeds": "1,2"
        }
        """;

    private const string Rate = "0.05000000074505806";

    /// <summary>Writes the two files of <see cref="OfFiles"/>: the same model with another learning rate.</summary>
    public static void WriteModels(string folder)
    {
        string model = File.ReadAllText(KerasAnswers.Of("softmax-regression").FileOf("json"));
        foreach ((string name, string rate) in new[] { ("models", Rate), ("faster", "0.1") })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, "softmax.json"), model.Replace(Rate, rate, StringComparison.Ordinal));
        }
    }

    /// <summary>The small study, changed.</summary>
    public static string Changed(Action<JsonObject> change) => Changed(Small, change);

    /// <summary>A study, changed.</summary>
    public static string Changed(string text, Action<JsonObject> change)
    {
        JsonObject study = JsonNode.Parse(text, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
        change(study);
        return study.ToJsonString();
    }

    /// <summary>A study as its file says it.</summary>
    public static Study Read(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["study.json"], text);
        return StudyFile.Read(folder["study.json"]);
    }

    /// <summary>The runs of a study of Fashion-MNIST.</summary>
    public static StudyPlan Plan(string text) => StudyPlan.Of(Read(text), _ => throw new AssertionException("It has no data folder."));

    /// <summary>Writes a run of Fashion-MNIST that need not be trained, by this build's code, with so many right answers as its record says.</summary>
    public static void WriteRun(StudyFolder folder, StudyPlan plan, PlannedRun run, RunRecord record)
    {
        string code = InstalledEngines.CodeOf(run.Settings);
        string hash = Convert.ToHexStringLower(SHA256.HashData([(byte)run.Number]));
        byte[] labels = RealDataset.Load().Test.Labels.ToArray();
        byte[] predicted = [.. labels.Select((label, image) => (byte)('0' + (image < record.Result.TestCorrect ? label : (label + 1) % 10))), (byte)'\n'];
        byte[] content = Encoding.UTF8.GetBytes((record with
        {
            Settings = run.Settings,
            Code = code,
            Study = new StudyMark(plan.Study.Name, plan.Sha256, run.Number, run.Experiment),
            Sha256 = record.Sha256 with { TrainedWeights = hash, TestLogits = hash },
        }).ToJson());
        Directory.CreateDirectory(folder.RunOf(run));
        File.WriteAllBytes(Path.Combine(folder.RunOf(run), StudyResult.RecordName), content);
        File.WriteAllBytes(Path.Combine(folder.RunOf(run), StudyResult.LabelsName), predicted);
        StudyResult result = new(StudyResult.CurrentFormat, plan.Study.Name, plan.Sha256, run.Number, run.Experiment, code, hash, hash, new Dictionary<string, string>
        {
            [StudyResult.RecordName] = StudyResult.Hash(content),
            [StudyResult.LabelsName] = StudyResult.Hash(predicted),
        });
        File.WriteAllText(Path.Combine(folder.RunOf(run), StudyResult.FileName), JsonSerializer.Serialize(result, JsonFormat.Options));
    }

    /// <summary>Changes a run's record, and the hash that its result says.</summary>
    public static void ChangeRecord(string study, string run, Action<JsonNode> change, Action<JsonNode>? alsoChange = null)
    {
        string record = Path.Combine(study, "runs", run, "run.json");
        JsonNode content = JsonNode.Parse(File.ReadAllText(record))!;
        change(content);
        File.WriteAllText(record, content.ToJsonString());
        string result = Path.Combine(study, "runs", run, "result.json");
        JsonNode hashes = JsonNode.Parse(File.ReadAllText(result))!;
        hashes["files"]!["run.json"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(record)));
        alsoChange?.Invoke(hashes);
        File.WriteAllText(result, hashes.ToJsonString());
    }
}
