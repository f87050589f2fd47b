using System.Text.Json.Serialization;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Gate.Baselines;

/// <summary>A reviewed run, stored so that later runs of the same seed can be compared with it.</summary>
/// <param name="Format">The file's own format, <see cref="CurrentFormat"/>.</param>
/// <param name="Settings">The run's settings.</param>
/// <param name="Result">Accuracy and loss on the test set after the last epoch.</param>
/// <param name="TrainedWeights">SHA-256 of the weights after the last epoch.</param>
/// <param name="Environment">The machine and the versions, if the run's record has them.</param>
/// <param name="Labels">The label of each test image, one digit each.</param>
/// <param name="Predicted">The class that the run predicted, one digit each.</param>
/// <param name="TestLogits">SHA-256 of the test set's logits, if the run's record has it.</param>
/// <param name="History">Every epoch, in order; missing in older files.</param>
public sealed record Baseline(
    string Format,
    RunSettings Settings,
    RunResult Result,
    string? TrainedWeights,
    RunEnvironment? Environment,
    string Labels,
    string Predicted,
    string? TestLogits = null,
    IReadOnlyList<EpochMetrics>? History = null)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-baseline-1";

    /// <summary>SHA-256 of the weights after the last epoch, or null.</summary>
    public string? TrainedWeights { get; init; } = Sha256Text.NormalIfThere(TrainedWeights);

    /// <summary>SHA-256 of the test set's logits, or null.</summary>
    public string? TestLogits { get; init; } = Sha256Text.NormalIfThere(TestLogits);

    /// <summary>The run's predictions for the test images.</summary>
    [JsonIgnore]
    public Answers Answers => new([.. Labels.Select(Digit)], [.. Predicted.Select(Digit)]);

    /// <summary>Creates a baseline of a run.</summary>
    /// <param name="run">A run with its predictions beside its record.</param>
    /// <exception cref="FashionRefException">The predictions cannot be read (bad request).</exception>
    public static Baseline Of(GateRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Answers answers = run.Answers();
        RunRecord record = run.Record;
        return new Baseline(
            CurrentFormat,
            record.Settings,
            record.Result,
            record.Sha256.TrainedWeights,
            record.Environment,
            Text(answers.Labels),
            Text(answers.Predicted),
            record.Sha256.TestLogits,
            record.History);
    }

    private static byte Digit(char digit) => (byte)(digit - '0');

    private static string Text(IEnumerable<byte> classes) => string.Concat(classes);
}
