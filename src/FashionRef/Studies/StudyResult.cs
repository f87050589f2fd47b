using System.Security.Cryptography;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>The last file of a run that is done: it says that all others are there, and what they hash to.</summary>
/// <param name="Format">Must be <see cref="CurrentFormat"/>.</param>
/// <param name="Study">The study's name.</param>
/// <param name="PlanSha256">The hash of the study's plan.</param>
/// <param name="Number">The run's number in it.</param>
/// <param name="Experiment">The run's experiment.</param>
/// <param name="Code">The hash of the code that made it.</param>
/// <param name="TrainedWeights">The SHA-256 of the trained weights.</param>
/// <param name="TestLogits">The SHA-256 of the test set's logits.</param>
/// <param name="Files">The SHA-256 of each other file in the folder by its name.</param>
public sealed record StudyResult(
    string Format,
    string Study,
    string PlanSha256,
    int Number,
    string Experiment,
    string Code,
    string TrainedWeights,
    string TestLogits,
    IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-study-result-1";

    /// <summary>Its name in the run's folder.</summary>
    public const string FileName = "result.json";

    /// <summary>The name of the run's record.</summary>
    public const string RecordName = "run.json";

    /// <summary>The name of the file of predicted labels: a digit for each test image, and LF.</summary>
    public const string LabelsName = "predicted.txt";

    /// <summary>The name of the trained weights' file, which is there where they were to be kept.</summary>
    public const string WeightsName = "model.safetensors";

    private const int MostFileBytes = 64 * 1024 * 1024;

    private static readonly JsonFileKind Kind = new(
        "run's result", "result of a study's run", "The command 'study run' writes one.", "Delete the run's folder, and 'study run' makes the run again.");

    /// <summary>Whether another result of the same run is the same: weights, logits and predicted labels are.</summary>
    /// <param name="other">The other.</param>
    public bool HasSameBitsAs(StudyResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (TrainedWeights, TestLogits, Files[LabelsName]) == (other.TrainedWeights, other.TestLogits, other.Files[LabelsName]);
    }

    /// <summary>Reads the result of a run that is done, and checks all files of its folder.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="plan">The study's plan.</param>
    /// <param name="run">The run that it must be.</param>
    /// <exception cref="FashionRefException">It is another run's, or a file is missing or was changed (bad request).</exception>
    public static StudyResult Read(string folder, StudyPlan plan, PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(run);
        return JsonFile.Read<StudyResult>(Path.Combine(folder, FileName), Kind, result => Fault(result, folder, plan, run));
    }

    /// <summary>Reads the record beside it, and checks that it is this result's.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The run that it is of.</param>
    /// <exception cref="FashionRefException">It is another run's, or damaged (bad request).</exception>
    public RunRecord ReadRecord(string folder, PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(run);
        string path = Path.Combine(folder, RecordName);
        RunRecord record = RunRecordFile.Read(path);
        string weights = Path.Combine(folder, WeightsName);
        if (Files.ContainsKey(WeightsName) && Float32Bytes.Sha256(SafetensorsFile.Read(weights).Arrays) != TrainedWeights)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{weights}' does not hold the trained weights of '{FileName}' beside it. It was changed. {Kind.Format}");
        }

        (string Name, bool IsSame)[] members =
        [
            ("settings", record.Settings.HasSameBitsAs(run.Settings)),
            ("study", record.Study == new StudyMark(Study, PlanSha256, run.Number, run.Experiment)),
            ("code", record.Code == Code),
            ("sha256.data", StudyData.Same(record.Sha256.Data, run.Data.Sha256)),
            ("sha256.trained_weights", record.Sha256.TrainedWeights == TrainedWeights),
            ("sha256.test_logits", record.Sha256.TestLogits == TestLogits),
        ];
        return members.FirstOrDefault(member => !member.IsSame).Name is not { } other
            ? record
            : throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{path}' is not the record of run {run.Number}: '{other}' is not what '{FileName}' beside it and the study say. ")
                + $"It was changed. {Kind.Format}");
    }

    /// <summary>Reads the predicted labels beside it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="count">How many test images there are.</param>
    /// <returns>A class for each test image.</returns>
    /// <exception cref="FashionRefException">They cannot be read, or are others (bad request).</exception>
    public static byte[] ReadLabels(string folder, int count)
    {
        string path = Path.Combine(folder, LabelsName);
        byte[] text = InputFile.ReadAllBytes(path, "run's file", MostFileBytes, "");
        return text.Length == count + 1 && text[^1] == '\n' && text[..^1].All(digit => digit is >= (byte)'0' and <= (byte)'9')
            ? [.. text[..^1].Select(digit => (byte)(digit - '0'))]
            : throw new FashionRefException(FaultKind.BadRequest, Invariant($"'{path}' must hold a digit for each of {count:N0} test images, and a line's end. {Kind.Format}"));
    }

    private static string? Fault(StudyResult result, string folder, StudyPlan plan, PlannedRun run)
    {
        if (result.Format != CurrentFormat)
        {
            return $"'format' is '{result.Format}', but must be '{CurrentFormat}'";
        }

        if (result.PlanSha256 != plan.Sha256 || result.Number != run.Number)
        {
            return Invariant($"it is of run {result.Number} of plan {result.PlanSha256}, but must be of run {run.Number} of {plan.Sha256}");
        }

        if (new[] { RecordName, LabelsName }.FirstOrDefault(name => !result.Files.ContainsKey(name)) is { } unnamed)
        {
            return $"'files' lacks '{unnamed}'";
        }

        foreach ((string name, string hash) in result.Files)
        {
            if (name != RecordName && name != LabelsName && name != WeightsName)
            {
                return $"'files' has '{name}', which no run has";
            }

            string path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                return $"'{name}' beside it is missing";
            }

            if (Hash(InputFile.ReadAllBytes(path, "run's file", MostFileBytes, "")) != hash)
            {
                return $"'{name}' beside it has another hash than it says, so one of them was changed";
            }
        }

        return null;
    }

    /// <summary>The SHA-256 of a file's bytes, as text.</summary>
    internal static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
