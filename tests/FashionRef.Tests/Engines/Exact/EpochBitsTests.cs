using System.Text.Json;
using FashionRef.Engines.Exact;
using FashionRef.Formats.Json;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Engines.Exact;

/// <summary>
/// The engine's promise on Fashion-MNIST itself: SHA-256 of the weights and of the test set's logits after the notebook's first epoch
/// of seed 1, for any number of threads and without AVX-512. After ten epochs the gate demands those in baselines/.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class EpochBitsTests
{
    internal const string Model1Weights = "ebb7618fec5015ba538b4c26af196e8ca4b94ae3017395dde50f3a15fc62d342";
    internal const string Model2Weights = "a4ad0b76a398dacd503e03d0a8653ceff0cd36f8ad9eefc4ed8dd47b5b23d2d1";
    internal const string Model2Logits = "f45ec6fb1162834c7df4053cf9cd23a811bcafe1e39ef5d64f92a14a1534b2f3";

    private const string Model1Logits = "ec66d79585688922e4b2b04bc55f7dc6f5692323fbfd9fad31d99a21fd22d5a4";

    [Category("Training")]
    [TestCase(1, 1, Model1Weights, Model1Logits)]
    [TestCase(1, 7, Model1Weights, Model1Logits)]
    [TestCase(2, 7, Model2Weights, Model2Logits, Category = LongTests.Category)]
    public async Task Any_number_of_threads_gives_the_same_bits_after_an_epoch(int model, int threads, string weights, string logits)
    {
        RunRecord record = await TrainAsync(new Dictionary<string, string>(), model, threads);

        Assert.That(record.Settings.Threads, Is.EqualTo(threads));
        Assert.That((record.Sha256.TrainedWeights, record.Sha256.TestLogits), Is.EqualTo((weights, logits)));
    }

    // Two threads are here alone, three in NotebookTrainingTests. Some steps with each number, and without such vectors, are in SameBitsTests.
    [Category("Training")]
    [TestCase(1, 2, Model1Weights, Model1Logits)]
    [TestCase(2, 1, Model2Weights, Model2Logits, Category = LongTests.Category)]
    public async Task Without_vectors_of_512_bits_the_bits_after_an_epoch_stay(int model, int threads, string weights, string logits)
    {
        RunRecord record = await TrainAsync(new Dictionary<string, string> { ["DOTNET_EnableAVX512"] = "0" }, model, threads);

        Assert.That(record.Environment!.ProcessorFeatures, Has.None.StartsWith("AVX-512"));
        Assert.That((record.Sha256.TrainedWeights, record.Sha256.TestLogits), Is.EqualTo((weights, logits)));
    }

    private static async Task<RunRecord> TrainAsync(IReadOnlyDictionary<string, string> environment, int model, int threads)
    {
        _ = RealDataset.Load();
        using TemporaryFolder artifacts = new();
        ProgramEnd end = await ProgramProcess.RunAsync(
            environment,
            "train",
            "--engine", ExactEngine.EngineName,
            "--model", $"{model}",
            "--seed", "1",
            "--epochs", "1",
            "--threads", $"{threads}",
            "--data", Path.Combine(Repository.Artifacts, "data"),
            "--artifacts", artifacts.Path,
            "--quiet");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        return JsonSerializer.Deserialize<RunRecord>(
            await File.ReadAllTextAsync(Path.Combine(artifacts.Path, "runs", $"model{model}-seed1-{ExactEngine.EngineName}", "run.json")),
            JsonFormat.Options)!;
    }
}
