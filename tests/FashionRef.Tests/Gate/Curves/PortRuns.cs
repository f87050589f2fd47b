using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Curves;

/// <summary>Runs that other right programs really made, from this program's weights and order, as they would write them.</summary>
internal static class PortRuns
{
    /// <summary>Real Keras' runs, as another program's.</summary>
    public static IReadOnlyList<GateRun> Keras(int model) => Of(FormattableString.Invariant($"keras-port-seeds-model{model}-anew.json"), "keras");

    /// <summary>The torch engine's stored runs.</summary>
    public static IReadOnlyList<GateRun> Torch(int model) => Of(FormattableString.Invariant($"torch-seeds-model{model}-anew.json"), "torch");

    /// <summary>A run of a reference file as a record with the right start and feed.</summary>
    public static GateRun Run(SeedRun run, int model, string engine)
    {
        RunRecord record = GateRuns.Record(run, model, Shuffle.Anew);
        return GateRuns.Run((record with
        {
            Settings = record.Settings with { Engine = engine },
            Sha256 = record.Sha256 with { TrainedWeights = GateRuns.TrainedHash($"{engine} {model} {run.Seed} {run.Jitter}") },
        }).WithRightFeed());
    }

    private static GateRun[] Of(string file, string engine)
    {
        SeedRuns runs = SeedRunsFile.Read(Path.Combine(KerasSeeds.Folder, file));
        return [.. runs.Runs.Select(run => Run(run, runs.Model, engine))];
    }
}
