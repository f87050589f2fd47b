using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Tests.Support;
using FashionRef.Tests.Training;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Snapshots.Training;

/// <summary>What readers of run.json can rely on: its paths and types. The values are the machine's.</summary>
internal sealed class RunRecordTests
{
    private static readonly RunSettings Settings = new(1, "torch", Seed: 6, Epochs: 2, BatchSize: 50, LearningRate: 0.01, Threads: 2);

    // A synthetic set has no files; the record of a real one names them.
    private static readonly Dictionary<string, string> NoHashes = FashionMnist.Files.All.ToDictionary(file => file.Name, _ => string.Empty);

    [Test]
    public async Task Shape_of_run_json()
    {
        using TemporaryFolder folder = new();
        RunFolder files = new(folder.Path);
        IEngine engine = new TorchEngine(Settings.Threads);
        Dataset data = SyntheticData.Create(train: 100, test: 20) with { Sha256 = NoHashes };
        CompletedRun run = new TrainingRun(Settings, NotebookModels.Model1.Build(), engine, data, files, TimeProvider.System)
            .Execute(resume: false, new RecordingCallback(), CancellationToken.None);
        RunArtifacts.Write(files, run, RunRecord.Of(run, data, engine, TimeProvider.System), data.Test, FashionMnist.ClassNames);

        await Verifier.Verify(JsonPaths.Format(await File.ReadAllTextAsync(files.Record)));
    }
}
