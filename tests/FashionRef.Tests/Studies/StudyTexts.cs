using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FashionRef.Studies;

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

    /// <summary>The small study, changed.</summary>
    public static string Changed(Action<JsonObject> change)
    {
        JsonObject study = JsonNode.Parse(Small, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
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
