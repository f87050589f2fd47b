using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Evaluation;

/// <summary>A record that no training was needed for: Model-2, seed 7, the notebook's settings.</summary>
internal static class ReadyRecord
{
    /// <summary>Every class recognized, but for 877 images of T-shirts and trousers.</summary>
    public static ConfusionMatrix Matrix { get; } = new(Labels(), Predicted(), FashionMnist.ClassNames.Count);

    /// <summary>The record.</summary>
    public static RunRecord Create() => new(
        RunRecord.CurrentFormat,
        RunSettings.Notebook(model: 2, "torch", seed: 7, threads: 2),
        Parameters: 407_802,
        NonTrainableParameters: 160,
        new RunResult(0.9123, 0.26789012345, 9_123, FashionMnist.TestCount),
        new RunHashes(new Dictionary<string, string> { ["t10k-images-idx3-ubyte"] = "da7a" }, "1217", "7ea1", "1091"),
        [.. Enumerable.Range(1, 10).Select(epoch => new EpochMetrics(epoch, 0.8 + (epoch * 0.01), 0.5 / epoch, 0.81 + (epoch * 0.01), 0.6 / epoch, 3.5))],
        new RunEnvironment(
            new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero), 650_000_000, "A processor", ["AVX2"], 2, "An OS", "X64", ".NET 10", "1.0.0", "c0ffee", "b01d", new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" }));

    private static byte[] Labels() => [.. Enumerable.Range(0, FashionMnist.TestCount).Select(image => (byte)(image % 10))];

    private static int[] Predicted() =>
    [
        .. Enumerable.Range(0, FashionMnist.TestCount).Select(image => (image % 10, image) switch
        {
            (0, < 1_000) => 6,
            (1, < 7_770) => 6,
            var (label, _) => label,
        }),
    ];
}
