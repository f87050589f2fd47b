using System.Globalization;
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

    [GeneratedRegex(@"^(\d+) % \((\d+) to (\d+)\)$")]
    private static partial Regex Cell { get; }

    [TestCase(1, 19)]
    public void Single_runs_fail_where_the_table_says_always_and_pass_where_it_says_never(int model, int harms)
    {
        GateReference reference = GateReference.Read(KerasSeeds.Folder, model, Shuffle.Anew);
        PairedCheck check = new(reference, GateLook.Once, "a command");
        Dictionary<string, IReadOnlyList<EpochMetrics>[]> stored = HarmedRunsFile.Read(Repository.Root, model);
        List<string> disagreeing = [];
        int always = 0;
        int never = 0;
        foreach ((string harm, IReadOnlyList<EpochMetrics>[] runs) in stored)
        {
            (int low, int high) = Alike(model, harm);
            int failed = runs.Index().Count(run => check.Of([Run(model, run.Index + 1, run.Item)]).Verdict == CheckVerdict.Failed);
            (always, never) = (always + (low == 100 ? 1 : 0), never + (high == 0 ? 1 : 0));
            if ((low == 100 && failed < runs.Length) || (high == 0 && failed > 0))
            {
                disagreeing.Add($"{harm}: {failed} of {runs.Length} failed, but the table says {low} to {high} %");
            }
        }

        Assert.That(stored, Has.Count.EqualTo(harms));
        Assert.That(disagreeing, Is.Empty);
        Assert.That((always, never), Is.GreaterThan((2, 2)));
    }

    // Of one run that starts alike: what the uncertainty of the harm's shift leaves open.
    private static (int Low, int High) Alike(int model, string harm)
    {
        string table = Page[Page.IndexOf($"Whole runs of Model-{model}", StringComparison.Ordinal)..];
        string row = table.Split('\n').First(line => line.StartsWith($"| {harm} | ", StringComparison.Ordinal));
        Match cell = Cell.Match(row.Split(" | ")[2]);
        return (int.Parse(cell.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(cell.Groups[3].Value, CultureInfo.InvariantCulture));
    }

    private static GateRun Run(int model, int seed, IReadOnlyList<EpochMetrics> history)
    {
        RunRecord record = GateRuns.Record(model, seed, shuffle: Shuffle.Anew);
        return GateRuns.Run(record with { Settings = record.Settings with { Engine = "exact" }, History = history });
    }
}
