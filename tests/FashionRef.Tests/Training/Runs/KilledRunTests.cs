using System.Diagnostics;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training.Checkpoints;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Runs;

/// <summary>Kills the program itself, as an operating system or a power cut does. (How each engine goes on: TrainingRunTests.)</summary>
[Category("Training")]
[Parallelizable(ParallelScope.Self)]
internal sealed class KilledRunTests
{
    private const int Epochs = 2;

    private static readonly RunSettings Settings = new(1, KnownEngines.Exact, Seed: 9, Epochs, BatchSize: 512, LearningRate: 0.01, Threads: 2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Test]
    public async Task A_run_killed_in_the_middle_of_an_epoch_and_resumed_has_the_bits_of_an_unbroken_one()
    {
        using TemporaryFolder unbroken = ArtifactsWithData();
        using TemporaryFolder broken = ArtifactsWithData();
        string expected = await TrainAsync(unbroken);

        await KillInSecondEpochAsync(broken);
        string resumed = await TrainAsync(broken, "--resume");

        Assert.That(resumed, Is.EqualTo(expected));
    }

    private static async Task KillInSecondEpochAsync(TemporaryFolder artifacts)
    {
        RunFolder folder = RunFolder.Of(artifacts.Path, Settings);
        using TestProcess process = ProgramProcess.Start(Arguments(artifacts));
        Stopwatch epoch = Stopwatch.StartNew();
        while (!File.Exists(folder.Checkpoint))
        {
            Assert.That(process.HasExited, Is.False, "The program ended before its first epoch did.");
            Assert.That(epoch.Elapsed, Is.LessThan(Patience));
            await Task.Delay(10);
        }

        // A tenth of what the first epoch took, start-up included, is well inside the second one.
        await Task.Delay(epoch.Elapsed / 10);
        process.Kill();
        await process.EndAsync();

        Checkpoint kept = Checkpoint.Read(folder.Checkpoint, Settings, NotebookModels.Model1.Build(), stepsPerEpoch: 118);
        Assert.That(kept.History, Has.Count.EqualTo(1), "It was killed in another epoch than the second.");
        Assert.That(File.Exists(folder.Record), Is.False, "A run that was killed must not look complete.");
    }

    private static async Task<string> TrainAsync(TemporaryFolder artifacts, params string[] further)
    {
        ProgramEnd end = await ProgramProcess.RunAsync([.. Arguments(artifacts), .. further]);
        Assert.That(end.ExitCode, Is.Zero, end.Error);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(RunFolder.Of(artifacts.Path, Settings).Record));
        Assert.That(record.RootElement.GetProperty("history").GetArrayLength(), Is.EqualTo(Epochs));
        return record.RootElement.GetProperty("sha256").GetProperty("trained_weights").GetString()!;
    }

    private static string[] Arguments(TemporaryFolder artifacts) =>
    [
        "train", "--model", "1", "--seed", $"{Settings.Seed}", "--epochs", $"{Epochs}", "--batch-size", $"{Settings.BatchSize}",
        "--engine", Settings.Engine, "--threads", $"{Settings.Threads}", "--artifacts", artifacts.Path,
    ];

    private static TemporaryFolder ArtifactsWithData()
    {
        RealDataset.Load();
        TemporaryFolder artifacts = new();
        string data = Directory.CreateDirectory(artifacts["data"]).FullName;
        foreach (DatasetFile file in FashionMnist.Files.All)
        {
            File.Copy(Path.Combine(Repository.Artifacts, "data", file.Name), Path.Combine(data, file.Name));
        }

        return artifacts;
    }
}
