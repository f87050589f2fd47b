using System.Text.Json.Nodes;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;

namespace FashionRef.Tests.Documentation;

/// <summary>docs/example-run.json is what a port has to write for the gate, and nothing in it can be left out.</summary>
internal sealed class ExampleRunTests
{
    private static readonly string Baselines = Path.Combine(Repository.Root, "baselines");
    private static readonly string Example = File.ReadAllText(Path.Combine(Repository.Root, "docs", "example-run.json"));

    private static IEnumerable<string> Fields => Paths(JsonNode.Parse(Example)!);

    [Test]
    public void It_passes() => Assert.That(Judge(Example), Is.True);

    [TestCaseSource(nameof(Fields))]
    public void Without_a_field_it_does_not(string path)
    {
        JsonNode run = JsonNode.Parse(Example)!;
        JsonNode holder = run;
        string[] names = path.Split('.');
        foreach (string name in names[..^1])
        {
            holder = int.TryParse(name, out int index) ? holder[index]! : holder[name]!;
        }

        Assert.That(holder.AsObject().Remove(names[^1]), Is.True);
        Assert.That(Judge(run.ToJsonString()), Is.False);
    }

    private static bool Judge(string json)
    {
        using TemporaryFolder folder = new();
        string file = folder["run.json"];
        File.WriteAllText(file, json);
        try
        {
            GateRun run = GateRun.Read(file);
            GateReference reference = GateReference.Read(Baselines, run.Record.Settings.Model, run.Record.Settings.Shuffle);
            return new GateReport(new ModelGate(reference, Baselines, requiresBaseline: false).Judge([run])).Passed;
        }
        catch (FashionRefException)
        {
            return false;
        }
    }

    // Of the history the first entry stands for all.
    private static IEnumerable<string> Paths(JsonNode node, string prefix = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value!, $"{prefix}{member.Key}.").Prepend($"{prefix}{member.Key}")),
        JsonArray entries => Paths(entries[0]!, $"{prefix}0."),
        _ => [],
    };
}
