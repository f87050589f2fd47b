using System.Text.Json;
using FashionRef.Data;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Baselines;

/// <summary>Reads and writes baselines.</summary>
public static class BaselineFile
{
    private static readonly JsonFileKind Kind = new(
        "baseline",
        "baseline",
        "The command 'baseline' writes one.",
        "The command 'baseline' writes a correct one.");

    /// <summary>The file of a run's baseline, for example <c>baselines/model1-seed1-torch.json</c>.</summary>
    /// <param name="folder">The folder of baselines.</param>
    /// <param name="settings">The run's, of an engine of this program.</param>
    /// <exception cref="InvalidOperationException">The run is another program's (<see cref="RunSettings.IsOwn"/>).</exception>
    public static string PathOf(string folder, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Path.Combine(folder, $"{settings.RunName}.json");
    }

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static Baseline Read(string path) => JsonFile.Read<Baseline>(path, Kind, Fault);

    /// <summary>Reads the baseline of a run, when there is one.</summary>
    /// <param name="path">As <see cref="PathOf"/> gives it.</param>
    /// <param name="settings">The run's.</param>
    /// <returns>Null when there is no file.</returns>
    /// <exception cref="FashionRefException">The file cannot be read, or holds something else or another run (bad request).</exception>
    public static Baseline? ReadIfThere(string path, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!Path.Exists(path))
        {
            return null;
        }

        Baseline baseline = Read(path);
        // Whether the number of threads matters is decided by the comparison.
        string[] differences = [.. (baseline.Settings with { Threads = settings.Threads }).DifferencesFrom(settings)];
        return differences.Length == 0
            ? baseline
            : throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{path}' is not the baseline of the run in its name: {string.Join("; ", differences)}. {Kind.Format}");
    }

    /// <summary>The baseline as JSON text, ended by LF.</summary>
    /// <param name="baseline">The baseline.</param>
    public static string Format(Baseline baseline) => JsonSerializer.Serialize(baseline, JsonFormat.Options) + "\n";

    private static string? Fault(Baseline baseline)
    {
        if (baseline.Format != Baseline.CurrentFormat)
        {
            return $"'format' is '{baseline.Format}', but must be '{Baseline.CurrentFormat}'";
        }

        return FieldFault.InOneSentence(RecordedSettings.Faults(baseline.Settings))
            ?? HashFault("trained_weights", baseline.TrainedWeights)
            ?? HashFault("test_logits", baseline.TestLogits)
            ?? Fault("labels", baseline.Labels)
            ?? Fault("predicted", baseline.Predicted)
            ?? baseline.Answers.Fault()
            ?? ResultFault(baseline)
            ?? (baseline.History is { } history ? FieldFault.InOneSentence(RecordedHistory.Faults(history, baseline.Settings.Epochs, baseline.Result)) : null);
    }

    // Otherwise two empty hashes would be equal.
    private static string? HashFault(string name, string? sha256) => sha256 is null || Sha256Text.IsHash(sha256)
        ? null
        : $"'{name}' is '{sha256}', but must be {Sha256Text.Legal}";

    private static string? Fault(string name, string digits) => digits.Length == FashionMnist.TestCount && digits.All(char.IsAsciiDigit)
        ? null
        : Invariant($"'{name}' must hold {FashionMnist.TestCount} digits, one for each test image");

    private static string? ResultFault(Baseline baseline)
    {
        int right = baseline.Answers.RightCount;
        RunResult result = baseline.Result;
        return right != result.TestCorrect
            ? Invariant($"{right} of its predictions are correct, but its record says {result.TestCorrect}")
            : result.TestCount != FashionMnist.TestCount || !ReportedFigure.IsSame(result.TestAccuracy, (double)right / FashionMnist.TestCount)
            ? Invariant($"'result' has {result.TestCount} images and an accuracy of {result.TestAccuracy}; {right} of {FashionMnist.TestCount} are correct")
            : !(result.TestLoss >= 0) ? Invariant($"'result.test_loss' is {result.TestLoss}, but must be at least 0")
            : null;
    }
}
