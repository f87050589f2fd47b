using System.Text.Json.Nodes;

namespace FashionRef.Tests.Parity;

/// <summary>Copies of real traces with something changed.</summary>
internal static class ChangedTrace
{
    /// <summary>Writes a changed copy.</summary>
    /// <param name="original">The trace to copy.</param>
    /// <param name="copy">Where to.</param>
    /// <param name="change">What is different.</param>
    public static string Write(string original, string copy, Action<JsonNode> change)
    {
        JsonNode trace = JsonNode.Parse(File.ReadAllText(original))!;
        change(trace);
        File.WriteAllText(copy, trace.ToJsonString());
        return copy;
    }
}
