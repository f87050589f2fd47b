using System.Text.Json.Serialization;

namespace FashionRef.Gate.Outputs;

/// <summary>A gate's report as a JSON file holds it. Existing members stay; new ones may be added under the same format.</summary>
/// <param name="Format">Always <see cref="GateJson.Format1"/>.</param>
/// <param name="Passed">Whether the gate passed.</param>
/// <param name="Verdict">The verdict in a sentence.</param>
/// <param name="Checks">In the order in which they were made; their reasons name every fault.</param>
/// <param name="Unseen">What a passed gate cannot detect, and the command that goes on; left out if there is nothing to say.</param>
/// <param name="Error">Why there is no verdict; left out if there is one.</param>
internal sealed record GateDocument(
    string Format,
    bool Passed,
    string Verdict,
    IReadOnlyList<GateCheck> Checks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unseen = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null);
