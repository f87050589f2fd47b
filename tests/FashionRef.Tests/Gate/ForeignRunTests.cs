using FashionRef.Gate;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate;

/// <summary>A run names its engine as it likes. Only this program's names, letter for letter, lead to a baseline or a folder.</summary>
internal sealed class ForeignRunTests
{
    private static readonly string[] Names =
    [
        "my-port", "x/../../../evil", "../../evil", "torch/../evil", "./torch", "/evil", "..", "TORCH", "Torch", "torch ", " torch", "Exact", "exact.",
        "torch\n", "torch\0", "tor\u200Bch", "\uFF54orch",
    ];

    [TestCaseSource(nameof(Names))]
    public void A_run_never_chooses_the_baseline_that_it_is_judged_by(string engine)
    {
        using TemporaryFolder folder = new();
        RunRecord own = GateRuns.Record(correct: 1000);
        Baseline evil = Baseline.Of(GateRun.Read(GateRuns.Write(folder["evil"], own)));
        RunRecord record = own with { Settings = own.Settings with { Engine = engine } };
        string baselines = Directory.CreateDirectory(folder["a/b/c/d"]).FullName;
        Directory.CreateDirectory(Path.Combine(baselines, "model1-seed1-x"));
        Directory.CreateDirectory(Path.Combine(baselines, "model1-seed1-torch"));
        Plant(evil with { Settings = record.Settings }, Path.Combine(baselines, $"model1-seed1-{engine}-repeated.json"), folder.Path);

        IReadOnlyList<GateCheck> checks = Judge(record, baselines, requiresBaseline: false);
        GateCheck required = Judge(record, baselines, requiresBaseline: true)[1];

        Assert.That(
            checks.Select(check => $"{check.Kind} {check.Verdict}"),
            Is.EqualTo(new[] { "Record Passed", "SameBits NotNeeded", "History Passed", "Feed NotNeeded", "CollapsedRuns Failed" }));
        Assert.That(checks[1].Reason, Is.EqualTo(
            $"'{engine}' is not an engine of this program (torch, exact): only their runs have baselines, and none is required."));
        Assert.That((required.Verdict, required.Acceptance), Is.EqualTo((CheckVerdict.Failed, "")));
        Assert.That(required.Reason, Does.StartWith("A baseline is required, but '"));
    }

    [TestCaseSource(nameof(Names))]
    public void Its_name_becomes_part_of_no_path(string engine)
    {
        RunSettings settings = GateRuns.Record().Settings with { Engine = engine };

        Assert.That(settings.IsOwn, Is.False);
        Assert.That(() => settings.RunName, Throws.InvalidOperationException);
        Assert.That(() => RunFolder.Of("artifacts", settings), Throws.InvalidOperationException);
        Assert.That(() => BaselineFile.PathOf("baselines", settings), Throws.InvalidOperationException);
        Assert.That(SeedRunsFile.Name(KerasSeeds.Runs(1) with { Engine = engine }), Is.EqualTo("port-seeds-model1-repeated.json"));
    }


    private static IReadOnlyList<GateCheck> Judge(RunRecord record, string baselines, bool requiresBaseline) =>
        new ModelGate(KerasSeeds.Reference(1), baselines, requiresBaseline).Judge([GateRuns.Run(record)]);

    // Where the name would lead, when a system can have such a file and it is inside of the test's folder.
    private static void Plant(Baseline baseline, string path, string within)
    {
        try
        {
            if (Path.GetFullPath(path).StartsWith(within, StringComparison.Ordinal))
            {
                File.WriteAllText(path, BaselineFile.Format(baseline));
            }
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // No file has such a name here.
        }
    }
}
