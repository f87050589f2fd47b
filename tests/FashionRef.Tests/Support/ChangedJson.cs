using System.Text.Json.Nodes;

namespace FashionRef.Tests.Support;

/// <summary>Copies of real JSON files with something changed.</summary>
internal static class ChangedJson
{
    /// <summary>Writes a changed copy.</summary>
    /// <param name="original">The file to copy.</param>
    /// <param name="copy">Where to.</param>
    /// <param name="change">What is different.</param>
    public static string Write(string original, string copy, Action<JsonNode> change)
    {
        JsonNode content = JsonNode.Parse(File.ReadAllText(original))!;
        change(content);
        File.WriteAllText(copy, content.ToJsonString());
        return copy;
    }
}
