using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate;

/// <summary>Runs as the gate sees them, without a training: in order unless a test changes something.</summary>
internal static class GateRuns
{
    public const string Engine = "torch";

    /// <summary>In the middle of Model-1's expectation.</summary>
    public const int Correct = 8555;

    private const int Classes = 10;
    private static readonly ConcurrentDictionary<(int Model, int Seed), string> InitialHashes = new();

    // An epoch is 47 MB, and runs of many tests are of the same few seeds. Of each only one test computes it, and the others wait.
    private static readonly ConcurrentDictionary<(int Seed, int BatchSize, Shuffle Shuffle, int Epoch), Lazy<string>> Feeds = new();

    public static RunEnvironment Environment { get; } = new(
        new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        1_000_000_000,
        "a processor",
        ["avx2", "fma"],
        2,
        "an operating system",
        "X64",
        ".NET 10.0.0",
        "1.0.0",
        "0123456789abcdef0123456789abcdef01234567",
        "a build",
        new Dictionary<string, string> { ["torchsharp"] = "1", ["libtorch"] = "2" },
        "a family, a model, a stepping");

    public static RunRecord Record(int model = 1, int seed = 1, int correct = Correct, Shuffle shuffle = Shuffle.Repeated)
    {
        BuiltModel built = NotebookModels.Get(model).Build();
        double accuracy = (double)correct / FashionMnist.TestCount;
        return new RunRecord(
            RunRecord.CurrentFormat,
            RunSettings.Notebook(model, Engine, seed, threads: 2, shuffle),
            built.ParameterCount,
            built.NonTrainableParameterCount,
            new RunResult(accuracy, 0.5, correct, FashionMnist.TestCount),
            new RunHashes(
                FashionMnist.Files.All.ToDictionary(file => file.Name, file => file.Sha256),
                InitialHashes.GetOrAdd((model, seed), key => Float32Bytes.Sha256(InitialWeights.Create(built, key.Seed))),
                TrainedHash($"model {model}, seed {seed}")),
            [.. Enumerable.Range(1, Notebook.Epochs).Select(epoch => Epoch(epoch, accuracy, seed))],
            Environment);
    }

    /// <summary>The record of a real run over seeds.</summary>
    public static RunRecord Record(SeedRun run, int model = 1, Shuffle shuffle = Shuffle.Repeated)
    {
        RunRecord record = Record(model, run.Seed, run.Correct, shuffle);
        return record with { History = run.Metrics, Result = record.Result with { TestLoss = run.Metrics[^1].ValLoss } };
    }

    public static GateRun Run(int model = 1, int seed = 1, int correct = Correct) => Run(Record(model, seed, correct));

    public static GateRun Run(RunRecord record) => new(record, $"run{record.Settings.Seed}.json");

    public static IReadOnlyList<GateRun> Several(params int[] correct) => [.. correct.Select((right, i) => Run(seed: i + 1, correct: right))];

    public static string TrainedHash(string weights) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(weights)));

    /// <summary>The record with another figure in its history's epoch.</summary>
    public static RunRecord With(this RunRecord record, int epoch, Func<EpochMetrics, EpochMetrics> change) =>
        record with { History = [.. record.History.Select(metrics => metrics.Epoch == epoch ? change(metrics) : metrics)] };

    /// <summary>The record of a run that was given what its seed demands.</summary>
    public static RunRecord WithRightFeed(this RunRecord record)
    {
        RunSettings settings = record.Settings;
        return record with { History = [.. record.History.Select(epoch => epoch with { Feed = Of(epoch.Epoch) })] };

        string Of(int epoch) => Feeds.GetOrAdd(
            (settings.Seed, settings.BatchSize, settings.Shuffle, epoch),
            _ => new Lazy<string>(() => FeedHash.Of(RealDataset.Load().Train, settings, epoch))).Value;
    }

    /// <summary>Writes run.json and predictions.csv, as <c>train</c> leaves them.</summary>
    public static string Write(string folder, RunRecord record)
    {
        RunFolder files = new(folder);
        Directory.CreateDirectory(folder);
        File.WriteAllText(files.Record, JsonSerializer.Serialize(record, JsonFormat.Options));
        File.WriteAllText(files.Predictions, Predictions(record.Result.TestCorrect));
        return files.Record;
    }

    /// <summary>Writes all files of a run that need not be trained.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="record">What the run is; its hashes become those of the files.</param>
    /// <param name="code">The code that it is of.</param>
    public static string WriteWhole(RunFolder folder, RunRecord record, string code)
    {
        // Others than the run's initial ones: a training moves weights.
        IReadOnlyList<WeightValues> weights = InitialWeights.Create(NotebookModels.Get(record.Settings.Model).Build(), record.Settings.Seed + 1000);
        Write(folder.Root, record with
        {
            Code = code,
            Sha256 = record.Sha256 with { TrainedWeights = Float32Bytes.Sha256(weights), TestLogits = TrainedHash($"logits of seed {record.Settings.Seed}") },
        });
        SafetensorsFile.Write(folder.Weights, weights, new Dictionary<string, string>());
        foreach (string file in folder.Results.Where(file => !File.Exists(file)))
        {
            File.WriteAllText(file, "");
        }

        return folder.Record;
    }

    /// <summary>The first so many answers are right, the others off by one class; labels go round.</summary>
    public static string Predictions(int correct)
    {
        StringBuilder text = new("index,label,predicted,probability_0\n");
        for (int image = 0; image < FashionMnist.TestCount; image++)
        {
            int label = image % Classes;
            text.Append(FormattableString.Invariant($"{image},{label},{(image < correct ? label : (label + 1) % Classes)},0.5\n"));
        }

        return text.ToString();
    }

    // No two seeds have a column alike. The last epoch has the run's result.
    private static EpochMetrics Epoch(int epoch, double accuracy, int seed)
    {
        double own = seed * 1e-6;
        double result = epoch == Notebook.Epochs ? 0 : own;
        return new(epoch, 0.7 + (0.01 * epoch) + own, (1.5 / epoch) + own, Math.Max(0, accuracy - result), 0.5 + result, 3);
    }
}
