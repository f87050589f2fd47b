using System.Text.RegularExpressions;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Harms.Curves;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Support;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Snapshots.Deviations;

/// <summary>What the gate says of real whole runs with a small mistake, five of each, is what its documents say.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed partial class CurveHarmTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "gate.md"));

    [GeneratedRegex(@"^\d+ % \((\d+) to (\d+)\)$")]
    private static partial Regex Cell { get; }

    [TestCase(1, 19)]
    [TestCase(2, 21)]
    public void They_fail_where_the_table_says_always_and_pass_where_it_says_never(int model, int harms)
    {
        GateReference reference = GateReference.Read(KerasSeeds.Folder, model, Shuffle.Anew);
        PairedCheck alike = new(reference, GateLook.Once, "a command");
        UnpairedCheck others = new(reference, GateLook.Once, "a command");
        Dictionary<string, IReadOnlyList<EpochMetrics>[]> stored = HarmedRunsFile.Read(Repository.Root, model);
        List<string> disagreeing = [];
        HashSet<int> seen = [];
        foreach ((string harm, IReadOnlyList<EpochMetrics>[] histories) in stored)
        {
            string[] cells = Row(model, harm);
            GateRun[] runs = [.. histories.Select((history, i) => Run(model, i + 1, history))];
            Compare("a run that starts alike", cells[2], [.. runs.Select(run => alike.Of([run]))]);
            Compare("five runs and other seeds", cells[^2], [others.Of(runs, "their seeds are others")]);

            void Compare(string what, string cell, GateCheck[] checks)
            {
                Match range = Cell.Match(cell);
                (string low, string high) = (range.Groups[1].Value, range.Groups[2].Value);
                int failed = checks.Count(check => check.Verdict == CheckVerdict.Failed);
                if ((low == "100" && failed < checks.Length) || (high == "0" && failed > 0))
                {
                    disagreeing.Add($"{harm}, {what}: {failed} of {checks.Length} failed, but the table says {low} to {high} %");
                }

                seen.UnionWith(low == "100" ? [1] : high == "0" ? [0] : []);
            }
        }

        Assert.That(stored, Has.Count.EqualTo(harms));
        Assert.That(disagreeing, Is.Empty);
        Assert.That(seen, Is.EquivalentTo(new[] { 0, 1 }), "The table has both.");
    }

    // Each cell tells a share, and in brackets what the uncertainty of the harm's shift leaves open.
    private static string[] Row(int model, string harm)
    {
        string table = Page[Page.IndexOf($"Whole runs of Model-{model}:", StringComparison.Ordinal)..];
        return table.Split('\n').First(line => line.StartsWith($"| {harm} | ", StringComparison.Ordinal)).TrimEnd(' ', '|').Split(" | ");
    }

    private static GateRun Run(int model, int seed, IReadOnlyList<EpochMetrics> history)
    {
        RunRecord record = GateRuns.Record(model, seed, shuffle: Shuffle.Anew);
        return GateRuns.Run(record with { Settings = record.Settings with { Engine = "exact" }, History = history });
    }
}
